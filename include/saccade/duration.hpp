// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A span of camera time that can be a template argument; std::chrono's durations cannot.

#include <cstdint>

namespace saccade {

struct duration {
  std::int64_t us{};

  friend constexpr auto operator==(duration const&, duration const&) -> bool = default;
};

[[nodiscard]] consteval auto microseconds(std::int64_t count) -> duration {
  return {count};
}
[[nodiscard]] consteval auto milliseconds(std::int64_t count) -> duration {
  return {count * 1000};
}

}  // namespace saccade
