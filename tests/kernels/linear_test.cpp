// SPDX-License-Identifier: Apache-2.0
#include <saccade/kernels/linear.hpp>

#include "support/catch.hpp"
#include "support/random_weights.hpp"
#include "support/reference_network.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace sc = saccade;

namespace {

constexpr sc::backend::scalar scalar{};

constexpr auto two_logits() -> std::array<std::int32_t, 2> {
  std::int8_t const in[]{1, 2, 3};
  std::int8_t const weight[]{1, 10, 100, -1, -1, -1};
  std::int32_t const bias[]{1000, 0};
  std::array<std::int32_t, 2> out{};
  sc::kernels::linear_logits(scalar, 1, in, weight, bias, out);
  return out;
}
static_assert(two_logits() == std::array<std::int32_t, 2>{1210, -3});

}  // namespace

TEST_CASE("random linear layers equal the reference") {
  sc::test::random_numbers random{1};
  for (int round = 0; round < 200; ++round) {
    auto const inputs = static_cast<std::size_t>(random(1, 70));
    auto const outputs = static_cast<std::size_t>(random(1, 20));
    int const zero = random(-128, 127);
    int const out_zero = random(-128, 127);
    int const low = random(0, 1) == 0 ? -128 : out_zero;
    std::vector<std::int8_t> in(inputs);
    std::vector<std::int8_t> weight(inputs * outputs);
    std::vector<std::int32_t> bias(outputs);
    std::vector<float> multiplier(outputs);
    for (auto& v : in) v = static_cast<std::int8_t>(random(-128, 127));
    for (auto& w : weight) w = static_cast<std::int8_t>(random(-128, 127));
    for (auto& b : bias) b = random(-30'000, 30'000);
    for (auto& m : multiplier) m = static_cast<float>(random(1, 1000)) * 1e-5F;

    std::vector<std::int32_t> logits(outputs);
    std::vector<std::int8_t> out(outputs);
    sc::kernels::linear_logits(scalar, zero, in, weight, bias, logits);
    sc::kernels::linear(scalar, {zero, out_zero, low}, in, weight, bias, multiplier, out);
    for (std::size_t o = 0; o < outputs; ++o) {
      std::int64_t sum = bias[o];
      for (std::size_t i = 0; i < inputs; ++i) {
        sum += std::int64_t{in[i] - zero} * weight[o * inputs + i];
      }
      INFO("round " << round << ", output " << o);
      CHECK(logits[o] == sum);
      CHECK(out[o] == sc::test::reference_requantize(sum, multiplier[o], out_zero, low));
    }
  }
}
