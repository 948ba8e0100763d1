// SPDX-License-Identifier: Apache-2.0
// A network by hand, weights included: 20 ms windows of 64x64 pixels in 3 time bins. The weights
// are random, so the classes mean nothing; everything else is as for a trained network.
#include <saccade/saccade.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 64, .width = 64, .channels = 6}) |
                            sc::conv2d({.out = 8, .kernel = 4, .stride = 4}) | sc::relu |
                            sc::residual(sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) | sc::relu) |
                            sc::max_pool({.kernel = 4}) | sc::flatten | sc::linear({.out = 3});
using grid = sc::voxel_grid<2, 3, 64, 64>;
inline constexpr auto length = sc::milliseconds(20);

template <std::size_t N>
constexpr auto drawn = [] {
  std::array<std::int8_t, N> values{};
  std::uint32_t state = 7;
  for (auto& v : values) v = static_cast<std::int8_t>((state = state * 1664525 + 1013904223) >> 24);
  return values;
}();
constexpr float step[] = {0.005F};          // of a layer's weights; or one per output channel
constexpr std::int32_t bias[] = {9, 0, 0};  // in such steps times the scale of what comes in

// Real output = scale * (q - zero_point). A relu, pool or flatten keeps its operand's.
inline constexpr std::array layers{
    sc::layer_parameters{.scale = 1.0F},  // the input: counts
    sc::layer_parameters{drawn<4 * 4 * 6 * 8>, step, {}, 0.05F, -128},
    sc::layer_parameters{drawn<3 * 3 * 8 * 8>, step, {}, 0.05F, -128},
    sc::layer_parameters{.scale = 0.08F, .zero_point = -128},  // the addition
    sc::layer_parameters{.weight = drawn<4 * 4 * 8 * 3>, .weight_scale = step, .bias = bias}};
inline constexpr auto weights = sc::make_weights<net, layers>(grid::format(length));
inline constexpr std::array<char const*, 3> labels{"rock", "paper", "scissors"};
using model = sc::model<net, weights, labels>;
static_assert(model::arena_bytes <= 32 * 1024);
static sc::pipeline<sc::evt2_decoder, sc::rescale<sc::geometry{320, 320}, sc::geometry{64, 64}>,
                    sc::window<length>, grid, model>
    hands;

auto main() -> int {
  auto const show = [](sc::decision const& d) {
    std::printf("%d ms: %s\n", static_cast<int>(d.time_us / 1000), d.label);
  };
  sc::evt2_encoder camera;  // of 320x320 pixels; it sees an edge pass in 0.1 s
  for (std::uint16_t i = 0; i < 320 * 32; ++i) {
    auto const x = static_cast<std::uint16_t>(i / 32);
    auto const y = static_cast<std::uint16_t>(i % 32 * 10);
    camera.push({.t = i * 10, .x = x, .y = y, .p = sc::polarity::on},
                [&](std::span<std::byte const> bytes) { hands.push(bytes, show); });
  }
  hands.finish(show);
}
