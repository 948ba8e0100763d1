// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/unknown_file.hpp>

#include "support/catch.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using saccade::host::describe_unknown_file;
using saccade::host::name_foreign_file;
using namespace std::string_view_literals;

namespace {

auto padded(std::string_view start) -> std::string {
  return std::string{start} + std::string(300, '\0');
}

}  // namespace

TEST_CASE("known beginnings are called by their names") {
  for (auto const& [start, name] : std::vector<std::pair<std::string_view, std::string>>{
           {"\x89HDF\r\n\x1a\n"sv, "is an HDF5 file"},
           {"\x93NUMPY\x01\x00"sv, "is a NumPy array"},
           {"#ROSBAG V2.0\n"sv, "is a ROS bag"},
           {"\x89MCAP0\r\n"sv, "is an MCAP file"},
           {"SQLite format 3\0"sv, "is an SQLite database"},
           {"Event Stream\x02\x00\x00\x01"sv, "is an Event Stream file"},
           {"\x1f\x8b\x08\x00"sv, "is packed with gzip"},
           {"PK\x03\x04"sv, "is a zip archive"},
           {"\x28\xb5\x2f\xfd"sv, "is packed with zstd"},
           {"7z\xbc\xaf\x27\x1c"sv, "is a 7-Zip archive"},
           {"\x89PNG\r\n\x1a\n"sv, "is a PNG picture"},
           {"\0\0\0\x18"
            "ftypmp42"sv,
            "is an MP4 video"},
           {"version https://git-lfs.github.com/spec/v1\n"sv, "is a Git LFS pointer"},
           {"<!DOCTYPE html><html></html>\n"sv, "is an HTML page"},
           {"\n <HTML>"sv, "is an HTML page"},
           {"\x08\x07\x12\x07pytorch"sv, "is an ONNX network"},
           {"% Data file containing CD events.\n% Version 2\n\x0c\x08"sv, "is a DAT file"},
           {"% Version 2\n% Width 304\n% Height 240\n% end\n\x0c\x08"sv, "is a DAT file"}}) {
    auto const said = describe_unknown_file(padded(start));
    INFO(said);
    CHECK(said.starts_with(name));
    CHECK(said.find(", which is not read: ") != std::string::npos);
    CHECK(said.find("evt") == std::string::npos);
  }
}

TEST_CASE("an archive whose name stands further on is found") {
  std::string tar(512, 'a');
  tar.replace(257, 5, "ustar");
  CHECK(describe_unknown_file(tar).starts_with("is a tar archive"));
}

TEST_CASE("what is no file of any kind says what it holds") {
  CHECK(describe_unknown_file("") == "is empty: a download or a recording that did not finish?");
  CHECK(describe_unknown_file(padded("")) == "holds zeros only: a download that did not finish?");
  CHECK(describe_unknown_file("#!AER-D") ==
        "ends within its first line: a download that did not finish?");
  CHECK(describe_unknown_file("Dear reader,\nthis is a letter.\n") ==
        "is text, but no table of events that is known; its first line is 'Dear reader,'");
  CHECK(describe_unknown_file("{\"t\": [1, 2]}\n").starts_with("is JSON, which is not read: "));
  CHECK(describe_unknown_file("na\xC3\xAFve\x80\n") ==
        "is text, but no table of events that is known; its first line is 'na\\xC3\\xAFve\\x80'");
  CHECK(describe_unknown_file(std::string(40, '\xff')).starts_with("is no known format"));
  CHECK(describe_unknown_file("\0\0\0\0\0\0\0\x80\x01\0\0\0\0\0\0\x10"sv) ==
        "is EVT 2.1 without a header, which is not read: pass EVT 2.0 or EVT 3.0");
  CHECK(describe_unknown_file("\x01\xfe\x80 and no text"sv) ==
        "is no known format (its first bytes are 01 fe 80 20 61 6e 64 20)");
}

TEST_CASE("only what is beyond doubt is named against a caller's word") {
  for (auto const doubtful :
       {"% Version 2\n\x01\x80\x02\x60"sv, "Dear reader,\n"sv, "{}"sv, "\x01\xfe\x80 and no text"sv,
        ""sv, "\x01\x80\x02\x60\x03\x00\x04\x28"sv}) {
    CHECK(name_foreign_file(doubtful).empty());
  }
  CHECK(name_foreign_file("#ROSBAG V2.0\n") == describe_unknown_file("#ROSBAG V2.0\n"));
  CHECK(name_foreign_file("\0\0"sv) == "holds zeros only: a download that did not finish?");
}

TEST_CASE("five-byte events are told by their times") {
  std::string events;
  for (unsigned t = 0; t != 60'000; t += 1000) {
    events += {'\x03', '\x04', static_cast<char>(0x80U | t >> 16U),
               static_cast<char>(t >> 8U & 0xFFU), static_cast<char>(t & 0xFFU)};
  }
  CHECK(describe_unknown_file(events).starts_with("is a file of five-byte events"));
  std::string same;
  for (int i = 0; i != 20; ++i) same += "\x03\x04\x80\x00\x0a\x05\x06\x00\x00\x14"sv;
  CHECK(describe_unknown_file(same).starts_with("is a file of five-byte events"));
}
