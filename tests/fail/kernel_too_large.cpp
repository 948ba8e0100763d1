// EXPECT: the kernel must fit into the padded input
// EXPECT-NOTE: layer<saccade::fault::kernel_exceeds_input, 1, .*shape{21, 16, 10}, .*shape{20, 20, 10}>
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

#ifdef SACCADE_FAIL
inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 8, .kernel = {21, 16}, .pad = 2}) |
                            sc::global_average_pool | sc::linear({.out = 4});
#else
inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 8, .kernel = {20, 16}, .pad = 2}) |
                            sc::global_average_pool | sc::linear({.out = 4});
#endif

using model = sc::model<net, sc::test::zero_weights<net>>;
auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
