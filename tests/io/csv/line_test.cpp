// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/csv/line.hpp>

#include "support/catch.hpp"

#include <string>
#include <string_view>
#include <vector>

using namespace saccade::host;
using namespace std::string_view_literals;

namespace {
using fields = std::vector<std::string_view>;
}

static_assert(csv::separator_of("1,2 3") == ',');
static_assert(csv::separator_of("1;2,5") == ';');
static_assert(csv::separator_of("1\t2 3") == '\t');
static_assert(csv::separator_of("\t1 2\t") == csv::blanks);
static_assert(csv::is_comment("  # t x") && csv::is_comment("%geometry:1,2"));
static_assert(!csv::is_comment("") && !csv::is_comment("1 # 2"));
static_assert(csv::says_nothing(" \t\r") && csv::says_nothing("#") && !csv::says_nothing("0"));
static_assert(csv::is_text("a \tb\r") && !csv::is_text("a\0b"sv));

TEST_CASE("fields of a line") {
  CHECK(csv::fields_of("1, 2,0 ,10\r", ',') == fields{"1", "2", "0", "10"});
  CHECK(csv::fields_of(",x,", ',') == fields{"", "x", ""});
  CHECK(csv::fields_of("\tx\ty", '\t') == fields{"", "x", "y"});
  CHECK(csv::fields_of("  1 \t 2   0 ", csv::blanks) == fields{"1", "2", "0"});
  CHECK(csv::fields_of("t [s] x y p", csv::blanks) == fields{"t [s]", "x", "y", "p"});
  CHECK(csv::fields_of("", csv::blanks).empty());
}

TEST_CASE("a quoted line is one line, short and plain") {
  CHECK(csv::quoted("a,b") == "'a,b'");
  CHECK(csv::quoted("\x00\n\xFF"sv) == "'\\x00\\x0A\\xFF'");
  CHECK(csv::quoted(std::string(60, 'a')) == "'" + std::string(60, 'a') + "'");
  CHECK(csv::quoted(std::string(61, 'a')) == "'" + std::string(60, 'a') + "...'");
}
