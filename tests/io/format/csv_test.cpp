// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/format/csv.hpp>

#include "support/catch.hpp"
#include "support/recordings.hpp"
#include "support/temporary_file.hpp"
#include "support/words.hpp"

#include <saccade/io/recording.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace saccade;
using namespace std::literals;
using host::csv_format;
using host::recording;
using host::recording_options;

namespace {
auto recognise(std::string_view text, recording_options options = {})
    -> std::optional<host::recognised_file> {
  return csv_format::recognise({.text = text, .file = "a.txt", .options = std::move(options)});
}

auto refusal(std::string_view text, recording_options options = {}) -> std::string {
  try {
    static_cast<void>(recognise(text, std::move(options)));
  } catch (host::error const& e) {
    return e.what();
  }
  return "not refused";
}

auto repeated(std::string_view line, int times) -> std::string {
  std::string all;
  for (int i = 0; i != times; ++i) all += line;
  return all;
}
}  // namespace

TEST_CASE("text whose layout is known is CSV") {
  for (auto const text :
       {"x,y,p,t\n"sv, "x,y,p,t"sv, "\xEF\xBB\xBFt\tx\ty\tp\r\n"sv, "1,2,0,10"sv,
        "# t x y p\n10 1 2 0\n"sv, "a title\nx,y,p,t\n1,2,0,10\n"sv, "x,y,p,t\na,b,c,d\n1,2\n"sv}) {
    INFO(text);
    CHECK(recognise(text));
  }
  auto const vendor = recognise("%geometry:1280,720\n1,2,0,10\n");
  REQUIRE(vendor);
  CHECK(vendor->sensor == geometry{1280, 720});
  CHECK(vendor->remark.empty());
  CHECK(recognise("0.000010 1 2 0\n", {.columns = "t,x,y,p", .time_unit = "s"}));
}

TEST_CASE("what is taken for granted is said") {
  CHECK(recognise("x,y,p,t\n1,2,0,10\n")->remark.empty());
  CHECK(recognise("1,2,0,10\n")->remark ==
        "no line names the columns, taken as x,y,p,t; --columns says otherwise");
  CHECK(recognise("x,y,p,t [s]\n1,2,0,0.1\n")->remark == "times are in s, as 't [s]' says");
  CHECK(recognise("x,y,p,t_us\n1,2,0,10\n")->remark.empty());
}

TEST_CASE("tables of numbers whose columns or unit cannot be known are refused with advice") {
  CHECK(refusal("0.000010 1 2 0\n0.000020 3 4 1\n") ==
        "a.txt: no line names the columns of '0.000010 1 2 0', say them, as in --columns t,x,y,p "
        "--time-unit s");
  CHECK(refusal("102 41 0 1\n") ==
        "a.txt: no line names the columns of '102 41 0 1', say them, as in --columns t,x,y,p");
  CHECK(refusal("a,b,c,d\n1,2,0,10\n") ==
        "a.txt: no line names the columns of '1,2,0,10', say them, as in --columns t,x,y,p");
  // Times first, and a first row that could be the vendor's.
  CHECK(refusal("10,7,1,0\n20,5,9,1\n30,5,8,1\n") ==
        "a.txt: no line names the columns, and '20,5,9,1' is not x,y,p,t, say them, as in "
        "--columns t,x,y,p");
  auto const fractions =
      "a.txt: times have fractions, as in '0.5,1,2,0', say their unit, as in --time-unit s"s;
  CHECK(refusal("t,x,y,p\n0,1,2,0\n0.5,1,2,0\n") == fractions);
  CHECK(refusal("0.5,1,2,0\n", {.columns = "t,x,y,p"}) == fractions);
  CHECK(refusal("x,y,p,t\n", {.columns = "q"}).starts_with("--columns: 'q'"));
  CHECK(refusal("x,y,p,t\n", {.time_unit = "min"}).starts_with("--time-unit: 'min'"));
  CHECK(refusal("t_us,x,y,p\n", {.time_unit = "s"}) ==
        "a.txt: times are in us as 't_us' says, give no other unit than that");
}

