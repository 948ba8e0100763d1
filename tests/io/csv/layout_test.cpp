// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/csv/layout.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace saccade;
using namespace saccade::host;
using enum csv_column;
using kind = csv_layout_search::line_kind;

namespace {
auto given(std::string_view columns, std::string_view unit = {}) -> csv_options {
  csv_options options;
  if (!columns.empty()) options.columns = parse_columns(columns);
  if (!unit.empty()) options.unit = parse_time_unit(unit);
  return options;
}

/// After one line.
struct searched : csv_layout_search {
  explicit searched(std::string_view text, csv_options options = {})
      : csv_layout_search{std::move(options)}, found{take(text)} {}
  kind found;
};
}  // namespace

TEST_CASE("a header line names the columns, whatever parts them") {
  for (auto const& [text, separator] :
       {std::pair{"t,x,y,p", ','}, std::pair{"t; x; y; p", ';'}, std::pair{"t\tx\ty\tp", '\t'},
        std::pair{"t x  y p", ' '}, std::pair{"timestamp,x,y,polarity", ','}}) {
    INFO(text);
    searched const search{text};
    CHECK(search.found == kind::header);
    CHECK(search.layout().separator == separator);
    CHECK(search.layout().columns == std::vector{t, x, y, p});
    CHECK(!search.layout().unit);
    CHECK(search.complaint().empty());
    CHECK(!search.by_habit());
  }
  CHECK(searched{",frame,x,y,p,t"}.layout().columns == std::vector{other, other, x, y, p, t});
}

TEST_CASE("a header line can state the unit, which no caller contradicts") {
  searched const search{"t [s],x,y,p"};
  CHECK(search.layout().unit == time_unit::s);
  CHECK(search.unit_named() == "t [s]");
  CHECK(searched{"t [s],x,y,p", given("", "s")}.complaint().empty());
  CHECK(searched{"t [s],x,y,p", given("", "ns")}.complaint() ==
        "times are in s as 't [s]' says, give no other unit than that");
  CHECK(searched{"t,x,y,p", given("", "ns")}.layout().unit == time_unit::ns);
  // Nor do the columns that a caller gives.
  searched const named{"t,x,y,p", given("t_ns,x,y,p")};
  CHECK(named.layout().unit == time_unit::ns);
  CHECK(named.unit_named().empty());
  CHECK(searched{"10 1 2 0", given("t_ns,x,y,p")}.layout().unit == time_unit::ns);
  CHECK(searched{"10 1 2 0", given("t_ns,x,y,p", "s")}.complaint() ==
        "times are in ns as 't_ns' says, give no other unit than that");
  CHECK(!searched{"t [s],x,y,p", given("t_ns,x,y,p")}.complaint().empty());
}

TEST_CASE("a header line that cannot be used says why") {
  CHECK(searched{"t,x,y,z"}.complaint() ==
        "'t,x,y,z' names no polarity, say which is which, as in --columns t,x,y,p");
  CHECK(searched{"t [min],x,y,p"}.complaint() ==
        "'t [min],x,y,p' names no time in a known unit, say which is which, as in --columns "
        "t,x,y,p");
  CHECK(searched{"t,timestamp,x,y,p"}.complaint() ==
        "'t,timestamp,x,y,p' names more than one time in a known unit, say which is which, as in "
        "--columns t,x,y,p");
  CHECK(searched{"t,x,y,p", given("x,y,p,t")}.complaint() ==
        "'t,x,y,p' names the columns t,x,y,p, give no other --columns than that");
  CHECK(searched{"t,x,y,p", given("t,x,y,p")}.complaint().empty());
  CHECK(searched{"t,timestamp,x,y,p", given("-,t,x,y,p")}.found == kind::passed);
}

