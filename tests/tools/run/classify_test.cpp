// SPDX-License-Identifier: Apache-2.0
#include "run/classify.hpp"

#include "quantize_static.hpp"

#include <saccade/decode/evt2.hpp>
#include <saccade/encode/evt2.hpp>
#include <saccade/model/trained_on.hpp>
#include <saccade/pipeline/pipeline.hpp>

#include "support/catch.hpp"
#include "support/imported.hpp"
#include "support/temporary_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace {

namespace host = saccade::host;
using saccade::test::temporary_file;

auto import(std::string const& name) -> host::imported_model {
  return saccade::test::imported("import/" + name + ".onnx");
}

/// A recording of lines "x,y,p,t".
auto csv(std::string const& events) -> temporary_file {
  return temporary_file{"classify.csv", "x,y,p,t\n" + events};
}

/// A window as it was reported, with its logits.
struct seen {
  host::classified_window window{};
  std::vector<std::int32_t> logits{};
};

auto classify(host::executor& network, temporary_file const& file, std::int64_t window_us = 0,
              std::uint64_t min_events = 0, saccade::geometry sensor = {4, 4})
    -> std::vector<seen> {
  auto list = std::vector<seen>{};
  auto const format = host::input_format(network.network(), window_us);
  host::classify(host::recording{file.path, {.sensor = sensor}}, network, format, min_events,
                 [&](host::classified_window const& w) {
                   list.push_back({w, {w.logits.begin(), w.logits.end()}});
                 });
  return list;
}

/// The logits for counts at (y, x, channel) of a 4x4 picture with two channels.
struct cell {
  std::size_t index{};
  int count{};
};
auto logits_of(host::executor& network, std::vector<cell> const& cells)
    -> std::vector<std::int32_t> {
  std::fill(network.input().begin(), network.input().end(), std::int8_t{});
  for (auto const& c : cells) network.input()[c.index] = static_cast<std::int8_t>(c.count);
  auto const logits = network.run();
  return {logits.begin(), logits.end()};
}

auto repeat(std::string const& line, int count) -> std::string {
  auto text = std::string{};
  for (auto i = 0; i < count; ++i) text += line;
  return text;
}

}  // namespace

