// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Numbers in bytes, least significant first.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

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

/// A `T` of as many bytes as it has. In the width of `T`, because by way of 64 bits g++ 12 decodes
/// EVT3 a fifth slower.
template <std::integral T, byte_like Byte>
[[nodiscard]] constexpr auto little_endian(Byte const* bytes) noexcept -> T {
  using number = std::make_unsigned_t<T>;
  number value = 0;
  for (std::size_t i = 0; i != sizeof(T); ++i) {
    auto const byte = static_cast<number>(static_cast<unsigned char>(bytes[i]));
    value = static_cast<number>(value | static_cast<number>(byte << (8 * i)));
  }
  return static_cast<T>(value);
}

}  // namespace saccade::detail
