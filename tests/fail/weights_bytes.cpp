// EXPECT: weights: must have as many bytes
// EXPECT-NOTE: 736 == 752
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

// 16x16x10, 4 nodes, 720 + 32 bytes of weights, 8 + 4 channels.
inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) |
                            sc::global_average_pool | sc::linear({.out = 4});
inline constexpr auto hash = sc::detail::planned<net>.architecture;

#ifdef SACCADE_FAIL
inline constexpr auto weights =
    sc::test::with_factors<net>(sc::weights<4, 736, 12>{.architecture = hash});
#else
inline constexpr auto weights =
    sc::test::with_factors<net>(sc::weights<4, 752, 12>{.architecture = hash});
#endif

using model = sc::model<net, weights>;
auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
