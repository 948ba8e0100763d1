// SPDX-License-Identifier: Apache-2.0
#include "simulate/gesture_motion.hpp"

#include "support/catch.hpp"

using namespace saccade::host::simulate;

namespace {
/// Twice the signed area that a wrist sweeps in 3 s; positive: clockwise in the image (y is down).
auto swept(gesture g, side s, std::uint32_t seed) -> float {
  random_source random{seed};
  subject const who{random.fork(1)};
  motion const move = perform(g, who, random);
  float area = 0;
  for (int n = 0; n < 300; ++n) {
    point const a = move(0.01 * n).arms[s].wrist, b = move(0.01 * n + 0.01).arms[s].wrist;
    area += a.x * b.y - a.y * b.x;
  }
  point const a = move(3.0).arms[s].wrist, b = move(0.0).arms[s].wrist;
  return area + a.x * b.y - a.y * b.x;
}

auto travelled(gesture g, side s, std::uint32_t seed) -> float {
  random_source random{seed};
  subject const who{random.fork(1)};
  motion const move = perform(g, who, random);
  float path = 0;
  for (int n = 0; n < 100; ++n) {
    path += length(move(0.01 * n + 0.01).arms[s].wrist - move(0.01 * n).arms[s].wrist);
  }
  return path;
}
}  // namespace

TEST_CASE("circles go around the way that their name says") {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    CHECK(swept(gesture::right_arm_clockwise, right, seed) > 0.02F);
    CHECK(swept(gesture::right_arm_counter_clockwise, right, seed) < -0.02F);
    CHECK(swept(gesture::left_arm_clockwise, left, seed) > 0.02F);
    CHECK(swept(gesture::left_arm_counter_clockwise, left, seed) < -0.02F);
  }
}

TEST_CASE("one-armed gestures move one arm, the others both") {
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    INFO(seed);
    for (gesture const g : {gesture::right_hand_wave, gesture::right_arm_clockwise}) {
      CHECK(travelled(g, right, seed) > 4 * travelled(g, left, seed));
      CHECK(travelled(mirrored(g), left, seed) > 4 * travelled(mirrored(g), right, seed));
    }
    for (gesture const g : {gesture::hand_clapping, gesture::arm_roll, gesture::air_drums}) {
      CHECK(travelled(g, right, seed) > 0.15F);
      CHECK(travelled(g, left, seed) > 0.15F);
    }
  }
}

TEST_CASE("an arm keeps its length") {
  for (point const wrist : {point{0.1F, 0.2F, 0.3F}, point{2, 0, 0}, point{0, 0, 0}}) {
    auto const [elbow, hand] = reach({}, wrist, {0, 1, 0}, 0.3F, 0.25F);
    CHECK(length(elbow) == Approx(0.3F).margin(1e-3));
    CHECK(length(hand - elbow) == Approx(0.25F).margin(1e-3));
  }
}
