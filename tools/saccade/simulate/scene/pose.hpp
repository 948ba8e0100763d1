// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Where a person's hands are. Lengths are about metres, the origin lies between the shoulders.

#include "simulate/scene/point.hpp"

#include <array>

namespace saccade::host::simulate {

enum side : unsigned char { right = 0, left = 1 };

/// The direction along x that leads away from the body: the right arm is on the image's left.
[[nodiscard]] constexpr auto outward(side s) noexcept -> float {
  return s == right ? -1.0F : 1.0F;
}

struct arm_pose {
  point wrist{};
  point elbow_towards{};  ///< the elbow lies on this side of the line from shoulder to wrist
  point hand{};           ///< direction of the fingers; null: as the forearm
  float curl{};           ///< 0: flat hand, 1: fist
};

struct pose {
  std::array<arm_pose, 2> arms{};
  point body{};  ///< displacement of shoulders and hips
  point head{};  ///< displacement of the head against the shoulders
};

/// Elbow of an arm whose segments are `upper` and `lower` long. A wrist out of reach is pulled in.
struct arm_joints {
  point elbow;
  point wrist;
};

[[nodiscard]] inline auto reach(point shoulder, point wrist, point elbow_towards, float upper,
                                float lower) noexcept -> arm_joints {
  point const to = wrist - shoulder;
  point const along = unit(to);
  float distance = length(to);
  float const longest = 0.999F * (upper + lower),
              shortest = 1.05F * std::fabs(upper - lower) + .02F;
  distance = distance > longest ? longest : distance;
  distance = distance < shortest ? shortest : distance;
  float const a = (upper * upper - lower * lower + distance * distance) / (2 * distance);
  float const square = upper * upper - a * a;
  float const height = square > 0 ? std::sqrt(square) : 0.0F;
  point aside = elbow_towards - along * dot(elbow_towards, along);
  if (dot(aside, aside) < 1e-6F) aside = point{0, 0, -1} + along * along.z;  // parallel: bend back
  point const bend = unit(aside);
  return {shoulder + along * a + bend * height, shoulder + along * distance};
}

}  // namespace saccade::host::simulate
