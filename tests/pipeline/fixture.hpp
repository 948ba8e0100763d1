// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A small pipeline and streams for it.

#include <saccade/pipeline/pipeline.hpp>

#include "support/catch.hpp"
#include "support/random_weights.hpp"
#include "support/words.hpp"

#include <saccade/decode/evt2.hpp>
#include <saccade/filter/rescale.hpp>
#include <saccade/graph/layers.hpp>
#include <saccade/model/model.hpp>
#include <saccade/represent/voxel_grid.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace pipeline_fixture {

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 8, .width = 8, .channels = 6}) |
                            sc::conv2d({.out = 6, .kernel = 3, .stride = 2, .pad = 1}) | sc::relu |
                            sc::flatten | sc::linear({.out = 4});

inline constexpr auto weights = [] {
  auto w = sc::test::random_weights<net>(11);
  for (auto& b : w.bias) b = 0;
  w.grid = {.polarities = 2,
            .bins = 3,
            .height = 8,
            .width = 8,
            .window_us = 5000,
            .map = sc::time_map::fixed_window,
            .cap = 2};
  return w;
}();
inline constexpr std::array<char const*, 4> labels{"clap", "wave", "roll", "other"};

using model = sc::model<net, weights, labels>;
using scale = sc::rescale<sc::geometry{32, 16}, sc::geometry{8, 8}>;
using grid = sc::voxel_grid<2, 3, 8, 8, sc::fixed_window, sc::saturating_counts<2>>;
using pipeline =
    sc::pipeline<sc::evt2_decoder, scale, sc::window<sc::milliseconds(5)>, grid, model>;

/// EVT 2.0 words of random events: bursts, pauses of several windows, some outside the sensor.
template <std::size_t N>
constexpr auto recording(std::uint64_t seed) -> std::array<std::uint32_t, 2 * N> {
  std::array<std::uint32_t, 2 * N> words{};
  sc::test::random_numbers random{seed};
  std::uint32_t t = 1'000'000;
  for (std::size_t i = 0; i < N; ++i) {
    t += static_cast<std::uint32_t>(random(0, 99) == 0 ? random(5'000, 60'000) : random(0, 120));
    auto const x = static_cast<std::uint32_t>(random(0, 33));
    auto const y = static_cast<std::uint32_t>(random(0, 15));
    auto const p = static_cast<std::uint32_t>(random(0, 1));
    words[2 * i] = 8U << 28 | t >> 6;
    words[2 * i + 1] = p << 28 | (t & 63) << 22 | x << 11 | y;
  }
  return words;
}

struct kept_decision {
  std::size_t best{};
  std::string label{};
  float confidence{};
  sc::timestamp_us time_us{};
  std::uint64_t windows{};
  std::uint64_t events{};
  std::vector<std::int32_t> logits{};

  friend auto operator==(kept_decision const&, kept_decision const&) -> bool = default;
};

inline auto keep(sc::decision const& d) -> kept_decision {
  return {d.best,
          d.label,
          d.confidence,
          d.time_us,
          d.windows,
          d.events,
          {d.logits.begin(), d.logits.end()}};
}

inline auto run(std::span<std::byte const> bytes, std::size_t chunk) -> std::vector<kept_decision> {
  std::vector<kept_decision> decisions;
  // One run of empty windows may come in parts: pixels that rescaling drops move time on.
  auto const decide = [&](sc::decision const& d) {
    if (d.events == 0 && !decisions.empty() && decisions.back().events == 0) {
      decisions.back().windows += d.windows;
      decisions.back().time_us = d.time_us;
    } else {
      decisions.push_back(keep(d));
    }
  };
  pipeline p;
  while (!bytes.empty()) {
    auto const part = bytes.first(std::min(chunk, bytes.size()));
    CHECK(p.push(part, decide));
    bytes = bytes.subspan(part.size());
  }
  CHECK(p.finish(decide));
  return decisions;
}

/// All decisions of `push`ing and the end.
template <typename Pipeline, typename Input>
auto decisions_of(Pipeline& p, Input const& input) -> std::vector<kept_decision> {
  std::vector<kept_decision> decisions;
  auto const decide = [&](sc::decision const& d) { decisions.push_back(keep(d)); };
  CHECK(p.push(input, decide));
  CHECK(p.finish(decide));
  return decisions;
}

}  // namespace pipeline_fixture
