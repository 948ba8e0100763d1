// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// From int32 accumulators to int8: a policy with one function,
/// `apply(accumulator, multiplier, zero_point, low)` = saturate(round(accumulator * multiplier) +
/// zero_point) to [low, 127]. `low` is -128, or the zero point where a relu is fused.

#include <saccade/config.hpp>

#include <bit>
#include <cstdint>
#include <type_traits>

namespace saccade {

namespace detail {

/// Round half to even by integer operations, for |x| < 2^31.
[[nodiscard]] constexpr auto integer_round_half_even(float x) noexcept -> std::int32_t {
  auto const bits = std::bit_cast<std::uint32_t>(x);
  int const exponent = static_cast<int>((bits >> 23) & 0xFFU) - 150;  // of the mantissa's last bit
  std::uint32_t const mantissa = (bits & 0x7FFFFFU) | 0x800000U;
  std::uint32_t magnitude = 0;
  if (exponent >= 0) {
    magnitude = mantissa << (exponent & 31);
  } else if (exponent >= -24) {
    int const shift = -exponent;
    std::uint32_t const half = 1U << (shift - 1);
    std::uint32_t const rest = mantissa & ((1U << shift) - 1U);
    magnitude = mantissa >> shift;
    if (rest > half || (rest == half && (magnitude & 1U) != 0)) ++magnitude;
  }
  auto const value = static_cast<std::int32_t>(magnitude);
  return (bits >> 31) != 0 ? -value : value;
}

/// The same in the current rounding mode, which must be the default: one instruction (ROUNDSS,
/// VRINTX) where there is one, as lrintf and roundevenf are not.
[[nodiscard]] inline auto native_round_half_even(float x) noexcept -> std::int32_t {
  return static_cast<std::int32_t>(__builtin_rintf(x));
}

inline namespace SACCADE_ISA {

/// x, or the bound that it passes; a NaN becomes `low`.
[[nodiscard]] constexpr auto clamp(float x, float low, float high) noexcept -> float {
#if SACCADE_HAS_FLOAT_MINMAX
  if (!std::is_constant_evaluated()) return __builtin_fminf(__builtin_fmaxf(x, low), high);
#endif
  float const above = x > low ? x : low;
  return above < high ? above : high;
}

}  // namespace SACCADE_ISA
}  // namespace detail

inline namespace SACCADE_ISA {

/// Nearest integer, halves to the even one, for |x| < 2^31.
[[nodiscard]] constexpr auto nearest_integer(float x) noexcept -> std::int32_t {
  if (std::is_constant_evaluated()) return detail::integer_round_half_even(x);
  return detail::native_round_half_even(x);
}

/// saturate(round_half_even(x) + zero_point) to [low, 127], for any x.
[[nodiscard]] constexpr auto quantize(float x, std::int32_t zero_point, std::int32_t low) noexcept
    -> std::int8_t {
  float const bounded =
      detail::clamp(x, static_cast<float>(low - zero_point), static_cast<float>(127 - zero_point));
  return static_cast<std::int8_t>(nearest_integer(bounded) + zero_point);
}

/// The default: multiply in float32, round half to even. Equals ONNX Runtime's fused int8 kernels
/// on x86 and is the cheapest on a Cortex-M7.
struct round_half_even {
  static constexpr char const* name = "fp32, round half to even";

  [[nodiscard]] static constexpr auto apply(std::int32_t accumulator, float multiplier,
                                            std::int32_t zero_point, std::int32_t low) noexcept
      -> std::int8_t {
    return quantize(static_cast<float>(accumulator) * multiplier, zero_point, low);
  }
};

}  // namespace SACCADE_ISA
}  // namespace saccade