TEST_CASE("each window's counts reach the network, capped as it was trained") {
  auto const file = csv("0,0,0,1000\n3,3,1,1500\n" + repeat("1,2,1,2000\n", 20) + "2,1,0,51000\n");
  auto network = host::executor{import("base")};
  auto const windows = classify(network, file);
  REQUIRE(windows.size() == 2);
  CHECK(windows[0].window.start == 1000);
  CHECK(windows[0].window.events == 22);
  CHECK(windows[1].window.start == 51'000);
  CHECK(windows[1].window.events == 1);
  // [y][x][polarity]; the cap is 15.
  CHECK(windows[0].logits == logits_of(network, {{0, 1}, {31, 1}, {(2 * 4 + 1) * 2 + 1, 15}}));
  CHECK(windows[1].logits == logits_of(network, {{(1 * 4 + 2) * 2, 1}}));
  CHECK(windows[0].logits != windows[1].logits);
  for (auto const& [w, logits] : windows) {
    CHECK(w.best == static_cast<std::size_t>(logits[1] > logits[0]));
    CHECK(w.confidence >= 0.5F);
    CHECK(w.confidence <= 1.0F);
  }
}

TEST_CASE("events above the network's own cap are counted as dropped") {
  auto const file = csv(repeat("0,0,0,10\n", 20) + repeat("3,3,1,60000\n", 130));
  auto network = host::executor{import("base")};
  auto const format = host::input_format(network.network(), 0);
  REQUIRE(format.cap == 15);
  auto const report = host::classify(host::recording{file.path, {.sensor = {4, 4}}}, network,
                                     format, 0, [](auto&&) {});
  CHECK(report.grid.saturated == 5 + 115);
}

TEST_CASE("a run of windows without events is one inference, however long") {
  auto const file = csv("0,0,0,0\n3,3,1,50000000000000\n");
  auto network = host::executor{import("base")};
  auto const windows = classify(network, file);
  REQUIRE(windows.size() == 3);
  CHECK(windows[1].window.events == 0);
  CHECK(windows[1].window.windows == 999'999'999);
  CHECK(windows[1].logits == logits_of(network, {}));
}

TEST_CASE("a window of too few events gets no class and no inference") {
  auto const file = csv(repeat("0,0,0,10\n", 3) + repeat("3,3,1,50010\n", 4) + "0,0,0,200000\n");
  auto network = host::executor{import("base")};
  // The first, the second, a run of one without events, the last.
  auto const windows = classify(network, file, 0, 4);
  REQUIRE(windows.size() == 4);
  for (auto i : {0U, 2U, 3U}) {
    CHECK_FALSE(windows[i].window.best);
    CHECK(windows[i].window.confidence == 0.0F);
    CHECK(windows[i].logits.empty());
    CHECK(windows[i].window.inference.count() == 0);
  }
  CHECK(windows[0].window.events == 3);
  CHECK(windows[2].window.events == 0);
  CHECK(windows[3].window.start == 150'010);
  CHECK(windows[1].window.best);
  CHECK(windows[1].logits == logits_of(network, {{31, 4}}));
  CHECK(classify(network, file, 0, 1)[0].window.best);
}

TEST_CASE("the windows' length may be given") {
  auto const file = csv("0,0,0,0\n3,3,1,60000\n");
  auto network = host::executor{import("base")};
  CHECK(classify(network, file).size() == 2);
  CHECK(classify(network, file, 100'000).size() == 1);
}

TEST_CASE("a network without metadata needs a length, and its input is quantised as it says") {
  auto m = import("base");
  m.grid = {};
  CHECK_THROWS_AS(host::input_format(m, 0), host::error);
  auto const format = host::input_format(m, 1000);
  CHECK(format.bins == 1);
  CHECK(format.window_us == 1000);

  m.quantization[0] = {.scale = 0.5F, .zero_point = -128};
  auto network = host::executor{m};
  auto const file = csv("0,0,0,0\n3,3,1,1\n3,3,1,2\n");
  auto const windows = classify(network, file, 1000);
  REQUIRE(windows.size() == 1);
  std::fill(network.input().begin(), network.input().end(), std::int8_t{-128});
  network.input()[0] = -126;
  network.input()[31] = -124;
  auto const expected = network.run();
  CHECK(std::equal(expected.begin(), expected.end(), windows[0].logits.begin()));
}

namespace {

// As public tools quantise: steps of 0.035 from uint8 0, and not a word on windows.
inline constexpr auto stepped = [] {
  auto w = quantize_static::weights;
  w.grid = {};
  w.nodes[0] = {.scale = 0.035F, .zero_point = -128};
  return w;
}();
using grid = saccade::voxel_grid<2, 5, 128, 128>;
using stepped_model = saccade::trained_on<saccade::model<quantize_static::net, stepped>,
                                          grid::format(saccade::milliseconds(50))>;

}  // namespace

TEST_CASE("a C++ pipeline and the imported network feed the same numbers") {
  auto words = std::vector<std::byte>{};
  auto encoder = saccade::evt2_encoder{};
  auto random = std::mt19937{5};
  for (auto t = std::int64_t{}; t < 1'000'000; t += static_cast<std::int64_t>(random() % 40)) {
    auto const pixel = [&] { return static_cast<std::uint16_t>(random() % 16 * (random() % 8)); };
    encoder.push({.t = t, .x = pixel(), .y = pixel(), .p = saccade::polarity{random() % 2 != 0}},
                 [&](auto bytes) { words.insert(words.end(), bytes.begin(), bytes.end()); });
  }
  auto text = std::string{"% evt 2.0\n% geometry 128x128\n% end\n"};
  for (auto const b : words) text += static_cast<char>(b);

  auto m = saccade::test::imported("quantize_static.onnx");
  m.grid = {};
  m.quantization[0] = {.scale = 0.035F, .zero_point = -128};
  auto network = host::executor{m};
  auto const expected = classify(network, temporary_file{"stepped.raw", text}, 50'000, 0, {});
  REQUIRE(expected.size() == 20);
  CHECK(expected[3].logits != expected[4].logits);

  static saccade::pipeline<
      saccade::evt2_decoder,
      saccade::rescale<saccade::geometry{128, 128}, saccade::geometry{128, 128}>,
      saccade::window<saccade::milliseconds(50)>, grid, stepped_model>
      pipeline;
  auto decided = std::vector<std::vector<std::int32_t>>{};
  auto const decide = [&](saccade::decision const& d) {
    decided.emplace_back(d.logits.begin(), d.logits.end());
  };
  CHECK(pipeline.push(words, decide));
  CHECK(pipeline.finish(decide));
  REQUIRE(decided.size() == expected.size());
  for (auto i = std::size_t{}; i < decided.size(); ++i) CHECK(decided[i] == expected[i].logits);
}
