// EXPECT: a label is missing at the end of the labels
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) |
                            sc::global_average_pool | sc::linear({.out = 4});

#ifdef SACCADE_FAIL
inline constexpr std::array<char const*, 4> labels{"clap", "wave", "roll"};
#else
inline constexpr std::array<char const*, 4> labels{"clap", "wave", "roll", "other"};
#endif

using model = sc::model<net, sc::test::zero_weights<net>, labels>;
auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
