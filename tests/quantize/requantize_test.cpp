// SPDX-License-Identifier: Apache-2.0
#include <saccade/quantize/requantize.hpp>

#include "support/catch.hpp"
#include "support/random_weights.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

using saccade::nearest_integer;
using saccade::quantize;
using policy = saccade::round_half_even;

namespace {
constexpr auto largest = std::numeric_limits<std::int32_t>::max();
constexpr auto smallest = std::numeric_limits<std::int32_t>::min();
constexpr auto infinity = std::numeric_limits<float>::infinity();
}  // namespace

static_assert(nearest_integer(0.0F) == 0 && nearest_integer(-0.0F) == 0);
static_assert(nearest_integer(0.5F) == 0 && nearest_integer(-0.5F) == 0);
static_assert(nearest_integer(1.5F) == 2 && nearest_integer(-1.5F) == -2);
static_assert(nearest_integer(2.5F) == 2 && nearest_integer(-2.5F) == -2);
static_assert(nearest_integer(0.50000006F) == 1 && nearest_integer(0.49999997F) == 0);
static_assert(nearest_integer(8388607.5F) == 8388608 && nearest_integer(16777216.0F) == 16777216);
static_assert(nearest_integer(1e-30F) == 0 && nearest_integer(1e-44F) == 0);

static_assert(policy::apply(5, 0.5F, 0, -128) == 2 && policy::apply(7, 0.5F, 0, -128) == 4);
static_assert(policy::apply(5, 0.5F, 1, -128) == 3);
static_assert(policy::apply(-5, 0.5F, -3, -3) == -3);
static_assert(policy::apply(16777217, 1.0F / 16777216.0F, 0, -128) == 1);
static_assert(policy::apply(largest, 1.0F, 0, -128) == 127);
static_assert(policy::apply(smallest, 1.0F, 0, -128) == -128);
static_assert(policy::apply(largest, 1e29F, 0, -128) == 127);
static_assert(policy::apply(0, 1e29F, 9, -128) == 9);

namespace {

void check_rounding(float x) {
  auto const expected = static_cast<std::int32_t>(std::nearbyint(static_cast<double>(x)));
  auto const integer = saccade::detail::integer_round_half_even(x);
  auto const native = saccade::detail::native_round_half_even(x);
  if (integer != expected || native != expected) {
    FAIL_CHECK(x << ": " << integer << " and " << native << ", not " << expected);
  }
}

}  // namespace

TEST_CASE("both roundings agree on all ties and their neighbours") {
  for (int n = 0; n <= 1 << 16; ++n) {
    float const tie = static_cast<float>(n) + 0.5F;
    for (float const x : {tie, std::nextafter(tie, 0.0F), std::nextafter(tie, infinity)}) {
      check_rounding(x);
      check_rounding(-x);
    }
  }
}

TEST_CASE("both roundings agree around each power of two below 2^31") {
  for (std::uint32_t exponent = 0; exponent < 127 + 31; ++exponent) {
    for (std::uint32_t mantissa = 0; mantissa < 0x800000; mantissa += 4093) {
      check_rounding(std::bit_cast<float>(exponent << 23 | mantissa));
      check_rounding(std::bit_cast<float>(1U << 31 | exponent << 23 | (0x7FFFFFU - mantissa)));
    }
  }
}

TEST_CASE("requantisation equals the exact product rounded to float, then to an integer") {
  saccade::test::random_numbers random{1};
  for (int i = 0; i < 1'000'000; ++i) {
    auto const sum = random(-(1 << 26), 1 << 26);
    auto const multiplier = static_cast<float>(random(1, 1 << 20)) * 0x1p-40F;
    auto const zero = random(-128, 127);
    auto const low = i % 2 == 0 ? -128 : zero;
    double const product =
        static_cast<double>(static_cast<float>(sum)) * static_cast<double>(multiplier);
    double const rounded = std::nearbyint(static_cast<double>(static_cast<float>(product))) + zero;
    auto const expected = std::fmin(127.0, std::fmax(low, rounded));
    if (policy::apply(sum, multiplier, zero, low) != static_cast<int>(expected)) {
      FAIL_CHECK(sum << " * " << multiplier << " + " << zero);
    }
  }
}

TEST_CASE("what is no finite number saturates") {
  CHECK(quantize(infinity, 10, -128) == 127);
  CHECK(quantize(-infinity, 10, -128) == -128);
  CHECK(quantize(-infinity, 10, 10) == 10);
  CHECK(quantize(std::numeric_limits<float>::quiet_NaN(), 10, -128) == -128);
  CHECK(policy::apply(largest, 3e38F, 0, -128) == 127);
  CHECK(policy::apply(smallest, infinity, 0, -128) == -128);
  CHECK(policy::apply(0, infinity, 0, -128) == -128);
}
