// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Requantisation without floating point, as other engines do it: policies like round_half_even,
/// for comparison with them and for processors without a floating-point unit.

#include <bit>
#include <cstdint>

namespace saccade {

/// A positive factor as q31 * 2^(shift - 31), with q31 in [2^30, 2^31). A float has 24 significant
/// bits, so nothing is lost; zero and subnormal factors become 0.
struct q31_multiplier {
  std::int32_t q31{};
  int shift{};

  explicit constexpr q31_multiplier(float factor) noexcept {
    auto const bits = std::bit_cast<std::uint32_t>(factor);
    auto const exponent = static_cast<int>((bits >> 23) & 0xFFU);
    if (exponent == 0) return;
    q31 = static_cast<std::int32_t>(((bits & 0x7FFFFFU) | 0x800000U) << 7);
    shift = exponent - 126;
  }
};

namespace detail {

[[nodiscard]] constexpr auto saturate(std::int64_t value, std::int32_t zero_point,
                                      std::int32_t low) noexcept -> std::int8_t {
  std::int64_t const shifted = value + zero_point;
  if (shifted < low) return static_cast<std::int8_t>(low);
  return static_cast<std::int8_t>(shifted < 127 ? shifted : 127);
}

/// value * 2^left, limited to int32. `left` >= 0.
[[nodiscard]] constexpr auto shift_left(std::int32_t value, int left) noexcept -> std::int32_t {
  std::int64_t const wide = std::int64_t{value} * (std::int64_t{1} << (left < 31 ? left : 31));
  if (wide > INT32_MAX) return INT32_MAX;
  return wide < INT32_MIN ? INT32_MIN : static_cast<std::int32_t>(wide);
}

/// value / 2^right, halves away from zero. `right` >= 0.
[[nodiscard]] constexpr auto rounding_shift_right(std::int32_t value, int right) noexcept
    -> std::int32_t {
  if (right == 0) return value;
  if (right > 31) return 0;
  std::int64_t const half = std::int64_t{1} << (right - 1);
  std::int64_t const magnitude = ((value < 0 ? -std::int64_t{value} : value) + half) >> right;
  return static_cast<std::int32_t>(value < 0 ? -magnitude : magnitude);
}

/// a * b / 2^31, nearest, halves upwards, for b in [0, 2^31).
[[nodiscard]] constexpr auto rounding_high_product(std::int32_t a, std::int32_t b) noexcept
    -> std::int32_t {
  return static_cast<std::int32_t>((std::int64_t{a} * b + (std::int64_t{1} << 30)) >> 31);
}

}  // namespace detail

/// TensorFlow Lite's reference and CMSIS-NN's default: the high half of the doubled product is
/// rounded, and rounded again by the shift.
struct tflite_double_rounding {
  static constexpr char const* name = "Q31, double rounding";

  [[nodiscard]] static constexpr auto apply(std::int32_t accumulator, float multiplier,
                                            std::int32_t zero_point, std::int32_t low) noexcept
      -> std::int8_t {
    q31_multiplier const m{multiplier};
    std::int32_t const scaled = detail::shift_left(accumulator, m.shift > 0 ? m.shift : 0);
    std::int32_t const high = detail::rounding_high_product(scaled, m.q31);
    return detail::saturate(detail::rounding_shift_right(high, m.shift < 0 ? -m.shift : 0),
                            zero_point, low);
  }
};

/// CMSIS-NN with CMSIS_NN_USE_SINGLE_ROUNDING: one rounding of the 64-bit product, halves upwards.
struct q31_single_rounding {
  static constexpr char const* name = "Q31, single rounding";

  [[nodiscard]] static constexpr auto apply(std::int32_t accumulator, float multiplier,
                                            std::int32_t zero_point, std::int32_t low) noexcept
      -> std::int8_t {
    q31_multiplier const m{multiplier};
    std::int64_t const product = std::int64_t{accumulator} * m.q31;
    int const right = 31 - m.shift;
    if (right > 62) return detail::saturate(0, zero_point, low);
    if (right < 1) return detail::saturate(product, zero_point, low);
    return detail::saturate(((product >> (right - 1)) + 1) >> 1, zero_point, low);
  }
};

}  // namespace saccade
