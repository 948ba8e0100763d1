// EXPECT: softmax and argmax must be the last node
// EXPECT-NOTE: layer<saccade::fault::after_result, 4, .*shape{0, 0, 0}, .*shape{1, 1, 4}>
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

#ifdef SACCADE_FAIL
inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::global_average_pool | sc::linear({.out = 4}) | sc::softmax |
                            sc::argmax;
#else
inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::global_average_pool | sc::linear({.out = 4}) | sc::softmax;
#endif

using model = sc::model<net, sc::test::zero_weights<net>>;
auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
