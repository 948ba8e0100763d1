// SPDX-License-Identifier: Apache-2.0
#include <saccade/represent/fixed_window.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <limits>
#include <random>

namespace {

auto bin_of(std::int64_t t, std::int64_t start, std::int64_t length) -> int {
  saccade::fixed_window map;
  map.begin(start, length);
  return map.bin(t, 5);
}

}  // namespace

TEST_CASE("every bin edge of a 50 ms window, one microsecond around") {
  constexpr std::int64_t start = 1'718'900'000'000'000;
  for (int edge = 1; edge < 5; ++edge) {
    CHECK(bin_of(start + edge * 10'000 - 1, start, 50'000) == edge - 1);
    CHECK(bin_of(start + edge * 10'000, start, 50'000) == edge);
    CHECK(bin_of(start + edge * 10'000 + 1, start, 50'000) == edge);
  }
  CHECK(bin_of(start, start, 50'000) == 0);
  CHECK(bin_of(start + 49'999, start, 50'000) == 4);
  CHECK(bin_of(start + 50'000, start, 50'000) == -1);
  CHECK(bin_of(start - 1, start, 50'000) == -1);
}

TEST_CASE("a window shorter than its bins leaves some of them empty") {
  CHECK(bin_of(0, 0, 3) == 0);
  CHECK(bin_of(1, 0, 3) == 1);
  CHECK(bin_of(2, 0, 3) == 3);
  CHECK(bin_of(3, 0, 3) == -1);
}

TEST_CASE("the remembered bin never changes a result, whatever the order") {
  saccade::fixed_window map;
  std::mt19937 random{7};
  for (std::int64_t const length : {7, 999, 50'000}) {
    map.begin(-20, length);
    for (int i = 0; i < 20'000; ++i) {
      auto const t = static_cast<std::int64_t>(random() % static_cast<unsigned>(length + 60)) - 50;
      auto const inside = t >= -20 && t < -20 + length;
      REQUIRE(map.bin(t, 5) == (inside ? static_cast<int>((t + 20) * 5 / length) : -1));
    }
  }
}

TEST_CASE("extreme times are outside, not undefined") {
  using limits = std::numeric_limits<std::int64_t>;
  CHECK(bin_of(limits::max(), limits::min(), 50'000) == -1);
  CHECK(bin_of(limits::min(), limits::max(), 50'000) == -1);
  CHECK(bin_of(limits::min(), limits::max(), limits::max()) == -1);
  CHECK(bin_of(limits::max(), limits::max(), 50'000) == 0);
  CHECK(bin_of(0, 0, 0) == -1);
  CHECK(bin_of(0, 0, -1) == -1);
}
