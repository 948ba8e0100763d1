// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The class "other": motions that are none of the ten named gestures.

#include "simulate/motion.hpp"
#include "simulate/rhythm.hpp"

#include <array>

namespace saccade::host::simulate {

/// Draws one of eight kinds, then its parameters.
[[nodiscard]] inline auto other_motion(subject const& who, random_source& random) -> motion {
  std::uint32_t const kind = random.below(8);
  rhythm const beat{random, who.speed * random.uniform(0.8F, 2.2F)};
  float const size = who.amplitude * random.uniform(0.7F, 1.2F);
  std::array<wobble, 6> roam;
  for (wobble& w : roam) w = wobble{random, 1.4F};
  bool const one_arm = random.chance(0.4F);
  side const lone = random.chance(0.5F) ? right : left;
  float const level = random.uniform(-0.1F, 0.3F);
  return [=, still = idle(who, random)](double t) {
    pose now = still(t);
    double const turns = beat.turns(t);
    float const swing = sine(turns), e = size * beat.extent(t);
    for (side const s : {right, left}) {
      float const o = outward(s);
      arm_pose& arm = now.arms[s];
      double const own = turns + (s == right ? 0.0 : 0.5);
      switch (kind) {
        case 0:  // aimless arms
          if (one_arm && s != lone) break;
          arm = {point{o * 0.3F + 0.3F * e * roam[s](t), level + 0.35F * e * roam[2U + s](t),
                       0.25F + 0.15F * roam[4](t)},
                 {o, 0.7F, -0.2F},
                 {},
                 0.2F};
          break;
        case 1:  // jumping jacks
          arm = {point{o * (0.48F - 0.12F * swing * swing), 0.05F + 0.42F * e * swing, 0.05F},
                 {o, 0.2F, -0.4F},
                 {},
                 0};
          now.body.y = 0.04F * e * cosine(2 * turns);
          break;
        case 2:  // both hands wave
          arm = {point{o * 0.3F + 0.09F * e * sine(1.5 * own), -0.2F, 0.2F},
                 {o, 0.8F, 0},
                 {0.7F * sine(1.5 * own), -1, 0.1F},
                 0};
          break;
        case 3:  // punches
          arm = {point{o * (0.14F - 0.06F * sine(own)), 0.12F - 0.08F * sine(own),
                       0.25F + 0.22F * sine(own)},
                 {o, 0.6F, -0.2F},
                 {0, -0.3F, 1},
                 1};
          break;
        case 4:  // the body bows and sways
          now.body = {0.1F * e * swing, 0.05F * e * cosine(2 * turns), 0};
          now.head.x = 0.03F * e * swing;
          arm.wrist.x += 0.12F * e * sine(turns - 0.1);
          break;
        case 5:  // both arms swim
          arm = {point{o * (0.3F + 0.16F * e * cosine(turns)), 0.08F + 0.2F * e * sine(turns), .3F},
                 {o, 0.8F, -0.2F},
                 {},
                 0};
          break;
        case 6:  // one arm beckons up and down
          if (s != lone) break;
          arm = {point{o * 0.28F, 0.02F + 0.26F * e * swing, 0.3F}, {o, 0.8F, -0.2F}, {}, 0.3F};
          break;
        default:  // bounces, hands at the hips, the head nods
          now.body.y = 0.06F * e * swing;
          now.head = {0.02F * roam[5](t), 0.03F * e * sine(2 * turns), 0};
          arm = {point{o * 0.2F, 0.45F, 0.08F}, {o, 0.1F, -0.3F}, {-o, 0.4F, 0}, 0.4F};
          break;
      }
    }
    return now;
  };
}

}  // namespace saccade::host::simulate
