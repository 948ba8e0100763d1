// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/csv/number.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

using namespace saccade::host;

namespace {
struct found {
  std::int64_t value{};
  bool rounded{};
  number_fault fault{};
  std::string rest{};

  friend auto operator==(found const&, found const&) -> bool = default;
};

auto read(std::string_view text, int shift = 0) -> found {
  auto const* at = text.data();
  auto const* const end = at + text.size();
  auto const number = read_number(at, end, shift);
  return {number.value, number.rounded, number.fault, {at, end}};
}

constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
constexpr auto largest = std::numeric_limits<std::int64_t>::max();
}  // namespace

TEST_CASE("whole numbers, over the whole range") {
  CHECK(read("0") == found{0});
  CHECK(read("-0,") == found{0, false, {}, ","});
  CHECK(read("+17 x") == found{17, false, {}, " x"});
  CHECK(read("000000000000000000000042") == found{42});
  CHECK(read("123456789012345678") == found{123456789012345678});
  CHECK(read("9223372036854775807") == found{largest});
  CHECK(read("-9223372036854775808") == found{smallest});
  CHECK(read("9223372036854775808") == found{largest, false, number_fault::too_large});
  CHECK(read("-9223372036854775809") == found{smallest, false, number_fault::too_large});
  CHECK(read("99999999999999999999") == found{largest, false, number_fault::too_large});
}

TEST_CASE("points and exponents that leave a whole number") {
  CHECK(read("10.0") == found{10});
  CHECK(read("10.") == found{10});
  CHECK(read(".0") == found{0});
  CHECK(read("1.0e+01") == found{10});
  CHECK(read("1.609994792216673000e+15") == found{1609994792216673});
  CHECK(read("250E-1,") == found{25, false, {}, ","});
  CHECK(read("2500e-2") == found{25});
  CHECK(read("0.00000000000000000000012e23") == found{12});
  CHECK(read("0e999999999999999999999") == found{0});
  CHECK(read("1e999999999999999999999") == found{largest, false, number_fault::too_large});
  CHECK(read("1e-999999999999999999999") == found{0, true});
}

TEST_CASE("seconds become microseconds as they are written, not as a double has them") {
  CHECK(read("1609994792.216673", 6) == found{1609994792216673});
  CHECK(read("0.000010", 6) == found{10});
  CHECK(read("-0.000001", 6) == found{-1});
  CHECK(read("7", 6) == found{7'000'000});
  CHECK(read("1.609994792216673e9", 6) == found{1609994792216673});
  // A double holds 2^53 + 1 us in seconds as another number.
  CHECK(read("9007199254.740993", 6) == found{9007199254740993});
  CHECK(read("9223372036854.775807", 6) == found{largest});
  CHECK(read("9223372036854.775808", 6) == found{largest, false, number_fault::too_large});
  CHECK(read("0.25", 3) == found{250});
  CHECK(read("1234", -3) == found{1, true});
}

TEST_CASE("what is finer is rounded to the nearest, halves away from zero") {
  CHECK(read("0.4999999999999999999999") == found{0, true});
  CHECK(read("0.5") == found{1, true});
  CHECK(read("-0.5") == found{-1, true});
  CHECK(read("1.5") == found{2, true});
  CHECK(read("2.5") == found{3, true});
  CHECK(read("-2.4") == found{-2, true});
  CHECK(read("1609994792.2166729", 6) == found{1609994792216673, true});
  CHECK(read("1500", -3) == found{2, true});
  CHECK(read("499", -3) == found{0, true});
  CHECK(read("5", -2) == found{0, true});
  CHECK(read("9223372036854775807.4") == found{largest, true});
  CHECK(read("9223372036854775807.5") == found{largest, false, number_fault::too_large});
  CHECK(read("-9223372036854775808.4") == found{smallest, true});
}

TEST_CASE("what is no number") {
  for (auto const* const text :
       {"", "-", "+", ".", "-.", "e5", "x", "nan", "inf", "1e", "1e+", "--1"}) {
    INFO(text);
    CHECK(read(text).fault == number_fault::syntax);
  }
  CHECK(read("0x1F") == found{0, false, {}, "x1F"});
  CHECK(read("1.2.3") == found{1, true, {}, ".3"});
}
