// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Points and directions in front of the camera: x to the image's right, y down, z to the camera.

#include <cmath>

namespace saccade::host::simulate {

struct point {
  float x{};
  float y{};
  float z{};

  friend constexpr auto operator+(point a, point b) noexcept -> point {
    return {a.x + b.x, a.y + b.y, a.z + b.z};
  }
  friend constexpr auto operator-(point a, point b) noexcept -> point {
    return {a.x - b.x, a.y - b.y, a.z - b.z};
  }
  friend constexpr auto operator*(point a, float f) noexcept -> point {
    return {a.x * f, a.y * f, a.z * f};
  }
};

[[nodiscard]] constexpr auto dot(point a, point b) noexcept -> float {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

[[nodiscard]] inline auto length(point a) noexcept -> float {
  return std::sqrt(dot(a, a));
}

/// The direction of `a`; straight down for a null vector.
[[nodiscard]] inline auto unit(point a) noexcept -> point {
  float const l = length(a);
  return l > 1e-6F ? a * (1 / l) : point{0, 1, 0};
}

}  // namespace saccade::host::simulate
