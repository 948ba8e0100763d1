// SPDX-License-Identifier: Apache-2.0
#include <saccade/quantize/fused_multiply_add.hpp>

#include "support/catch.hpp"
#include "support/random_weights.hpp"

#include <bit>
#include <cmath>
#include <cstdint>

using saccade::fused_multiply_add;

static_assert(fused_multiply_add(2.0F, 3.0F, 4.0F) == 10.0F);
// 1 + 2^-12 squared is 1 + 2^-11 + 2^-24: two roundings lose the last term.
static_assert(fused_multiply_add(0x1.001p0F, 0x1.001p0F, -0x1.002p0F) == 0x1p-24F);
// The exact sum lies just above the tie between 1 and its neighbour.
static_assert(fused_multiply_add(0x1.000002p0F, 0x1.000002p-24F, 0x1p0F) == 0x1.000002p0F);
static_assert(saccade::rounded_product(0x1.001p0F, 0x1.001p0F) == 0x1.002p0F);

namespace {

void check(float a, float b, float c) {
  float const expected = std::fma(a, b, c);
  for (float const given :
       {fused_multiply_add(a, b, c), saccade::detail::portable_fused_multiply_add(a, b, c)}) {
    bool const same = std::isnan(expected) ? std::isnan(given)
                                           : std::bit_cast<std::uint32_t>(given) ==
                                                 std::bit_cast<std::uint32_t>(expected);
    if (!same) FAIL_CHECK(a << " * " << b << " + " << c << " = " << expected << ", not " << given);
  }
}

}  // namespace

TEST_CASE("one rounding, as the C library's fma, whatever the bits") {
  saccade::test::random_numbers random{3};
  auto const bits = [&] {
    return static_cast<std::uint32_t>(random(0, 0xFFFF)) << 16 |
           static_cast<std::uint32_t>(random(0, 0xFFFF));
  };
  for (int i = 0; i < 2'000'000; ++i) {
    check(std::bit_cast<float>(bits()), std::bit_cast<float>(bits()), std::bit_cast<float>(bits()));
  }
}

TEST_CASE("one rounding where the terms cancel or are far apart") {
  saccade::test::random_numbers random{4};
  auto const near_one = [&](int exponents) {
    auto const exponent = static_cast<std::uint32_t>(127 + random(-exponents, exponents));
    auto const few_bits = random(0, 1) == 0 ? 0x7FFFFFU : 0x700007U;
    return std::bit_cast<float>(static_cast<std::uint32_t>(random(0, 1)) << 31 | exponent << 23 |
                                (static_cast<std::uint32_t>(random(0, 0x7FFFFF)) & few_bits));
  };
  for (int i = 0; i < 2'000'000; ++i) {
    float const a = near_one(3);
    float const b = near_one(3);
    check(a, b, near_one(60));
    check(a, b, -static_cast<float>(static_cast<double>(a) * static_cast<double>(b)));
    check(a * 0x1p-70F, b * 0x1p-70F, near_one(2) * 0x1p-126F);
  }
}
