// SPDX-License-Identifier: Apache-2.0
#include <saccade/kernels/softmax.hpp>

#include "support/catch.hpp"
#include "support/random_weights.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

using namespace saccade::kernels;

static_assert(argmax(std::array<std::int32_t, 4>{3, 9, -1, 9}) == 1);
static_assert(exponential(0.0F) == 1.0F);
static_assert(exponential(-88.0F) == 0.0F);

TEST_CASE("the exponential is within 2 units in the last place") {
  double worst = 0;
  for (int i = 0; i <= 870'000; ++i) {
    auto const x = -static_cast<float>(i) * 1e-4F;
    double const exact = std::exp(static_cast<double>(x));
    auto const nearest = static_cast<float>(exact);
    double const unit = static_cast<double>(nearest - std::nextafter(nearest, 0.0F));
    worst = std::fmax(worst, std::fabs(static_cast<double>(exponential(x)) - exact) / unit);
  }
  CHECK(worst < 2.0);
}

TEST_CASE("softmax equals the formula in double") {
  saccade::test::random_numbers random{1};
  for (int round = 0; round < 2000; ++round) {
    std::array<std::int32_t, 11> logits{};
    for (auto& l : logits) l = random(-100'000, 100'000);
    float const scale = static_cast<float>(random(1, 1000)) * 1e-7F;
    std::array<float, 11> out{};
    softmax(logits, scale, out);
    double sum = 0;
    for (auto const l : logits)
      sum += std::exp(static_cast<double>(l) * static_cast<double>(scale));
    double total = 0;
    for (std::size_t i = 0; i < 11; ++i) {
      double const p = std::exp(static_cast<double>(logits[i]) * static_cast<double>(scale)) / sum;
      if (std::fabs(static_cast<double>(out[i]) - p) > 1e-5) FAIL_CHECK(out[i] << ", not " << p);
      total += static_cast<double>(out[i]);
    }
    if (std::fabs(total - 1.0) > 1e-6) FAIL_CHECK("sum " << total);
  }
}

TEST_CASE("logits as far apart as int32 allows") {
  std::array<std::int32_t, 3> const logits{std::numeric_limits<std::int32_t>::min(), 0,
                                           std::numeric_limits<std::int32_t>::max()};
  std::array<float, 3> out{};
  softmax(logits, 1.0F, out);
  CHECK(out == std::array<float, 3>{0.0F, 0.0F, 1.0F});
  softmax(logits, 0.0F, out);
  CHECK(out[0] == Approx(1.0F / 3));
  softmax({}, 1.0F, {});
}
