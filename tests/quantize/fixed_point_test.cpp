// SPDX-License-Identifier: Apache-2.0
#include <saccade/quantize/fixed_point.hpp>

#include "support/catch.hpp"
#include "support/random_weights.hpp"

#include <saccade/quantize/requantize.hpp>

#include <cmath>
#include <cstdint>
#include <limits>

namespace sc = saccade;
using twice = sc::tflite_double_rounding;
using once = sc::q31_single_rounding;

static_assert(sc::q31_multiplier{0.5F}.q31 == 1 << 30 && sc::q31_multiplier{0.5F}.shift == 0);
static_assert(sc::q31_multiplier{0.375F}.q31 == 3 << 29 && sc::q31_multiplier{0.375F}.shift == -1);
static_assert(sc::q31_multiplier{0.0F}.q31 == 0);

// Halves: up by one rounding, away from zero by TFLite's shift; but its first rounding goes up.
static_assert(once::apply(5, 0.5F, 0, -128) == 3 && once::apply(-5, 0.5F, 0, -128) == -2);
static_assert(twice::apply(5, 0.5F, 0, -128) == 3 && twice::apply(-5, 0.5F, 0, -128) == -2);
static_assert(twice::apply(10, 0.25F, 0, -128) == 3 && twice::apply(-10, 0.25F, 0, -128) == -3);
// 1.4765625 is nearest to 1, but its quadruple to 6, of which a quarter is nearest to 2.
static_assert(once::apply(9, 0.1640625F, 0, -128) == 1);
static_assert(twice::apply(9, 0.1640625F, 0, -128) == 2);
static_assert(once::apply(47, 0.03125F, 0, -128) == 1 && twice::apply(47, 0.03125F, 0, -128) == 2);

namespace {

/// TFLite's published formulas, in floating point that is exact here.
auto reference_twice(std::int32_t sum, float multiplier) -> double {
  int exponent = 0;
  double const fraction = std::frexp(static_cast<double>(multiplier), &exponent);
  double const scaled = static_cast<double>(sum) * std::ldexp(1.0, exponent > 0 ? exponent : 0);
  double const high = std::floor(scaled * fraction + 0.5);
  double const low = std::ldexp(high, exponent < 0 ? exponent : 0);
  return exponent < 0 ? std::round(low) : high;
}

auto limited(double x, int zero, int low) -> int {
  return static_cast<int>(std::fmin(127.0, std::fmax(low, x + zero)));
}

}  // namespace

TEST_CASE("both policies equal their formulas, and each other only mostly") {
  sc::test::random_numbers random{1};
  int differ = 0;
  int differ_from_default = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    bool const small = i % 2 == 0;
    auto const sum = small ? random(-600, 600) : random(-(1 << 20), 1 << 20);
    auto const multiplier = static_cast<float>(random(1, 1 << 12)) * (small ? 0x1p-13F : 0x1p-24F);
    auto const zero = random(-128, 127);
    double const exact = static_cast<double>(sum) * static_cast<double>(multiplier);
    auto const single = once::apply(sum, multiplier, zero, -128);
    auto const doubled = twice::apply(sum, multiplier, zero, -128);
    if (single != limited(std::floor(exact + 0.5), zero, -128))
      FAIL_CHECK(sum << " * " << multiplier);
    if (doubled != limited(reference_twice(sum, multiplier), zero, -128)) {
      FAIL_CHECK(sum << " * " << multiplier);
    }
    differ += single != doubled ? 1 : 0;
    differ_from_default +=
        single != sc::round_half_even::apply(sum, multiplier, zero, -128) ? 1 : 0;
  }
  CHECK(differ > 100);
  CHECK(differ < 100'000);
  CHECK(differ_from_default > 100);
  CHECK(differ_from_default < 10'000);
}

TEST_CASE("extreme sums and factors saturate") {
  constexpr auto largest = std::numeric_limits<std::int32_t>::max();
  constexpr auto smallest = std::numeric_limits<std::int32_t>::min();
  for (float const factor : {1e-30F, 1e-10F, 0.9F, 1.0F, 3.7F, 1e9F, 3e38F}) {
    for (std::int32_t const sum : {largest, smallest, 1, -1, 0}) {
      double const exact = static_cast<double>(sum) * static_cast<double>(factor);
      auto const expected = limited(std::floor(exact + 0.5), 0, -128);
      INFO(sum << " * " << factor);
      CHECK(once::apply(sum, factor, 0, -128) == expected);
      CHECK(std::abs(twice::apply(sum, factor, 0, -128) - expected) <= 1);
    }
  }
}
