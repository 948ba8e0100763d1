// SPDX-License-Identifier: Apache-2.0
#include <saccade/represent/equal_bins.hpp>

#include "support/catch.hpp"

#include <cstdint>

using saccade::bin_begin;
using saccade::equal_bin;

static_assert(equal_bin(0, 50'000, 5) == 0);
static_assert(equal_bin(9'999, 50'000, 5) == 0);
static_assert(equal_bin(10'000, 50'000, 5) == 1);
static_assert(equal_bin(49'999, 50'000, 5) == 4);

TEST_CASE("bins and their first offsets agree, also where the length does not divide") {
  for (std::uint64_t const length : {1U, 2U, 4U, 5U, 7U, 33U, 1000U, 4099U}) {
    for (int const bins : {1, 2, 3, 5, 10}) {
      for (std::uint64_t offset = 0; offset < length; ++offset) {
        auto const bin = equal_bin(offset, length, bins);
        CAPTURE(length, bins, offset);
        REQUIRE(bin == static_cast<int>(offset * static_cast<std::uint64_t>(bins) / length));
        REQUIRE(offset >= bin_begin(bin, length, bins));
        REQUIRE(offset < bin_begin(bin + 1, length, bins));
      }
      REQUIRE(bin_begin(0, length, bins) == 0);
      REQUIRE(bin_begin(bins, length, bins) == length);
    }
  }
}

TEST_CASE("the longest window does not overflow") {
  for (std::uint64_t const length : {UINT64_MAX, UINT64_MAX - 1, UINT64_MAX / 2}) {
    for (int bin = 0; bin < 7; ++bin) {
      auto const first = bin_begin(bin, length, 7);
      CHECK(equal_bin(first, length, 7) == bin);
      if (bin > 0) CHECK(equal_bin(first - 1, length, 7) == bin - 1);
    }
    CHECK(equal_bin(length - 1, length, 7) == 6);
  }
}
