// EXPECT: weights: first_ratio, second_ratio and offset must be
// EXPECT-NOTE: layer_number<saccade::number_fault::addition, 4, -1>
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) |
                            sc::residual(sc::conv2d({.out = 8}) | sc::relu) |
                            sc::global_average_pool | sc::linear({.out = 4});

#ifdef SACCADE_FAIL
inline constexpr float offset = __builtin_nanf("");
#else
inline constexpr float offset = -128;
#endif

inline constexpr auto weights = [] {
  auto w = sc::test::zero_weights<net>;
  w.nodes[4].offset = offset;
  return w;
}();

using model = sc::model<net, weights>;
auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