TEST_CASE("without a header line only the vendor's layout is known") {
  for (auto const* const text : {"1,2,0,10", "1, 2, -1, 10"}) {
    searched const search{text};
    CHECK(search.found == kind::row);
    CHECK(search.layout().columns == std::vector{x, y, p, t});
    CHECK(search.by_habit());
  }
  for (auto const* const text : {"1 2 0 10", "1;2;0;10", "1,2,7,10", "1,2,0,10,5", "1,2,ON,10"}) {
    INFO(text);
    searched const search{text};
    CHECK(search.found == kind::other);
    CHECK(search.complaint() == "no line names the columns of '" + std::string{text} +
                                    "', say them, as in --columns t,x,y,p");
  }
  CHECK(searched{"1,2,3"}.complaint() ==
        "'1,2,3' is no event, which has x, y, polarity and time, give a text with all four");
  CHECK(searched{"0.000010 1 2 0"}.complaint() ==
        "no line names the columns of '0.000010 1 2 0', say them, as in --columns t,x,y,p "
        "--time-unit s");
  csv_layout_search titled;
  CHECK(titled.take("a,b,c,d") == kind::other);
  CHECK(titled.take("1,2,0,10") == kind::other);
  CHECK(!titled.complaint().empty());
}

TEST_CASE("columns that a caller gives") {
  searched const row{"0.000010 1 2 0", given("t,x,y,p", "s")};
  CHECK(row.found == kind::row);
  CHECK(row.layout().separator == csv::blanks);
  CHECK(row.layout().columns == std::vector{t, x, y, p});
  CHECK(row.layout().unit == time_unit::s);
  CHECK(searched{"a title", given("t,x,y,p")}.found == kind::other);
  CHECK(searched{"t,x,y,q,r", given("t,x,y,p")}.complaint().empty());
  CHECK(searched{"10,1,a,1", given("t,x,y,p")}.found == kind::other);
  csv_layout_search named{given("t,x,y,p,-")};
  CHECK(named.take("a b c d e") == kind::passed);
  CHECK(named.take("10,1,2,ON,word") == kind::row);
  CHECK(named.layout().separator == ',');
  CHECK(searched{"1,2,3,4,5", given("t,x,y,p")}.complaint() ==
        "'1,2,3,4,5' has 5 columns, --columns t,x,y,p has 4: give all, with - for one to pass "
        "over");
  CHECK(searched{"1,2,3,4,5", given("t,x,y,p,-")}.found == kind::row);
}

TEST_CASE("comments can name the sensor and the columns") {
  csv_layout_search vendor;
  CHECK(vendor.take("%geometry:1280,720") == kind::passed);
  CHECK(vendor.take("1,2,0,10") == kind::row);
  CHECK(vendor.sensor() == geometry{1280, 720});
  CHECK(!vendor.by_habit());

  csv_layout_search numpy;
  CHECK(numpy.take("") == kind::passed);
  CHECK(numpy.take("# Geometry = 346 x 260") == kind::passed);
  CHECK(numpy.take("# t x y p") == kind::passed);
  CHECK(numpy.take("1.0e+01 1 2 0") == kind::row);
  CHECK(numpy.sensor() == geometry{346, 260});
  CHECK(numpy.layout().separator == csv::blanks);
  CHECK(numpy.layout().columns == std::vector{t, x, y, p});

  csv_layout_search no_size;
  CHECK(no_size.take("%geometry:0,720") == kind::passed);
  CHECK(no_size.complaint() ==
        "'%geometry:0,720' states a sensor size that is none, correct that line");
  csv_layout_search prose;
  CHECK(prose.take("# geometry of the scene: box, ball") == kind::passed);
  CHECK(prose.complaint().empty());
}

TEST_CASE("other text is no layout, and nothing is said against it") {
  for (auto const* const text : {"<!DOCTYPE html>", "a,b,c,d", "name,x,y", "version https://x", "1",
                                 "1,2", "0x80,0x10,1", "class,startTime_usec,endTime_usec"}) {
    INFO(text);
    searched const search{text};
    CHECK(search.found == kind::other);
    CHECK(search.complaint().empty());
  }
}
