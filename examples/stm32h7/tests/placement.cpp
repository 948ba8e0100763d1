// SPDX-License-Identifier: Apache-2.0
/// @file
/// One pipeline in each memory: with its initial values it decides, without them it says so.

#include "../board/board.hpp"

#include <saccade/saccade.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace sc = saccade;

namespace {

inline constexpr auto net = sc::input<std::int8_t>({.height = 8, .width = 8, .channels = 2}) |
                            sc::conv2d({.out = 4, .kernel = 4, .stride = 4}) | sc::relu |
                            sc::global_average_pool | sc::linear({.out = 2});
using grid = sc::voxel_grid<2, 1, 8, 8>;

template <std::size_t N>
constexpr auto taps = [] {
  std::array<std::int8_t, N> values{};
  for (std::size_t i = 0; i < N; ++i) values[i] = static_cast<std::int8_t>(i * 7 % 15);
  return values;
}();
constexpr float step[] = {0.01F};
inline constexpr std::array layers{
    sc::layer_parameters{.scale = 1},
    sc::layer_parameters{
        .weight = taps<128>, .weight_scale = step, .scale = 0.02F, .zero_point = -128},
    sc::layer_parameters{.scale = 0.02F, .zero_point = -128},
    sc::layer_parameters{.weight = taps<8>, .weight_scale = step}};
inline constexpr auto weights = sc::make_weights<net, layers>(grid::format(sc::milliseconds(1)));
using model = sc::model<net, weights>;

using whole = sc::pipeline<sc::evt2_decoder, sc::rescale<sc::geometry{8, 8}, sc::geometry{8, 8}>,
                           sc::window<sc::milliseconds(1)>, grid, model>;
using placed =
    sc::placed_pipeline<sc::evt2_decoder, sc::rescale<sc::geometry{8, 8}, sc::geometry{8, 8}>,
                        sc::window<sc::milliseconds(1)>, grid, model>;

constinit whole in_data;
[[gnu::section(".axi")]] constinit whole in_axi;
[[gnu::section(".bss.axi")]] constinit model::arena arena{};
constinit placed apart{arena};
/// As an object lies in a section that start-up leaves alone.
[[gnu::section(".noinit")]] alignas(whole) std::byte lost[sizeof(whole)];

/// EVT 2.0: 30 events in 3 ms.
constexpr auto stream = [] {
  std::array<std::byte, 2 * 30 * 8> bytes{};
  std::size_t size = 0;
  sc::evt2_encoder encoder;
  auto const write = [&](std::span<std::byte const> word) {
    for (std::byte const b : word) bytes[size++] = b;
  };
  for (int i = 0; i < 30; ++i) {
    auto const x = static_cast<std::uint16_t>(i % 8);
    encoder.push({.t = 100 * i, .x = x, .y = x, .p = sc::polarity::on}, write);
  }
  return std::pair{bytes, size};
}();

struct outcome {
  sc::status said{};
  int windows{};
  std::int32_t sum{};  ///< of all logits

  friend constexpr auto operator==(outcome const&, outcome const&) -> bool = default;
};

template <typename Pipeline>
constexpr auto run(Pipeline& pipeline) -> outcome {
  outcome seen;
  auto const decide = [&](sc::decision const& d) {
    ++seen.windows;
    for (auto const logit : d.logits) seen.sum += logit;
  };
  seen.said = pipeline.push(std::span{stream.first}.first(stream.second), decide).status;
  pipeline.finish(decide);
  return seen;
}

/// By the compiler.
constexpr outcome expected = [] {
  whole pipeline;
  return run(pipeline);
}();
static_assert(expected.windows == 3 && expected.sum != 0);

auto check(bool good, char const* what) -> int {
  if (good) return 0;
  board::report("FAILED: ");
  board::report(what);
  board::report("\n");
  return 1;
}

}  // namespace

auto application() -> int {
  int failures = check(run(in_data) == expected, "a pipeline in .data");
  failures += check(run(in_axi) == expected, "a pipeline in .axi");
  failures += check(run(apart) == expected, "a pipeline whose arena is in .bss.axi");
  failures +=
      check(run(reinterpret_cast<whole&>(lost)) == outcome{sc::status::not_initialized, 0, 0},
            "a pipeline that nobody fills in");
  return failures;
}