TEST_CASE("lines that end with carriage returns alone are called that") {
  for (auto const* const text : {"x,y,p,t\r1,2,1,5\r3,4,0,8\r", "1,2,1,5\r3,4,0,8"}) {
    CHECK(refusal(text) ==
          "a.txt: ends its lines with carriage returns alone, pass it through tr '\\r' '\\n'");
  }
}

TEST_CASE("text in UTF-16 is called that") {
  std::string little{"\xFF\xFE"};
  std::string big{"\xFE\xFF"};
  for (char const c : "x,y,p,t\n1,2,0,10"sv) {
    little += {c, '\0'};
    big += {'\0', c};
  }
  for (auto const& text : {little, big}) {
    CHECK(refusal(text) == "a.txt: is text in UTF-16, save it as UTF-8");
  }
  // Words of a camera that start like it.
  CHECK(!recognise("\xFF\xFE" + std::string(16, '\x80')));
}

TEST_CASE("titles above a table of the columns that the caller gives are passed over") {
  CHECK(recognise("A title\nof lines\nand lines\n10 1 2 0\n", {.columns = "t,x,y,p"}));
  CHECK(!recognise("A title\nof lines\nand lines\n", {.columns = "t,x,y,p"}));
}

TEST_CASE("single bad lines are no reason to refuse") {
  CHECK(recognise("t,x,y,p\n0.5,1,2,0\n" + repeated("1,1,2,0\n", 20)));
  CHECK(recognise("1,2,0,10\n1,2,7,10\n1,2,0,10\n"));
  // The start of a file ends anywhere in a line.
  CHECK(recognise("t,x,y,p\n1,1,2,0\n1."));
}

TEST_CASE("other text and bytes are not CSV, and nothing is said of them") {
  for (auto const text :
       {""sv, "\n\n"sv, "# nothing\n"sv, "<!DOCTYPE html>\n<html></html>\n"sv,
        "\x93NUMPY\x01\x00"sv,
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"sv,
        "class,startTime_usec,endTime_usec\n2,1e,3\n"sv, "x,y\0p,t\n"sv, "640 480\n255\n"sv}) {
    INFO(text);
    CHECK(!recognise(text));
    CHECK(!recognise(text, {.columns = "t,x,y,p"}));
  }
}

TEST_CASE("a recording passes on what its caller knows, and says what it takes for granted") {
  test::temporary_file const seconds{"seconds.txt", "0.000010 1 2 0\n0.000020 3 4 1\n"};
  recording const r{seconds.path, {.columns = "t,x,y,p", .time_unit = "s"}};
  test::heard said;
  auto const report = r.read(said);
  CHECK(report == decode_counters{.events = 2});
  CHECK(said.events == std::vector<event>{{10, 1, 2, polarity::off}, {20, 3, 4, polarity::on}});
  CHECK(r.remark().empty());

  test::temporary_file const bad{"bad.csv", "1,2,0,10\na,b,c,d\n"};
  recording const with_fault{bad.path};
  CHECK(with_fault.remark() ==
        "no line names the columns, taken as x,y,p,t; --columns says otherwise");
  CHECK(with_fault.read(said).first_fault == "line 2: 'a,b,c,d'");
}

TEST_CASE("real text recordings are read", "[recordings]") {
  auto const folder = test::recordings();
  if (folder.empty()) return;
  recording const noise{folder / "dvs128_noise/nothing_in_view.csv"};
  CHECK(noise.read([](event const&) {}, error_policy::strict) == decode_counters{.events = 76551});

  auto const digit = folder / "mnist_dvs/m00.txt";
  CHECK_THROWS_WITH(recording{digit}, Catch::Contains("'102 41 0 1', say them"));
  test::heard said;
  recording{digit, {.columns = "x,y,t,p"}}.read(said, error_policy::strict);
  REQUIRE(said.events.size() > 1000);
  CHECK(said.events.front() == event{0, 102, 41, polarity::on});
}
