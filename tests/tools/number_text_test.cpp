// SPDX-License-Identifier: Apache-2.0
#include "number_text.hpp"

#include "support/catch.hpp"

#include <cstdint>
#include <limits>

using saccade::tool::to_number;

TEST_CASE("a whole number is decimal and all of the text") {
  CHECK(to_number<int>("12") == 12);
  CHECK(to_number<int>("-3") == -3);
  CHECK(to_number<int>("010") == 10);
  CHECK(to_number<std::int64_t>("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  for (auto const* text : {"", " 1", "1 ", "+1", "1.0", "1e3", "0x10", "x", "9999999999"}) {
    CHECK_FALSE(to_number<int>(text));
  }
  CHECK_FALSE(to_number<std::uint64_t>("-1"));
  CHECK_FALSE(to_number<std::uint64_t>("18446744073709551616"));
}

TEST_CASE("a number with a fraction is finite and all of the text") {
  CHECK(to_number<double>("0.5") == 0.5);
  CHECK(to_number<double>("2e1") == 20.0);
  for (auto const* text : {"", " 1", "1 ", "1,5", "nan", "inf", "1e999", "0x1p4", "1s"}) {
    CHECK_FALSE(to_number<double>(text));
  }
}
