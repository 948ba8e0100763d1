// SPDX-License-Identifier: Apache-2.0
#include "run/label_file.hpp"

#include "support/catch.hpp"
#include "support/temporary_file.hpp"

#include <saccade/io/error.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

using saccade::host::label_of;
using saccade::host::labelled_span;
using saccade::host::labelled_windows;

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
  CHECK(label_of(spans, 100, 50).label == 1U);
  CHECK(label_of(spans, 150, 50).label == 1U);
  CHECK(label_of(spans, 160, 50).label == 10U);
  CHECK(label_of(spans, 90, 50).label == std::nullopt);
  CHECK(label_of(spans, 260, 50).label == std::nullopt);
}

TEST_CASE("a run of windows is labelled window by window") {
  // The windows from 40 on: one without a label, two of class 1, one between, two of class 10.
  std::vector<labelled_span> const spans{{1, 100, 200}, {10, 240, 345}};
  CHECK(label_of(spans, 40, 50, 9) == labelled_windows{std::nullopt, 2});
  CHECK(label_of(spans, 140, 50, 7) == labelled_windows{1U, 1});
  CHECK(label_of(spans, 100, 50, 8) == labelled_windows{1U, 2});
  CHECK(label_of(spans, 200, 50, 6) == labelled_windows{std::nullopt, 1});
  CHECK(label_of(spans, 250, 50, 5) == labelled_windows{10U, 1, 1});
  CHECK(label_of(spans, 300, 50, 4) == labelled_windows{std::nullopt, 4});
  // The first span goes before the second from where it begins.
  std::vector<labelled_span> const over{{1, 200, 300}, {10, 0, 1000}};
  CHECK(label_of(over, 0, 50, 20) == labelled_windows{10U, 4, 1});
  CHECK(label_of(over, 200, 50, 16) == labelled_windows{1U, 2});
  CHECK(label_of(over, 300, 50, 14) == labelled_windows{10U, 14, 1});
}

TEST_CASE("labels hold for any times and lengths") {
  using limits = std::numeric_limits<std::int64_t>;
  auto const all = std::numeric_limits<std::uint64_t>::max();
  std::vector<labelled_span> const spans{{1, limits::min(), limits::max()}};
  CHECK(label_of(spans, limits::min(), 1, all) == labelled_windows{1U, all});
  CHECK(label_of(spans, limits::max(), 1, 1) == labelled_windows{std::nullopt, 1});
  CHECK(label_of(spans, 0, limits::max(), 2) == labelled_windows{1U, 1});
  CHECK(label_of(spans, 1, limits::max(), 2) == labelled_windows{std::nullopt, 2});
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
