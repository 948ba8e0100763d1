// EXPECT: input: tensors are int8; a uint8 value q is q - 128 here
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

#ifdef SACCADE_FAIL
using cell = std::uint8_t;
#else
using cell = std::int8_t;
#endif

inline constexpr auto net = sc::input<cell>({.height = 16, .width = 16, .channels = 10}) |
                            sc::global_average_pool | sc::linear({.out = 4});

using model = sc::model<net, sc::test::zero_weights<net>>;
auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
