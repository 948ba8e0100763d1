// SPDX-License-Identifier: Apache-2.0
#include "validate/windows.hpp"

#include "support/catch.hpp"
#include "support/temporary_file.hpp"

#include <saccade/io/recording_writer.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

namespace host = saccade::host;

namespace {
constexpr saccade::grid_format format{.polarities = 2,
                                      .bins = 5,
                                      .height = 32,
                                      .width = 32,
                                      .window_us = 50'000,
                                      .map = saccade::time_map::fixed_window,
                                      .cap = 127};
}

TEST_CASE("simulated windows are as many as asked for, and repeat") {
  auto const windows = host::validate::simulated_windows(format, 25);
  REQUIRE(windows.size() == 25);
  std::size_t events = 0;
  for (auto const& window : windows) {
    events += window.size();
    for (auto const& e : window) {
      REQUIRE((e.t >= 0 && e.t < format.window_us));
      REQUIRE((e.x < 32 && e.y < 32));
    }
  }
  CHECK(events > 100);
  CHECK(host::validate::simulated_windows(format, 25) == windows);
}

TEST_CASE("recorded windows keep their order, the empty ones too") {
  auto const path = std::filesystem::temp_directory_path() /
                    ("saccade_windows_" + std::to_string(std::random_device{}()) + ".raw");
  std::ofstream file{path};
  file << "% evt 2.0\n% geometry 64x64\n% end\n";
  auto const word = [&](std::uint32_t value) {
    for (int i = 0; i < 4; ++i) file.put(static_cast<char>(value >> (8 * i) & 0xFF));
  };
  // The type in bits 31:28, time in units of 64 us in 27:0; then 6 bits of time, x and y.
  auto const event = [&](std::uint32_t us, std::uint32_t x, std::uint32_t y) {
    word(0x8U << 28 | us >> 6);
    word(0x1U << 28 | (us & 63U) << 22 | x << 11 | y);
  };
  event(1000, 10, 20);
  event(50'999, 63, 63);
  event(151'000, 0, 0);
  event(201'000, 1, 1);
  file.close();
  auto const windows =
      host::validate::read_recorded_windows(host::recording{path}, format, 9).windows;
  REQUIRE(windows.size() == 5);
  using saccade::polarity;
  CHECK(windows[0] ==
        host::window_events{{0, 5, 10, polarity::on}, {49'999, 31, 31, polarity::on}});
  CHECK(windows[1].empty());
  CHECK(windows[2].empty());
  CHECK(windows[3] == host::window_events{{0, 0, 0, polarity::on}});
  CHECK(host::validate::read_recorded_windows(host::recording{path}, format, 2).windows.size() ==
        2);
  std::filesystem::remove(path);
}

TEST_CASE("validate sees the windows that run sees") {
  // The first and the last event lie outside the centre crop: 32x32 of 64x32.
  saccade::test::temporary_file const cropped{"cropped.raw"};
  saccade::host::recording_writer writer{
      cropped.path, saccade::host::recording_format::evt3, {64, 32}};
  for (saccade::event const& e : {saccade::event{0, 0, 0, saccade::polarity::on},
                                  saccade::event{60'000, 32, 5, saccade::polarity::on},
                                  saccade::event{120'000, 63, 0, saccade::polarity::on}}) {
    writer(e);
  }
  writer.close();
  // The file does not say its sensor.
  saccade::test::temporary_file const unstated{"unstated.csv",
                                               "x,y,p,t\n0,0,1,0\n32,5,1,60000\n63,31,1,120000\n"};
  for (auto const& path : {cropped.path, unstated.path}) {
    auto const windows = host::validate::read_recorded_windows(
                             host::recording{path, {.sensor = {64, 32}}}, format, 9)
                             .windows;
    REQUIRE(windows.size() == 3);
    CHECK(windows[0].empty());
    CHECK(windows[1] == host::window_events{{10'000, 16, 5, saccade::polarity::on}});
    CHECK(windows[2].empty());
  }
}
