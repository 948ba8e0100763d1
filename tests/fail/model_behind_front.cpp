// EXPECT: a node behind the front reads a tensor that the front does not give
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) |
                            sc::residual(sc::conv2d({.out = 8, .kernel = 3, .pad = 1})) |
                            sc::global_average_pool | sc::linear({.out = 4});

#ifdef SACCADE_FAIL
inline constexpr std::size_t first = 3;
#else
inline constexpr std::size_t first = 2;
#endif

using model = sc::model<net, sc::test::zero_weights<net>>::after<first>;
auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
