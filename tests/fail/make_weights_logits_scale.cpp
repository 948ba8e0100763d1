// EXPECT: make_weights: the last linear gives int32 logits
// EXPECT-NOTE: layer_parameter_count<saccade::parameter_fault::logits_scale, 4,
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

namespace sc = saccade;

// 3 * 3 * 2 * 4 = 72 weights, 4 * 3 = 12.
inline constexpr auto net = sc::input<std::int8_t>({.height = 8, .width = 8, .channels = 2}) |
                            sc::conv2d({.out = 4, .kernel = 3}) | sc::relu |
                            sc::global_average_pool | sc::linear({.out = 3});

#ifdef SACCADE_FAIL
inline constexpr float scale = 0.1F;
#else
inline constexpr float scale = 0;
#endif

inline constexpr std::int8_t taps[72]{1};
inline constexpr std::int8_t last[12]{1};
inline constexpr std::array<float, 4> steps{0.1F, 0.1F, 0.1F, 0.1F};
inline constexpr float step[]{0.1F};
inline constexpr std::array<std::int32_t, 4> bias{};
inline constexpr std::array layers{
    sc::layer_parameters{.scale = 1},
    sc::layer_parameters{.weight = taps, .weight_scale = steps, .bias = bias, .scale = 1},
    sc::layer_parameters{.scale = 1},
    sc::layer_parameters{.weight = last, .weight_scale = step, .scale = scale}};
inline constexpr auto weights = sc::make_weights<net, layers>({});

using model = sc::model<net, weights>;
auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
