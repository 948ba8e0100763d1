// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A pose as a function of time, and the parts that all gestures share.

#include <saccade/simulate/random.hpp>
#include "simulate/oscillation.hpp"
#include "simulate/scene/pose.hpp"
#include "simulate/scene/subject.hpp"

#include <functional>

namespace saccade::host::simulate {

/// Seconds to pose.
using motion = std::function<pose(double)>;

/// A person who stands and does nothing but sway a little.
[[nodiscard]] inline auto idle(subject const& who, random_source& random) -> motion {
  wobble const x{random, 0.5F}, y{random, 0.4F}, nod{random, 0.6F};
  float const sway = who.sway, reach_down = 0.93F * (who.upper_arm + who.forearm);
  bool const before_belly = who.posture > 0.7F;
  float const out = who.shoulder + random.uniform(0.02F, 0.1F);
  return [=](double t) {
    pose now;
    now.body = {sway * x(t), 0.5F * sway * y(t), 0};
    now.head = {0.8F * sway * nod(t), 0, 0};
    for (side const s : {right, left}) {
      float const o = outward(s);
      now.arms[s] = before_belly
                        ? arm_pose{{0.05F * o, 0.36F, 0.15F}, {o, 0.5F, -0.3F}, {-o, 0.1F, 0}, 0.5F}
                        : arm_pose{{out * o, reach_down, 0.04F}, {o, 0, -0.5F}, {0, 1, 0}, 0.4F};
    }
    return now;
  };
}

}  // namespace saccade::host::simulate
