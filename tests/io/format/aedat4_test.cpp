// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/format/aedat4.hpp>

#include "support/aedat4_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_file.hpp"
#include "support/words.hpp"

#include <saccade/io/recording.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace saccade;
using host::aedat4_compression;
using test::aedat4_file;
using test::temporary_file;

namespace {

auto const left = std::vector<event>{{5, 1, 2, polarity::on}};
auto const right = std::vector<event>{{6, 3, 4, polarity::off}, {7, 3, 4, polarity::on}};

auto stereo() -> std::string {
  aedat4_file file{aedat4_compression::lz4};
  file.packet(0, test::events_payload(left));
  file.packet(2, test::events_payload(right));
  return file.bytes();
}

/// Behind the file's name; "" if it can be opened.
auto error_of(std::string_view content, std::optional<int> stream = {}) -> std::string {
  temporary_file const file{"e.aedat4", content};
  try {
    host::recording const r{file.path, {.stream = stream}};
  } catch (host::error const& e) {
    std::string const message = e.what();
    auto const name = file.path.string() + ": ";
    REQUIRE(message.starts_with(name));
    CHECK(message.find('\n') == std::string::npos);
    return message.substr(name.size());
  }
  return {};
}

}  // namespace

TEST_CASE("an AEDAT4 recording delivers the stream of events that was asked for") {
  temporary_file const file{"f.aedat4", stereo()};
  host::recording const first{file.path};
  CHECK(first.sensor() == geometry{346, 260});
  test::heard said;
  auto const report = first.read(said);
  CHECK(said.events == left);

  host::recording const other{file.path, {.stream = 2}};
  CHECK(!other.sensor().known());
  test::heard more;
  other.read(more);
  CHECK(more.events == right);

  auto const text = [](std::vector<host::recorded_stream> const& streams) {
    std::string out;
    for (auto const& s : streams) {
      out += std::to_string(s.number) + s.type + (s.read ? '+' : '-') + std::to_string(s.packets) +
             ':' + std::to_string(s.elements) + ' ';
    }
    return out;
  };
  CHECK(text(first.streams()) == "4FRME-0:0 0EVTS+0:0 1TRIG+0:0 2EVTS-0:0 ");
  CHECK(text(report.streams) == "4FRME-0:0 0EVTS+1:1 1TRIG+0:0 2EVTS-1:0 ");
}

TEST_CASE("a number that is no stream of AEDAT4 events is refused with those that are") {
  CHECK(error_of(stereo(), 1) ==
        "has no stream of events 1; choose one of those it has: --stream 0, 2");
  CHECK(error_of(aedat4_file{aedat4_compression::none, "<dv/>"}.bytes()) ==
        "holds no stream of events");
  CHECK(error_of("x,y,p,t\n1,2,0,3\n", 0) == "has no numbered streams; leave out --stream");
}

TEST_CASE("an AEDAT4 file that is cut within its header is called that") {
  auto const file = stereo();
  auto const header = aedat4_file{aedat4_compression::lz4}.packets_begin();
  for (auto size = std::string_view{"#!AER-DAT4"}.size(); size != header; ++size) {
    CHECK(error_of(std::string_view{file}.substr(0, size))
              .starts_with("ends within its AEDAT 4.0 header, after " + std::to_string(size) +
                           " of at least "));
  }
  CHECK(error_of(std::string_view{file}.substr(0, 100)) ==
        "ends within its AEDAT 4.0 header, after 100 of at least " + std::to_string(header) +
            " bytes: copy or record it again");
  CHECK(error_of(std::string_view{file}.substr(0, header)).empty());
}

TEST_CASE("a damaged AEDAT4 header is refused with what is wrong") {
  auto file = stereo();
  file.replace(file.find("346"), 3, "3t6");
  CHECK(error_of(file) ==
        "is damaged: its AEDAT 4.0 header states sizeX '3t6' for stream 0; copy or record it "
        "again");
  file[host::aedat4_magic.size() + 3] = '\x7F';
  CHECK(error_of(file).starts_with("is damaged: its AEDAT 4.0 header states a length of "));
  file.erase(host::aedat4_magic.size() - 2, 1);
  CHECK(error_of(file) ==
        "is damaged: its first line, AEDAT 4.0, does not end in CR LF as it must; if it was "
        "copied as text, copy it as binary data");
}
