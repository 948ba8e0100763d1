// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Equal time bins, in integers: time `offset` of [0, length) lies in bin offset * bins / length.

#include <cstdint>

namespace saccade {

/// The first offset of bin `bin`: ceil(bin * length / bins), without overflow for any length.
[[nodiscard]] constexpr auto bin_begin(int bin, std::uint64_t length, int bins) noexcept
    -> std::uint64_t {
  auto const number = static_cast<std::uint64_t>(bin);
  auto const total = static_cast<std::uint64_t>(bins);
  return number * (length / total) + (number * (length % total) + total - 1) / total;
}

/// floor(offset * bins / length) for offset < length, without overflow.
[[nodiscard]] constexpr auto equal_bin(std::uint64_t offset, std::uint64_t length,
                                       int bins) noexcept -> int {
  auto const total = static_cast<std::uint64_t>(bins);
  if (offset <= UINT64_MAX / total) return static_cast<int>(offset * total / length);
  auto bin = static_cast<int>(offset / (length / total + 1));  // never too large
  while (bin + 1 < bins && offset >= bin_begin(bin + 1, length, bins)) ++bin;
  return bin;
}

}  // namespace saccade
