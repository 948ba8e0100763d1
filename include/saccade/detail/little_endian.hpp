// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Numbers in bytes, least significant first.

#include <cstddef>
#include <cstdint>

namespace saccade::detail {

/// A byte of a file, whatever type a reader holds it in.
template <typename Byte>
concept byte_like = sizeof(Byte) == 1;

/// The unsigned number in `size` bytes, at most 8, from `bytes` on.
template <byte_like Byte>
[[nodiscard]] constexpr auto little_endian(Byte const* bytes, std::size_t size) noexcept
    -> std::uint64_t {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i != size; ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return value;
}

/// A `T` of as many bytes as it has.
template <typename T, byte_like Byte>
[[nodiscard]] constexpr auto little_endian(Byte const* bytes) noexcept -> T {
  static_assert(sizeof(T) <= 8);
  return static_cast<T>(little_endian(bytes, sizeof(T)));
}

}  // namespace saccade::detail
