// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The instructions of the DSP extension that the kernels need, and the same in C++ where there are
/// none, so that a PC can test what it packs for a Cortex-M. Words are little-endian, as these
/// processors run.

#include <saccade/config.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace saccade::kernels::inline SACCADE_ISA {

namespace armv7em {

/// Four bytes or two int16; the address need not be aligned.
[[nodiscard]] inline auto load_word(void const* at) noexcept -> std::uint32_t {
  std::uint32_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

#if SACCADE_HAS_ARM_DSP

/// (addend[0] + byte 0, addend[1] + byte 2), as int16.
[[nodiscard]] inline auto sxtab16(std::uint32_t addend, std::uint32_t bytes) noexcept
    -> std::uint32_t {
  std::uint32_t pair;
  asm("sxtab16 %0, %1, %2" : "=r"(pair) : "r"(addend), "r"(bytes));
  return pair;
}

/// (addend[0] + byte 1, addend[1] + byte 3).
[[nodiscard]] inline auto sxtab16_ror8(std::uint32_t addend, std::uint32_t bytes) noexcept
    -> std::uint32_t {
  std::uint32_t pair;
  asm("sxtab16 %0, %1, %2, ror #8" : "=r"(pair) : "r"(addend), "r"(bytes));
  return pair;
}

/// (byte 0, byte 2).
[[nodiscard]] inline auto sxtb16(std::uint32_t bytes) noexcept -> std::uint32_t {
  std::uint32_t pair;
  asm("sxtb16 %0, %1" : "=r"(pair) : "r"(bytes));
  return pair;
}

/// (byte 1, byte 3).
[[nodiscard]] inline auto sxtb16_ror8(std::uint32_t bytes) noexcept -> std::uint32_t {
  std::uint32_t pair;
  asm("sxtb16 %0, %1, ror #8" : "=r"(pair) : "r"(bytes));
  return pair;
}

/// sum + a[0] * b[0] + a[1] * b[1], modulo 2^32.
[[nodiscard]] inline auto smlad(std::uint32_t a, std::uint32_t b, std::int32_t sum) noexcept
    -> std::int32_t {
  std::int32_t result;
  asm("smlad %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(sum));
  return result;
}

#else

[[nodiscard]] inline auto half(std::uint32_t pair, unsigned i) noexcept -> std::int32_t {
  return static_cast<std::int16_t>(pair >> (16 * i));
}
[[nodiscard]] inline auto pair_of(std::int32_t low, std::int32_t high) noexcept -> std::uint32_t {
  return (static_cast<std::uint32_t>(low) & 0xFFFFU) | (static_cast<std::uint32_t>(high) << 16U);
}
[[nodiscard]] inline auto byte_of(std::uint32_t bytes, unsigned i) noexcept -> std::int32_t {
  return static_cast<std::int8_t>(bytes >> (8 * i));
}

[[nodiscard]] inline auto sxtab16(std::uint32_t addend, std::uint32_t bytes) noexcept
    -> std::uint32_t {
  return pair_of(half(addend, 0) + byte_of(bytes, 0), half(addend, 1) + byte_of(bytes, 2));
}
[[nodiscard]] inline auto sxtab16_ror8(std::uint32_t addend, std::uint32_t bytes) noexcept
    -> std::uint32_t {
  return pair_of(half(addend, 0) + byte_of(bytes, 1), half(addend, 1) + byte_of(bytes, 3));
}
[[nodiscard]] inline auto sxtb16(std::uint32_t bytes) noexcept -> std::uint32_t {
  return sxtab16(0, bytes);
}
[[nodiscard]] inline auto sxtb16_ror8(std::uint32_t bytes) noexcept -> std::uint32_t {
  return sxtab16_ror8(0, bytes);
}
[[nodiscard]] inline auto smlad(std::uint32_t a, std::uint32_t b, std::int32_t sum) noexcept
    -> std::int32_t {
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(sum) +
                                   static_cast<std::uint32_t>(half(a, 0) * half(b, 0)) +
                                   static_cast<std::uint32_t>(half(a, 1) * half(b, 1)));
}

#endif

/// to[i] = from[i] - zero_point.
inline void widen(std::int8_t const* from, std::size_t count, std::int32_t zero_point,
                  std::int16_t* to) noexcept {
  auto const negated = static_cast<std::uint32_t>(-zero_point) & 0xFFFFU;
  std::uint32_t const addend = negated | (negated << 16U);
#pragma GCC unroll 4
  for (std::size_t words = count / 4; words != 0; --words, from += 4, to += 4) {
    std::uint32_t const bytes = load_word(from);
    std::uint32_t const even = sxtab16(addend, bytes);
    std::uint32_t const odd = sxtab16_ror8(addend, bytes);
    std::uint32_t const pairs[] = {(even & 0xFFFFU) | (odd << 16U),
                                   (odd & 0xFFFF'0000U) | (even >> 16U)};
    std::memcpy(to, pairs, sizeof pairs);
  }
  for (std::size_t i = 0; i < count % 4; ++i) {
    to[i] = static_cast<std::int16_t>(from[i] - zero_point);
  }
}

/// The place of value `i` of a row among its packed ones: of four neighbours the second and third
/// change places, so that SXTB16 gives the first two, and rotated by 8 the others.
[[nodiscard]] constexpr auto packed_place(std::size_t i) noexcept -> std::size_t {
  return (i & ~std::size_t{3}) + (i & 1U) * 2 + ((i >> 1U) & 1U);
}

}  // namespace armv7em
}  // namespace saccade::kernels::inline SACCADE_ISA
