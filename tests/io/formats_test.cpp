// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/formats.hpp>

#include "recipes/toy_format.hpp"
#include "support/catch.hpp"
#include "support/file.hpp"
#include "support/temporary_file.hpp"
#include "support/words.hpp"

#include <saccade/io/error.hpp>
#include <saccade/io/recording.hpp>
#include <saccade/io/recording_writer.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

using namespace saccade;
using test::temporary_file;

namespace {

using with_toy = host::all_formats::with<test::toy_format>;
using recording = host::basic_recording<with_toy>;

auto const expected = std::vector<event>{{7, 4, 3, polarity::on}, {9, 5, 2, polarity::on}};
constexpr std::string_view toy_events{"\x04\x03\x07\x05\x02\x09", 6};

auto events_of(recording const& r) -> std::vector<event> {
  test::heard said;
  r.read(said);
  return said.events;
}

}  // namespace

static_assert(with_toy::named("toy") == test::toy_format::format);
static_assert(!host::all_formats::named("toy"));
static_assert(host::all_formats::written_as("raw") == host::recording_format::evt3);
static_assert(!host::all_formats::written_as("aedat4"));

TEST_CASE("a format that only a test knows is read by its content") {
  temporary_file const file{"a.raw", "TOY\n" + std::string{toy_events}};
  recording const r{file.path};
  CHECK(r.format() == test::toy_format::format);
  CHECK(r.sensor() == geometry{8, 6});
  CHECK(events_of(r) == expected);
  CHECK_THROWS_AS(host::recording{file.path}, host::error);
}

TEST_CASE("a format that only a test knows is read by its name") {
  temporary_file const file{"b.bin", toy_events};
  CHECK(events_of(recording{file.path, {.expected = with_toy::named("toy")}}) == expected);
  try {
    recording const nameless{file.path};
    FAIL("accepted");
  } catch (host::error const& e) {
    CHECK(e.what() == file.path.string() +
                          ": has no header, and its bytes may be toy: say which with "
                          "--input-format");
  }
}

TEST_CASE("a format that only a test knows is written") {
  temporary_file const file{"c.toy"};
  host::basic_recording_writer<with_toy> out{file.path, *with_toy::written_as("toy"), {8, 6}};
  for (auto const& e : expected) out(e);
  out.close();
  CHECK(events_of(recording{file.path}) == expected);
}

TEST_CASE("a file of a known format is none that the caller says instead") {
  auto const refusal = [](temporary_file const& file, host::recording_format said) -> std::string {
    try {
      recording const r{file.path, {.expected = said}};
      return {};
    } catch (host::error const& e) {
      return std::string{e.what()}.substr(file.path.string().size());
    }
  };
  temporary_file const text{"d.csv", "x,y,p,t\n4,3,1,7\n"};
  CHECK(refusal(text, *with_toy::named("toy")) == ": is csv, not toy: leave out --input-format");
  temporary_file const toy{"d.toy", "TOY\n" + std::string{toy_events}};
  CHECK(refusal(toy, host::recording_format::evt3) ==
        ": is toy, not evt3: leave out --input-format");
  CHECK(refusal(toy, test::toy_format::format).empty());
}

TEST_CASE("the README's table has every format, and says which are written") {
  auto const readme = test::read_file(std::filesystem::path{SACCADE_TEST_DATA} / "../../README.md");
  host::all_formats::for_each([&]<typename Format>() {
    auto const row = readme.find("| " + std::string{Format::title} + " ");
    INFO(Format::title);
    REQUIRE(row != std::string::npos);
    auto const line = readme.substr(row, readme.find('\n', row) - row);
    CHECK(line.find(" `" + std::string{Format::format.name()} + "` ") != std::string::npos);
    CHECK(line.ends_with("| |") != host::writable_format<Format>);
  });
}
