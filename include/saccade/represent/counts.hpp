// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What the cells of a voxel grid hold.

#include <cstdint>

namespace saccade {

/// Counts in int8 that stay at `Cap`. At most 127, so that int8 and uint8 read the same from them.
template <int Cap = 127>
struct saturating_counts {
  static_assert(Cap >= 1, "saccade: saturating_counts: the cap must be positive");
  static_assert(Cap <= 127, "saccade: saturating_counts: the cap must fit an int8");

  using value_type = std::int8_t;
  static constexpr int cap = Cap;

  /// Returns false where the cell was full.
  [[nodiscard]] static constexpr auto add(std::int8_t& cell) noexcept -> bool {
    if (cell >= Cap) return false;
    cell = static_cast<std::int8_t>(cell + 1);
    return true;
  }
};

/// Counts in float, exact up to 2^24.
struct float_counts {
  using value_type = float;
  static constexpr int cap = 0;  ///< grid_format's "no cap"

  [[nodiscard]] static constexpr auto add(float& cell) noexcept -> bool {
    cell += 1.0F;
    return true;
  }
};

}  // namespace saccade
