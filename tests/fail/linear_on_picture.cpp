// EXPECT: linear: needs flatten or global_average_pool
// EXPECT-NOTE: layer<saccade::fault::not_flat, 2, .*shape{1, 1, 2048}, .*shape{16, 16, 8}>
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

#ifdef SACCADE_FAIL
inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) | sc::linear({.out = 4});
#else
inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) | sc::flatten |
                            sc::linear({.out = 4});
#endif

using model = sc::model<net, sc::test::zero_weights<net>>;
auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
