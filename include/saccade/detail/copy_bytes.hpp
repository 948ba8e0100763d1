// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A copy of bytes to where none of them are.

#include <cstddef>
#include <cstring>
#include <span>
#include <type_traits>

namespace saccade::detail {

/// std::copy is memmove, which newlib does byte by byte wherever an address is odd.
constexpr void copy_bytes(std::span<std::byte const> from, std::byte* to) noexcept {
  if (std::is_constant_evaluated()) {
    for (auto const byte : from) *to++ = byte;
  } else if (!from.empty()) {
    std::memcpy(to, from.data(), from.size());
  }
}

}  // namespace saccade::detail
