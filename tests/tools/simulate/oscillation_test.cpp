// SPDX-License-Identifier: Apache-2.0
#include "simulate/oscillation.hpp"

#include "support/catch.hpp"

#include <cmath>

using saccade::host::simulate::cosine;
using saccade::host::simulate::random_source;
using saccade::host::simulate::sine;

static_assert(sine(0) == 0.0F);
static_assert(sine(0.25) > 0.99999F);
static_assert(sine(-0.25) < -0.99999F);

TEST_CASE("sine and cosine are those of the library within 5e-6") {
  for (int n = -1000; n <= 1000; ++n) {
    double const turns = n * 0.00377;
    double const angle = turns * 6.283185307179586;
    CHECK(std::abs(static_cast<double>(sine(turns)) - std::sin(angle)) < 5e-6);
    CHECK(std::abs(static_cast<double>(cosine(turns)) - std::cos(angle)) < 5e-6);
  }
}

TEST_CASE("the generator gives SplitMix64's numbers and sane distributions") {
  random_source random{1};
  double sum = 0, squares = 0;
  for (int n = 0; n < 20000; ++n) {
    auto const v = static_cast<double>(random.gaussian());
    sum += v;
    squares += v * v;
  }
  CHECK(std::abs(sum / 20000) < 0.03);
  CHECK(std::abs(squares / 20000 - 1) < 0.05);
  CHECK(random_source{1}.fork(2).bits() != random_source{1}.fork(3).bits());
  CHECK(random_source{5}.bits() == random_source{5}.bits());
  for (int n = 0; n < 1000; ++n) REQUIRE(random.below(7) < 7);
}
