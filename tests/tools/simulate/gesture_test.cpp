// SPDX-License-Identifier: Apache-2.0
#include "simulate/gesture.hpp"

#include "support/catch.hpp"

using namespace saccade::host::simulate;

static_assert(name(gesture::hand_clapping) == "hand_clapping");
static_assert(name(gesture::other) == "other");
static_assert(static_cast<std::size_t>(gesture::other) + 1 == gesture_count);
static_assert(mirrored(gesture::right_hand_wave) == gesture::left_hand_wave);
static_assert(mirrored(gesture::right_arm_clockwise) == gesture::left_arm_counter_clockwise);
static_assert(reversed(gesture::right_arm_clockwise) == gesture::right_arm_counter_clockwise);

TEST_CASE("mirrored and reversed undo themselves and commute") {
  for (std::size_t i = 0; i < gesture_count; ++i) {
    auto const g = static_cast<gesture>(i);
    CHECK(mirrored(mirrored(g)) == g);
    CHECK(reversed(reversed(g)) == g);
    CHECK(mirrored(reversed(g)) == reversed(mirrored(g)));
  }
}
