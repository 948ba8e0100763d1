// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/csv/row.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace saccade;
using namespace saccade::host;

namespace {
auto layout(char separator, std::string_view columns, std::optional<time_unit> unit = {})
    -> csv_layout {
  return {separator, parse_columns(columns).columns, unit};
}

/// "x y ON t", or the fault.
auto read(std::string_view line, csv_layout const& by) -> std::string {
  csv_row row;
  switch (read_row(line, by, row)) {
    case row_fault::none:
      break;
    case row_fault::unreadable:
      return "unreadable";
    case row_fault::fraction:
      return "fraction";
  }
  return std::to_string(row.x) + ' ' + std::to_string(row.y) +
         (row.p == polarity::on ? " ON " : " OFF ") + std::to_string(row.t);
}

auto const xypt = layout(',', "x,y,p,t");
}  // namespace

TEST_CASE("separators and the blanks around fields") {
  CHECK(read("1,2,0,10", xypt) == "1 2 OFF 10");
  CHECK(read(" 1, 2 ,\t0 , 10 ", xypt) == "1 2 OFF 10");
  CHECK(read("\"1\",\"2\",\"1\",\"10\"", xypt) == "1 2 ON 10");
  CHECK(read("1;2;0;10", layout(';', "x,y,p,t")) == "1 2 OFF 10");
  CHECK(read("1\t2\t0\t10", layout('\t', "x,y,p,t")) == "1 2 OFF 10");
  CHECK(read("  10\t1   2  0 ", layout(' ', "t,x,y,p")) == "1 2 OFF 10");
}

TEST_CASE("columns that are passed over hold anything") {
  auto const by = layout(',', "-,t,x,-,y,p");
  CHECK(read("7,10,1,a b,2,1", by) == "1 2 ON 10");
  CHECK(read(",10,1,\"a,b\",2,1", by) == "1 2 ON 10");
  CHECK(read("7,10,1,2,1", by) == "unreadable");
  CHECK(read("10 1 2 1 word", layout(' ', "t,x,y,p,-")) == "1 2 ON 10");
  CHECK(read("10 1 2 1 ", layout(' ', "t,x,y,p,-")) == "unreadable");
  CHECK(read("10\t1\t2\t1\t", layout('\t', "t,x,y,p,-")) == "1 2 ON 10");
}

TEST_CASE("polarities as people write them") {
  for (auto const* const on : {"1", "+1", "1.0", "true", "True", "ON", "1.000e+00"}) {
    INFO(on);
    CHECK(read("1,2," + std::string{on} + ",10", xypt) == "1 2 ON 10");
  }
  for (auto const* const off : {"0", "-1", "-1.0", "FALSE", "off"}) {
    INFO(off);
    CHECK(read("1,2," + std::string{off} + ",10", xypt) == "1 2 OFF 10");
  }
  for (auto const* const none : {"", "2", "-2", "0.5", "255", "yes", "1x", "nan"}) {
    INFO(none);
    CHECK(read("1,2," + std::string{none} + ",10", xypt) == "unreadable");
  }
}

TEST_CASE("times in any unit, and none whose unit is not known") {
  CHECK(read("1,2,0,10.0", xypt) == "1 2 OFF 10");
  CHECK(read("1.0e+00,2.0e+00,0.0e+00,1.0e+01", xypt) == "1 2 OFF 10");
  CHECK(read("1,2,0,0.5", xypt) == "fraction");
  CHECK(read("1,2,0,0.5", layout(',', "x,y,p,t", time_unit::us)) == "1 2 OFF 1");
  CHECK(read("1,2,0,0.000010", layout(',', "x,y,p,t", time_unit::s)) == "1 2 OFF 10");
  CHECK(read("1609994792.216673 1 2 0", layout(' ', "t,x,y,p", time_unit::s)) ==
        "1 2 OFF 1609994792216673");
  CHECK(read("1,2,0,1499", layout(',', "x,y,p,t", time_unit::ns)) == "1 2 OFF 1");
  CHECK(read("1,2,0,9223372036854775808", xypt) == "unreadable");
}

TEST_CASE("coordinates are whole, and never clamped into a range where they would pass") {
  CHECK(read("1.5,2,0,10", xypt) == "unreadable");
  CHECK(read("-1,65536,0,10", xypt) == "-1 65536 OFF 10");
  CHECK(read("99999999999999999999,2,0,10", xypt) ==
        std::to_string(std::numeric_limits<std::int64_t>::max()) + " 2 OFF 10");
}

TEST_CASE("lines that are no event") {
  for (auto const* const line : {"", " ", ",", "x,y,p,t", "1,2,1", "1,2,1,", "1,2,1,3,4", "1 2 1 3",
                                 "1,2,1,3 4", "1,2,1,3x", "0x1,2,1,3", "1,,2,1,3", "\"1,2,1,3"}) {
    INFO(line);
    CHECK(read(line, xypt) == "unreadable");
  }
}
