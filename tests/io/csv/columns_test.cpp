// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/csv/columns.hpp>

#include "support/catch.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace saccade::host;
using enum csv_column;

namespace {
auto is(std::string_view name, csv_column column, std::optional<time_unit> unit = {}) -> bool {
  auto const named = column_called(name);
  return named.column == column && named.unit == unit;
}
}  // namespace

TEST_CASE("columns go by the names that people give them") {
  for (auto const* const name :
       {"x", "X", " x ", "\"x\"", "'x'", "x_pos", "pos_x", "xAddr", "col"}) {
    INFO(name);
    CHECK(is(name, x));
  }
  for (auto const* const name : {"y", "Y", "y_coordinate", "addr_y", "row"}) CHECK(is(name, y));
  for (auto const* const name : {"p", "pol", "Polarity", "ON"}) CHECK(is(name, p));
  for (auto const* const name : {"t", "ts", "time", "times", "Timestamp", "timestamps"}) {
    INFO(name);
    CHECK(is(name, t));
  }
  for (auto const* const name :
       {"", "xy", "index", "t0", "timer", "startTime_usec", "point", "-"}) {
    INFO(name);
    CHECK(is(name, other));
  }
}

TEST_CASE("the name of the time can state its unit, but none that nobody knows") {
  for (auto const* const name : {"t_us", "timestamp [us]", "time(us)", "timestampUs", "t/\xC2\xB5s",
                                 "ts_usec", "Time (microseconds)"}) {
    INFO(name);
    CHECK(is(name, t, time_unit::us));
  }
  CHECK(is("t[s]", t, time_unit::s));
  CHECK(is("time_sec", t, time_unit::s));
  CHECK(is("timestamp_ns", t, time_unit::ns));
  CHECK(is("t (ms)", t, time_unit::ms));
  CHECK(is("t [ticks]", other));
  CHECK(is("time_min", other));
}

TEST_CASE("callers say columns as a list of names") {
  CHECK(parse_columns("t,x,y,p").columns == std::vector{t, x, y, p});
  CHECK(parse_columns(" X, Y ,polarity,-,t_ns").columns == std::vector{x, y, p, other, t});
  CHECK(parse_columns("x,y,p,t_ns").unit == time_unit::ns);
  CHECK(parse_columns("t,x,y,p,-").text() == "t,x,y,p,-");
  CHECK_THROWS_WITH(parse_columns("t,x,q,p"),
                    "--columns: 't,x,q,p' has the column 'q', give each as x, y, p or t, and - for "
                    "one to pass over");
  CHECK_THROWS_WITH(parse_columns("t,x,y"),
                    "--columns: 't,x,y' lacks p, give x, y, p and t once each, as in t,x,y,p");
  CHECK_THROWS_WITH(
      parse_columns("t,x,y,p,x"),
      "--columns: 't,x,y,p,x' repeats x, give x, y, p and t once each, as in t,x,y,p");
  CHECK_THROWS_AS(parse_columns("txyp"), error);
  CHECK_THROWS_AS(parse_columns("t,,x,y,p"), error);
}

TEST_CASE("callers say a unit of time") {
  CHECK(parse_time_unit("s") == time_unit::s);
  CHECK(parse_time_unit("ms") == time_unit::ms);
  CHECK(parse_time_unit("us") == time_unit::us);
  CHECK(parse_time_unit("ns") == time_unit::ns);
  CHECK_THROWS_WITH(parse_time_unit("min"), "--time-unit: 'min' is no unit, give s, ms, us or ns");
}
