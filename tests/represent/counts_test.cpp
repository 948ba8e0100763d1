// SPDX-License-Identifier: Apache-2.0
#include <saccade/represent/counts.hpp>

#include "support/catch.hpp"

#include <cstdint>

TEST_CASE("a saturating cell stops at its cap and says so") {
  std::int8_t cell = 0;
  CHECK(saccade::saturating_counts<2>::add(cell));
  CHECK(saccade::saturating_counts<2>::add(cell));
  CHECK_FALSE(saccade::saturating_counts<2>::add(cell));
  CHECK(cell == 2);
}

TEST_CASE("the largest cap is int8's maximum") {
  std::int8_t cell = 126;
  CHECK(saccade::saturating_counts<>::add(cell));
  CHECK_FALSE(saccade::saturating_counts<>::add(cell));
  CHECK(cell == 127);
}

TEST_CASE("a float cell counts on") {
  float cell = 127.0F;
  CHECK(saccade::float_counts::add(cell));
  CHECK(cell == 128.0F);
}
