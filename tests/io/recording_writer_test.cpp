// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/recording_writer.hpp>

#include <saccade/io/recording.hpp>

#include "support/catch.hpp"
#include "support/file.hpp"
#include "support/random_events.hpp"
#include "support/temporary_file.hpp"
#include "support/words.hpp"

#include <filesystem>
#include <fstream>
#include <variant>
#include <vector>

using namespace saccade;
using host::recording;
using host::recording_format;
using host::recording_writer;

TEST_CASE("what is written reads back, as EVT2, EVT3 and CSV") {
  test::temporary_file const temporary{"written"};
  auto const& file = temporary.path;
  auto const items = test::random_items(1, 20000, evt_last_time, 16);
  for (auto const format :
       {recording_format::evt2, recording_format::evt3, recording_format::csv}) {
    bool const csv = format == recording_format::csv;
    recording_writer out{file, format, {2048, 2048}};
    std::vector<test::item> kept;
    for (auto const& item : items) {
      std::visit(out, item);
      if (!csv || std::holds_alternative<event>(item)) kept.push_back(item);
    }
    out.close();
    recording const in{file};
    CHECK(in.format() == format);
    CHECK(in.sensor() == (csv ? geometry{} : geometry{2048, 2048}));
    test::item_list said;
    in.read(said, error_policy::strict);
    CHECK(said.items == kept);
  }
}

TEST_CASE("a RAW header states format and sensor") {
  test::temporary_file const temporary{"written"};
  auto const& file = temporary.path;
  recording_writer{file, recording_format::evt3, {1280, 720}}.close();
  CHECK(test::read_file(file) ==
        "% evt 3.0\n% format EVT3;height=720;width=1280\n% geometry 1280x720\n% end\n");
  recording_writer{file, recording_format::evt2, {}}.close();
  CHECK(test::read_file(file) == "% evt 2.0\n% format EVT2\n% end\n");
}

TEST_CASE("an unfinished recording is removed") {
  test::temporary_file const temporary{"written"};
  auto const& file = temporary.path;
  {
    recording_writer out{file, recording_format::evt3, {}};
    out(event{5, 1, 1, polarity::on});
    CHECK_THROWS_AS(out(event{4, 1, 1, polarity::on}), host::error);
  }
  CHECK(!std::filesystem::exists(file));
}

TEST_CASE("files that cannot be written are refused") {
  test::temporary_file const temporary{"written"};
  auto const& file = temporary.path;
  CHECK_THROWS_AS((recording_writer{"/nowhere/x.raw", recording_format::evt3, {}}), host::error);
  CHECK_THROWS_AS((recording_writer{file, recording_format::aedat4, {}}), host::error);
  CHECK(!std::filesystem::exists(file));
}
