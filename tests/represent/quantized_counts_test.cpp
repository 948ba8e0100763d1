// SPDX-License-Identifier: Apache-2.0
#include <saccade/represent/quantized_counts.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

namespace sc = saccade;

TEST_CASE("counts of scale 1 and zero point 0 stay what they are up to the cap") {
  constexpr sc::quantized_counts counts{1.0F, 0, 127};
  STATIC_REQUIRE(counts.same());
  STATIC_REQUIRE(sc::quantized_counts{1.0F, 0, 15}.same());
  STATIC_REQUIRE(counts[127] == 127);
}

TEST_CASE("counts become what QuantizeLinear makes of them") {
  for (float const scale : {0.035F, 0.5F, 1.0F, 2.0F, 3.7F, 1000.0F}) {
    for (std::int32_t const zero_point : {-128, -1, 0, 5, 127}) {
      for (int const cap : {1, 15, 127}) {
        sc::quantized_counts const counts{scale, zero_point, cap};
        for (int count = 0; count < 128; ++count) {
          auto const real = static_cast<float>(std::min(count, cap)) / scale;
          double const q = std::nearbyint(static_cast<double>(real)) + zero_point;
          CAPTURE(scale, zero_point, cap, count);
          CHECK(counts[static_cast<std::int8_t>(count)] == std::clamp(q, -128.0, 127.0));
        }
      }
    }
  }
  CHECK_FALSE(sc::quantized_counts{0.035F, -128, 127}.same());
  CHECK_FALSE(sc::quantized_counts{1.0F, -128, 127}.same());
}

TEST_CASE("a scale next to nothing saturates") {
  sc::quantized_counts const counts{std::numeric_limits<float>::denorm_min(), -128, 127};
  CHECK(counts[0] == -128);
  CHECK(counts[1] == 127);
}

TEST_CASE("all cells are replaced") {
  std::array<std::int8_t, 5> cells{0, 1, 2, 126, 127};
  sc::quantized_counts{0.5F, -128, 127}.apply(cells);
  CHECK(cells == std::array<std::int8_t, 5>{-128, -126, -124, 124, 126});
}
