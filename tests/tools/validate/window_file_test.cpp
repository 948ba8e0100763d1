// SPDX-License-Identifier: Apache-2.0
#include "validate/window_file.hpp"

#include "support/catch.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace host = saccade::host;
using saccade::event;
using saccade::polarity;

namespace {
// Several builds of this test may run at once.
auto const run = std::random_device{}();

auto file(std::string const& bytes = {}) -> std::filesystem::path {
  auto const path = std::filesystem::temp_directory_path() /
                    ("saccade_window_file_" + std::to_string(run) + ".bin");
  std::ofstream{path, std::ios::binary}.write(bytes.data(),
                                              static_cast<std::streamsize>(bytes.size()));
  return path;
}

auto bytes_of(std::filesystem::path const& path) -> std::string {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

template <std::size_t N>
auto text(char const (&literal)[N]) -> std::string {
  return {literal, N - 1};
}
}  // namespace

TEST_CASE("a window file has the documented bytes") {
  std::vector<host::window_events> const windows{
      {}, {{.t = 0x01020304, .x = 0x0506, .y = 0x0708, .p = polarity::on}}};
  auto const path = file();
  host::write_window_file(path, windows, true);
  CHECK(bytes_of(path) == text("SCW1\2\0\0\0\1\0\0\0"
                               "\0\0\0\0"
                               "\1\0\0\0\4\3\2\1\6\5\x08\x87"));
  CHECK(host::read_window_file(path) == windows);
}

TEST_CASE("windows survive a file") {
  std::vector<host::window_events> const windows{
      {{0, 0, 0, polarity::off}, {49'999, 127, 126, polarity::on}},
      {},
      {{0xFFFF'FFFF, 65'535, 32'767, polarity::on}}};
  auto const path = file();
  host::write_window_file(path, windows);
  CHECK(host::read_window_file(path) == windows);
}

TEST_CASE("an event that the window file cannot hold is refused") {
  auto const path = file();
  for (event const e :
       {event{-1, 0, 0, {}}, event{0x1'0000'0000, 0, 0, {}}, event{0, 0, 0x8000, {}}}) {
    std::vector<host::window_events> const windows{{e}};
    CHECK_THROWS_AS(host::write_window_file(path, windows), host::error);
  }
}

TEST_CASE("a result file is read as documented") {
  auto const results =
      host::read_result_file(file(text("SCR1\1\0\0\0\2\0\0\0\3\0\0\0"
                                       "\x80\x7F\xFF"
                                       "\1\0\0\0\xFE\xFF\xFF\xFF"
                                       "\4\3\2\1\5\0\0\0")));
  REQUIRE(results.size() == 1);
  CHECK(results[0].tensors == std::vector<std::int8_t>{-128, 127, -1});
  CHECK(results[0].logits == std::vector<std::int32_t>{1, -2});
  CHECK(results[0].grid_instructions == 0x01020304);
  CHECK(results[0].inference_instructions == 5);
}

TEST_CASE("files that end too early, go on or lie about their size are refused") {
  auto const window = text("SCW1\1\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0");
  auto const result = text("SCR1\1\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
  CHECK(host::read_window_file(file(window)).size() == 1);
  CHECK(host::read_result_file(file(result)).size() == 1);
  for (std::size_t size = 0; size < window.size(); ++size) {
    CHECK_THROWS_AS(host::read_window_file(file(window.substr(0, size))), host::error);
  }
  for (std::size_t size = 0; size < result.size(); ++size) {
    CHECK_THROWS_AS(host::read_result_file(file(result.substr(0, size))), host::error);
  }
  CHECK_THROWS_AS(host::read_window_file(file(window + "x")), host::error);
  CHECK_THROWS_AS(host::read_result_file(file(result + "x")), host::error);
  CHECK_THROWS_AS(host::read_window_file(file(text("SCW1\xFF\xFF\xFF\xFF\0\0\0\0"))), host::error);
  CHECK_THROWS_AS(
      host::read_result_file(file(text("SCR1\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"))),
      host::error);
  CHECK_THROWS_AS(host::read_window_file(file("SCR1")), host::error);
  CHECK_THROWS_AS(host::read_window_file("/nonexistent/windows.scw"), host::error);
}
