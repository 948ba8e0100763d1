// SPDX-License-Identifier: Apache-2.0
#include <saccade/represent/data_range.hpp>

#include "support/catch.hpp"

#include <array>
#include <cstdint>

using saccade::data_range_bin;
using saccade::time_map;

namespace {

constexpr auto float32 = time_map::data_range_float32;
constexpr auto float64 = time_map::data_range_float64;
constexpr auto clamped = time_map::data_range_clamped;

struct row {
  int bins;
  std::uint64_t range;
  std::uint64_t offset;
  int float32;
  int float64;
};

constexpr row golden[] = {
#include "data/data_range_golden.inc"
};

// The same cases as random_cases() in the script that wrote the golden values.
class cases {
 public:
  auto draw(std::uint64_t limit) -> std::uint64_t {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return (state_ >> 16) % limit;
  }

 private:
  std::uint64_t state_{1};
};

template <time_map Mode>
auto hash_of_random_cases() -> std::uint64_t {
  cases random;
  std::uint64_t value = 14695981039346656037U;
  for (int i = 0; i < 100'000; ++i) {
    auto const range = 1 + random.draw(std::uint64_t{1} << (1 + random.draw(40)));
    auto const offset = random.draw(range + 1);
    value = (value ^ static_cast<std::uint64_t>(data_range_bin<Mode>(offset, range, 5))) *
            1099511628211U;
  }
  return value;
}

constexpr auto matches_golden() -> bool {
  for (auto const& r : golden) {
    if (data_range_bin<float32>(r.offset, r.range, r.bins) != r.float32) return false;
    if (data_range_bin<float64>(r.offset, r.range, r.bins) != r.float64) return false;
  }
  return true;
}
static_assert(matches_golden());

}  // namespace

TEST_CASE("float32 and float64 bins equal numpy's around every edge") {
  for (auto const& r : golden) {
    CAPTURE(r.bins, r.range, r.offset);
    CHECK(data_range_bin<float32>(r.offset, r.range, r.bins) == r.float32);
    CHECK(data_range_bin<float64>(r.offset, r.range, r.bins) == r.float64);
  }
}

TEST_CASE("float32 and float64 bins equal numpy's over random ranges up to 2^40 us") {
  CHECK(hash_of_random_cases<float32>() == DATA_RANGE_HASH_FLOAT32);
  CHECK(hash_of_random_cases<float64>() == DATA_RANGE_HASH_FLOAT64);
}

TEST_CASE("the last bin is what the arithmetic makes of it") {
  // Below 2^24 us float32 puts exactly the last time there, float64 nothing.
  CHECK(data_range_bin<float32>(100'000, 100'000, 5) == 4);
  CHECK(data_range_bin<float32>(99'999, 100'000, 5) == 3);
  CHECK(data_range_bin<float64>(100'000, 100'000, 5) == 3);
  CHECK(data_range_bin<float64>((1U << 24) - 1, (1U << 24) - 1, 5) == 3);
  CHECK(data_range_bin<float64>(1U << 24, 1U << 24, 5) == 4);
  // Integers have five equal bins.
  CHECK(data_range_bin<clamped>(79'999, 100'000, 5) == 3);
  CHECK(data_range_bin<clamped>(80'000, 100'000, 5) == 4);
  CHECK(data_range_bin<clamped>(100'000, 100'000, 5) == 4);
}

TEST_CASE("one time only is bin 0, and one bin is always bin 0") {
  CHECK(data_range_bin<float32>(0, 0, 5) == 0);
  CHECK(data_range_bin<float64>(0, 0, 5) == 0);
  CHECK(data_range_bin<clamped>(0, 0, 5) == 0);
  CHECK(data_range_bin<float32>(7, 7, 1) == 0);
  CHECK(data_range_bin<float64>(7, 7, 1) == 0);
  CHECK(data_range_bin<clamped>(7, 7, 1) == 0);
}

TEST_CASE("the longest range stays inside the bins") {
  CHECK(data_range_bin<float32>(UINT64_MAX, UINT64_MAX, 5) == 4);
  CHECK(data_range_bin<float64>(UINT64_MAX, UINT64_MAX, 5) == 4);
  CHECK(data_range_bin<clamped>(UINT64_MAX - 1, UINT64_MAX, 5) == 4);
}
