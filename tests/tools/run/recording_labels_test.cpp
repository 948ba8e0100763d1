// SPDX-License-Identifier: Apache-2.0
#include "run/recording_labels.hpp"

#include "support/catch.hpp"
#include "support/temporary_file.hpp"

#include <saccade/io/error.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include <unistd.h>

using saccade::host::labelled_span;

namespace {

std::vector<std::string> const classes{"clap", "wave"};

auto truth(std::string const& text, std::string const& recording, std::size_t recordings = 1)
    -> std::vector<labelled_span> {
  saccade::test::temporary_file const file{"labels.csv", text};
  return saccade::host::recording_labels{file.path}.of(recording, recordings, classes);
}

/// The error without the file's path.
auto refusal(std::string const& text, std::string const& recording = "a.raw",
             std::size_t recordings = 1) -> std::string {
  try {
    truth(text, recording, recordings);
  } catch (saccade::host::error const& fault) {
    std::string const what = fault.what();
    return what.substr(what.find("labels.csv"));
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a table labels each recording with its own rows") {
  std::string const text =
      "file,class,start_us,end_us\na.raw,wave,0,10\nb.raw,clap,5,7\na.raw,clap,10,20\n";
  auto const a = truth(text, "folder/a.raw", 2);
  CHECK(a == std::vector<labelled_span>{{1, 0, 10}, {0, 10, 20}});
  CHECK(truth(text, "b.raw", 2) == std::vector<labelled_span>{{0, 5, 7}});
}

TEST_CASE("a row without times labels the whole recording") {
  auto const found = truth(
      "\xEF\xBB\xBF"
      "class,file\r\nwave,a.raw\r\nunheard_of,b.raw\r\n",
      "a.raw");
  using limits = std::numeric_limits<saccade::timestamp_us>;
  CHECK(found == std::vector<labelled_span>{{1, limits::min(), limits::max()}});
}

TEST_CASE("DVS128 Gesture's spans label the only recording") {
  for (auto const* text : {"class,startTime_usec,endTime_usec\n2,0,10\n", "2,0,10\n",
                           "\xEF\xBB\xBF"
                           "class,startTime_usec,endTime_usec\r\n2,0,10"}) {
    CHECK(truth(text, "any.raw") == std::vector<labelled_span>{{1, 0, 10}});
  }
}

TEST_CASE("labels that do not fit the model or the recordings are refused") {
  CHECK(refusal("file,class\nb.raw,wave\n") == "labels.csv: has no label of a.raw");
  CHECK(refusal("file,class\nb.raw,wave\na.raw,Wave\n") ==
        "labels.csv:3: has class 'Wave', which the model does not");
  CHECK(refusal("file,class\na.raw,wave\na.raw,clap\n") ==
        "labels.csv:3: is not the only label of a.raw, which one has as a whole");
  CHECK(refusal("3,0,10\n") == "labels.csv: has class 3, the model knows 2");
  CHECK(refusal("2,0,10\n", "a.raw", 2) ==
        "labels.csv: names no files: it labels one recording, not 2");
  CHECK(refusal("x,0,10\n") == "labels.csv: has no column 'file'");
  CHECK(refusal("2;0;10\n") == "labels.csv:1: is not class,startTime_usec,endTime_usec");
  CHECK(refusal("") == "labels.csv: holds no labels");
}

TEST_CASE("a table in a file means the recordings that lie beside it") {
  auto const folder =
      std::filesystem::temp_directory_path() / ("saccade_labels_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder / "a");
  std::filesystem::create_directories(folder / "b");
  for (auto const* name : {"a/x.raw", "b/x.raw"}) std::ofstream{folder / name} << '.';
  std::ofstream{folder / "a/labels.csv"} << "file,class\nx.raw,wave\nelsewhere.raw,clap\n";
  saccade::host::recording_labels const labels{folder / "a/labels.csv"};
  CHECK(labels.of(folder / "a/x.raw", 2, classes).front().label == 1);
  CHECK_THROWS_AS(labels.of(folder / "b/x.raw", 2, classes), saccade::host::error);
  // One that is not there may be any of its name.
  CHECK(labels.of(folder / "b/elsewhere.raw", 2, classes).front().label == 0);
  std::filesystem::remove_all(folder);
}
