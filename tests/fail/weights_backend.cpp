// EXPECT: weights: are not packed for the model.s backend
// EXPECT-NOTE: weights_and_backend<saccade::backend::armv7em, saccade::backend::scalar
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) |
                            sc::global_average_pool | sc::linear({.out = 4});
inline constexpr auto hash = sc::detail::planned<net>.architecture;
inline constexpr auto weights = sc::test::with_factors<net>(
    sc::weights<4, 800, 12, sc::backend::armv7em>{.architecture = hash});

#ifdef SACCADE_FAIL
using model = sc::model<net, weights, sc::no_labels, sc::round_half_even, sc::backend::scalar>;
#else
using model = sc::model<net, weights, sc::no_labels, sc::round_half_even, sc::backend::armv7em>;
#endif

auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
