// SPDX-License-Identifier: Apache-2.0
#include <saccade/quantize/parameters.hpp>

#include "support/catch.hpp"

namespace sc = saccade;

// Powers of two: every operation is exact.
static_assert(sc::requantization_multiplier(0.5F, 0.25F, 2.0F) == 0.0625F);
static_assert(sc::average_multiplier(0.5F, 2.0F, 16) == 0.015625F);
static_assert(sc::make_add_parameters({0.5F, 10}, {0.25F, 20}, {1.0F, 100}) ==
              sc::add_parameters{0.5F, 0.25F, 90.0F});

// The product of the scales is rounded before the division: 0.1 * 0.3 / 0.7 in float32.
static_assert(sc::requantization_multiplier(0.1F, 0.3F, 0.7F) == 0x1.5f15f2p-5F);

TEST_CASE("run time gives the bits of constant evaluation") {
  float const volatile tenth = 0.1F;
  constexpr auto expected = sc::make_add_parameters({0.1F, 117}, {0.07F, 131}, {0.13F, 99});
  CHECK(sc::make_add_parameters({tenth, 117}, {0.07F, 131}, {0.13F, 99}) == expected);
}
