// SPDX-License-Identifier: Apache-2.0
#include <saccade/kernels/add.hpp>
#include <saccade/kernels/softmax.hpp>
#include <saccade/quantize/fused_multiply_add.hpp>
#include <saccade/quantize/parameters.hpp>
#include <saccade/quantize/requantize.hpp>

#include "support/bits.hpp"
#include "support/random_weights.hpp"

#include <array>
#include <bit>
#include <cstdint>

namespace sc = saccade;
using sc::test::bit_hash;
using sc::test::random_numbers;

namespace {

/// Of moderate magnitude, rarely of any below 2^60; powers of two now and then, which make ties.
constexpr auto any_float(random_numbers& random) -> float {
  int const kind = random(0, 9);
  auto const sign = static_cast<std::uint32_t>(random(0, 1)) << 31;
  auto const mantissa = static_cast<std::uint32_t>(kind < 3 ? 0 : random(0, 0x7FFFFF));
  auto const exponent =
      static_cast<std::uint32_t>(kind == 9 ? random(0, 127 + 60) : random(127 - 20, 127 + 4));
  return std::bit_cast<float>(sign | exponent << 23 | mantissa);
}

constexpr auto any_sum(random_numbers& random) -> std::int32_t {
  int const bits = random(1, 31);
  auto const magnitude = static_cast<std::uint32_t>(random(0, 0x7FFFFFFE)) >> (31 - bits);
  auto const value = static_cast<std::int32_t>(magnitude);
  return random(0, 1) == 0 ? value : -value - 1;
}

constexpr auto requantize_bits(std::uint64_t seed, int rounds) -> std::uint64_t {
  random_numbers random{seed};
  bit_hash hash;
  for (int i = 0; i < rounds; ++i) {
    auto const sum = any_sum(random);
    auto const multiplier = any_float(random);
    auto const zero = random(-128, 127);
    auto const low = random(0, 1) == 0 ? -128 : zero;
    hash(std::int32_t{sc::round_half_even::apply(sum, multiplier, zero, low)});
  }
  return hash.value();
}

constexpr auto fma_bits(std::uint64_t seed, int rounds) -> std::uint64_t {
  random_numbers random{seed};
  bit_hash hash;
  for (int i = 0; i < rounds; ++i) {
    auto const a = any_float(random);
    auto const b = any_float(random);
    // Every second sum cancels all but the product's rounding.
    auto const c = random(0, 1) == 0 ? any_float(random) : -sc::rounded_product(a, b);
    hash(sc::fused_multiply_add(a, b, c));
  }
  return hash.value();
}

/// Contracted, two roundings would be one.
constexpr auto product_bits(std::uint64_t seed, int rounds) -> std::uint64_t {
  random_numbers random{seed};
  bit_hash hash;
  for (int i = 0; i < rounds; ++i) {
    auto const a = any_float(random);
    auto const b = any_float(random);
    hash(sc::rounded_product(a, b) + any_float(random));
  }
  return hash.value();
}

constexpr auto parameter_bits(std::uint64_t seed, int rounds) -> std::uint64_t {
  random_numbers random{seed};
  bit_hash hash;
  auto const scale = [&] { return static_cast<float>(random(1, 10'000)) / 3000.0F; };
  for (int i = 0; i < rounds; ++i) {
    auto const tensor = [&] { return sc::uint8_quantization{scale(), random(0, 255)}; };
    auto const first = tensor();
    auto const second = tensor();
    auto const result = tensor();
    auto const p = sc::make_add_parameters(first, second, result);
    hash(p.first_ratio);
    hash(p.second_ratio);
    hash(p.offset);
    auto const a = static_cast<std::int8_t>(random(-128, 127));
    auto const b = static_cast<std::int8_t>(random(-128, 127));
    auto const low = random(-128, 127);
    hash(std::int32_t{sc::kernels::add(p, low, a, b)});
    hash(sc::requantization_multiplier(first.scale, second.scale, result.scale));
    hash(sc::average_multiplier(first.scale, result.scale, random(1, 1000)));
  }
  return hash.value();
}

constexpr auto softmax_bits(std::uint64_t seed, int rounds) -> std::uint64_t {
  random_numbers random{seed};
  bit_hash hash;
  for (int i = 0; i < rounds; ++i) {
    std::array<std::int32_t, 11> logits{};
    for (auto& logit : logits) logit = random(-4'000, 4'000);
    std::array<float, 11> probabilities{};
    sc::kernels::softmax(logits, static_cast<float>(random(1, 100)) / 30'000.0F, probabilities);
    for (float const p : probabilities) hash(p);
  }
  return hash.value();
}

}  // namespace

auto main() -> int {
  bool same =
      sc::test::same_bits<requantize_bits, 2000>("requantize", 1'000'000, 0x0425ACF516FC1D40);
  same &= sc::test::same_bits<fma_bits, 2000>("fused_multiply_add", 1'000'000, 0x702E99439ACDAD08);
  same &= sc::test::same_bits<product_bits, 2000>("rounded_product", 1'000'000, 0xCFBEA54CE14EF4C9);
  same &=
      sc::test::same_bits<parameter_bits, 500>("parameters and add", 200'000, 0x3568CBC7ED674861);
  same &= sc::test::same_bits<softmax_bits, 50>("softmax", 20'000, 0x1AA6AFA0F996C3B9);
  return same ? 0 : 1;
}
