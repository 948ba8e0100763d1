// SPDX-License-Identifier: Apache-2.0
#include "run/label_table.hpp"

#include "support/catch.hpp"

#include <saccade/io/error.hpp>
#include "simulate/labels.hpp"

#include <sstream>
#include <string>
#include <vector>

using saccade::host::label_row;
using saccade::host::names_recording;
using saccade::host::parse_label_table;

namespace {

auto refusal(std::string const& text) -> std::string {
  try {
    auto const labels = parse_label_table(text, "l.csv");
  } catch (saccade::host::error const& fault) {
    return fault.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a label table is read as the simulator writes it") {
  namespace sim = saccade::host::simulate;
  std::ostringstream out;
  sim::write_labels(out, {{"a.raw", sim::gesture::arm_roll, 3, 1, 0, 2'100'000},
                          {"b.raw", sim::gesture::other, 4, 0, 5, 9}});
  CHECK(
      parse_label_table(out.str(), "l.csv") ==
      std::vector<label_row>{{"a.raw", "arm_roll", 0, 2'100'000, 2}, {"b.raw", "other", 5, 9, 3}});
}

TEST_CASE("file and class are enough, in any order and among others") {
  CHECK(parse_label_table("class,subject,file\nother,7,\"a,b.raw\"\n", "l.csv") ==
        std::vector<label_row>{{"a,b.raw", "other", {}, {}, 2}});
  CHECK(parse_label_table("end_us,file,start_us,class\n,a,,x\n-1,a,-9,y\n", "l.csv") ==
        std::vector<label_row>{{"a", "x", {}, {}, 2}, {"a", "y", -9, -1, 3}});
}

TEST_CASE("a label table that says too little or nonsense is refused") {
  CHECK(refusal("file,subject\na,1\n") == "l.csv: has no column 'class'");
  CHECK(refusal("class\nx\n") == "l.csv: has no column 'file'");
  CHECK(refusal("file,class,start_us\na,x,0\n") ==
        "l.csv: has one of the columns 'start_us' and 'end_us' without the other");
  CHECK(refusal("file,class\n") == "l.csv: holds no labels");
  CHECK(refusal("file,class\n,x\n") == "l.csv:2: names no file");
  CHECK(refusal("file,class\na,\n") == "l.csv:2: names no class");
  for (auto const* times : {"0,", ",9", "0,x", "0,1.5", "0, 9", "0,9223372036854775808", "+1,9"}) {
    CAPTURE(times);
    CHECK(refusal(std::string{"file,class,start_us,end_us\na,x,"} + times + "\n") ==
          "l.csv:2: start_us and end_us are not both numbers of microseconds");
  }
  CHECK(refusal("file,class,start_us,end_us\na,x,9,8\n") == "l.csv:2: ends before it starts");
}

TEST_CASE("a row names the recording whose path ends as it says") {
  CHECK(names_recording("a.raw", "a.raw"));
  CHECK(names_recording("a.raw", "/some/folder/a.raw"));
  CHECK(names_recording("folder/a.raw", "/some/folder/a.raw"));
  CHECK(names_recording("./a.raw", "x/../a.raw"));
  CHECK(names_recording("/some/a.raw", "/some/a.raw"));
  CHECK_FALSE(names_recording("a.raw", "/some/folder/ba.raw"));
  CHECK_FALSE(names_recording("other/a.raw", "/some/folder/a.raw"));
  CHECK_FALSE(names_recording("folder/a.raw", "a.raw"));
}
