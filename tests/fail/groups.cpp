// EXPECT: conv2d: groups must divide
// EXPECT-NOTE: layer<saccade::fault::groups_do_not_divide, 1, .*shape{16, 16, 12}, .*shape{16, 16, 10}>
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

#ifdef SACCADE_FAIL
inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 10, .groups = 4}) | sc::global_average_pool |
                            sc::linear({.out = 4});
#else
inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 10, .groups = 5}) | sc::global_average_pool |
                            sc::linear({.out = 4});
#endif

using model = sc::model<net, sc::test::zero_weights<net>>;
auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
