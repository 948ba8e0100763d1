// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The 64-bit FNV-1a hash (Fowler, Noll, Vo; draft-eastlake-fnv).

#include <cstddef>
#include <cstdint>

namespace saccade::detail {

class fnv1a {
 public:
  constexpr void byte(std::uint8_t value) noexcept { value_ = (value_ ^ value) * 0x100000001B3U; }

  /// The lowest `bytes` bytes of `number`, least significant first.
  constexpr void number(std::uint64_t number, std::size_t bytes) noexcept {
    for (; bytes != 0; --bytes, number >>= 8) byte(static_cast<std::uint8_t>(number & 0xFFU));
  }

  [[nodiscard]] constexpr auto value() const noexcept -> std::uint64_t { return value_; }

 private:
  std::uint64_t value_{0xCBF29CE484222325U};
};

}  // namespace saccade::detail
