// SPDX-License-Identifier: Apache-2.0
#include <saccade/host/label_file.hpp>

#include "support/catch.hpp"
#include "support/temporary_file.hpp"

#include <saccade/host/error.hpp>

#include <optional>
#include <string>
#include <vector>

using saccade::host::label_of;
using saccade::host::labelled_span;

namespace {

auto parsed(std::string const& text) -> std::vector<labelled_span> {
  saccade::test::temporary_file const file{"labels.csv", text};
  return saccade::host::read_label_file(file.path);
}

auto refusal(std::string const& text) -> std::string {
  try {
    parsed(text);
  } catch (saccade::host::error const& fault) {
    return fault.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a label file is read as DVS128 Gesture stores it") {
  auto const spans = parsed("class,startTime_usec,endTime_usec\n2,100,200\r\n\n11,150,300");
  REQUIRE(spans == std::vector<labelled_span>{{1, 100, 200}, {10, 150, 300}});
}

TEST_CASE("a window has the label of the first span that holds all of it") {
  std::vector<labelled_span> const spans{{1, 100, 200}, {10, 150, 300}};
  CHECK(label_of(spans, 100, 150) == 1U);
  CHECK(label_of(spans, 150, 200) == 1U);
  CHECK(label_of(spans, 160, 210) == 10U);
  CHECK(label_of(spans, 90, 140) == std::nullopt);
  CHECK(label_of(spans, 260, 310) == std::nullopt);
}

TEST_CASE("a line that is no label is refused with its number") {
  std::string const head = "class,startTime_usec,endTime_usec\n1,0,10\n";
  for (auto const* line :
       {"0,0,10", "1,10,0", "1,0", "1,0,10,4", "x,0,10", "1;0;10", "99999999999999999999,0,1"}) {
    CAPTURE(line);
    CHECK(refusal(head + line).find("labels.csv:3: is not class,") != std::string::npos);
  }
  CHECK_THROWS_AS(saccade::host::read_label_file("/nowhere"), saccade::host::error);
  CHECK_THROWS_AS(saccade::host::read_label_file("/"), saccade::host::error);
  CHECK(refusal("class,startTime_usec,endTime_usec\n").find("holds no labels") !=
        std::string::npos);
}
