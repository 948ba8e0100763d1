// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The size of a sensor in pixels.

#include <cstdint>

namespace saccade {

/// Sensor or picture size in pixels. 0x0 stands for "unknown".
struct geometry {
  int width{};
  int height{};

  [[nodiscard]] constexpr auto known() const noexcept -> bool { return width > 0 && height > 0; }

  [[nodiscard]] constexpr auto contains(std::uint16_t x, std::uint16_t y) const noexcept -> bool {
    return x < width && y < height;
  }

  friend constexpr auto operator==(geometry const&, geometry const&) -> bool = default;
};

}  // namespace saccade
