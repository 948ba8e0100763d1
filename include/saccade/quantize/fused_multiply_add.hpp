// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// a * b + c in float with one rounding, on every target and in constant expressions.

#include <saccade/config.hpp>

#include <bit>
#include <cstdint>
#include <type_traits>

namespace saccade {

namespace detail {

/// The product of two floats is exact in double. The sum is rounded to odd there, so that the
/// second rounding, to float, gives what one rounding of the exact value gives. A compiler that
/// contracts `product + c` changes nothing, since the product was exact.
[[nodiscard]] constexpr auto portable_fused_multiply_add(float a, float b, float c) noexcept
    -> float {
  double const product = static_cast<double>(a) * static_cast<double>(b);
  double const addend = static_cast<double>(c);
  double const sum = product + addend;
  double const back = sum - product;
  double const error = (product - (sum - back)) + (addend - back);
  auto bits = std::bit_cast<std::uint64_t>(sum);
  // Also false where sum is infinite or not a number: error is not a number then.
  if ((error > 0 || error < 0) && (bits & 1U) == 0) {
    bits = (error > 0) == (sum > 0) ? bits + 1 : bits - 1;
  }
  return static_cast<float>(std::bit_cast<double>(bits));
}

}  // namespace detail

inline namespace SACCADE_ISA {

/// Correctly rounded, unlike some C libraries' fmaf.
[[nodiscard]] constexpr auto fused_multiply_add(float a, float b, float c) noexcept -> float {
#if SACCADE_HAS_FMA
  if (!std::is_constant_evaluated()) return __builtin_fmaf(a, b, c);
#endif
  return detail::portable_fused_multiply_add(a, b, c);
}

/// a * b, rounded, where no compiler can contract it with an addition that follows: not even clang
/// with -ffp-contract=fast, which looks through std::bit_cast.
[[nodiscard]] constexpr auto rounded_product(float a, float b) noexcept -> float {
  auto bits = std::bit_cast<std::uint32_t>(a * b);
  if (!std::is_constant_evaluated()) asm("" : "+r"(bits));
  return std::bit_cast<float>(bits);
}

}  // namespace SACCADE_ISA
}  // namespace saccade
