// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/recording.hpp>

#include "support/catch.hpp"
#include "support/recordings.hpp"
#include "support/temporary_file.hpp"
#include "support/words.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>

#include <sys/stat.h>

using namespace saccade;
using host::recording;
using host::recording_format;
using namespace std::string_view_literals;

namespace {
using test::temporary_file;

// TIME_HIGH 1, TIME_LOW 2, row 3, ON at x 4.
constexpr auto evt3_words = "\x01\x80\x02\x60\x03\x00\x04\x28"sv;
auto const expected = std::vector<event>{{4098, 4, 3, polarity::on}};

auto events_of(recording const& r) {
  test::heard said;
  auto const counters = r.read(said);
  CHECK(counters.events == said.events.size());
  return said.events;
}

auto error_of(std::filesystem::path const& path) -> std::string {
  try {
    recording const r{path};
    r.read([](event const&) {}, error_policy::strict);
  } catch (host::error const& e) {
    return e.what();
  }
  return {};
}
}  // namespace

TEST_CASE("a recording's format comes from its content, not its name") {
  temporary_file const file{"a.csv",
                            std::string{"% evt 3.0\n% geometry 8x6\n% end\n"}.append(evt3_words)};
  recording const r{file.path};
  CHECK(r.format() == recording_format::evt3);
  CHECK(r.sensor() == geometry{8, 6});
  CHECK(events_of(r) == expected);
  CHECK(events_of(r) == expected);  // each read starts anew
}

TEST_CASE("words without a header can be read when the caller knows the format") {
  temporary_file const file{"b.bin", evt3_words};
  CHECK(events_of(recording{file.path, {.expected = recording_format::evt3}}) == expected);
  CHECK(error_of(file.path) ==
        file.path.string() +
            ": has no header, and its bytes may be evt3: say which with --input-format");

  temporary_file const headed{"b.raw", std::string{"% Date 2020-01-01\n"}.append(evt3_words)};
  CHECK(events_of(recording{headed.path, {.expected = recording_format::evt3}}) == expected);
  CHECK(error_of(headed.path) == headed.path.string() +
                                     ": names no format in its header, and its bytes may be evt3: "
                                     "say which with --input-format");
}

TEST_CASE("a wrong word of the caller is answered with what the file is") {
  auto const refusal = [](std::string_view content, recording_format said) -> std::string {
    temporary_file const file{"w.bin", content};
    try {
      recording const r{file.path, {.expected = said}};
      return std::string{r.format().name()};
    } catch (host::error const& e) {
      return std::string{e.what()}.substr(file.path.string().size());
    }
  };
  CHECK(refusal(evt3_words, recording_format::evt2) ==
        ": does not look like evt2, but like evt3: say that with --input-format");
  CHECK(refusal("\x1f\x8b\x08\0\0\0\0\0"sv, recording_format::evt3) ==
        ": is packed with gzip, which is not read: unpack it first");
  CHECK(refusal("x,y,p,t\n4,3,1,4098\n"sv, recording_format::evt3) ==
        ": is csv, not evt3: leave out --input-format");
  CHECK(refusal("% evt 2.0\n% end\n"sv, recording_format::evt3) ==
        ": is evt2, not evt3: leave out --input-format");
  CHECK(refusal("#!AER-DAT2.0\r\n"sv, recording_format::evt2) ==
        ": AEDAT 2.0 is not supported, only AEDAT 4.0 is");
}

TEST_CASE("a sensor can be given where the file states none, and no other one where it does") {
  temporary_file const silent{"g.csv", "x,y,p,t\n4,3,1,4098\n8,3,1,4099\n"};
  recording const given{silent.path, {.sensor = {8, 6}}};
  CHECK(given.sensor() == geometry{8, 6});
  test::heard said;
  CHECK(given.read(said) == decode_counters{.events = 1, .out_of_range = 1});

  temporary_file const stating{
      "h.raw", std::string{"% evt 3.0\n% geometry 8x6\n% end\n"}.append(evt3_words)};
  CHECK(recording{stating.path, {.sensor = {8, 6}}}.sensor() == geometry{8, 6});
  try {
    recording const other{stating.path, {.sensor = {64, 48}}};
    FAIL("accepted");
  } catch (host::error const& e) {
    CHECK(e.what() == stating.path.string() + ": states a sensor of 8x6, not 64x48");
  }
}

TEST_CASE("CSV is a recording too") {
  temporary_file const file{"c.txt", "x,y,p,t\n4,3,1,4098\n"};
  recording const r{file.path};
  CHECK(r.format() == recording_format::csv);
  CHECK(r.sensor() == geometry{});
  CHECK(events_of(r) == expected);
}

TEST_CASE("files that cannot be read are refused in one line that names them") {
  CHECK(error_of("/nowhere/x.raw") ==
        "/nowhere/x.raw: cannot be opened: No such file or directory");
  CHECK(error_of(std::filesystem::temp_directory_path()).find("is a directory") !=
        std::string::npos);
  for (auto const& [content, what] :
       {std::pair{"#!AER-DAT2.0\r\n"sv, "AEDAT 2.0 is not supported"},
        std::pair{"#!AER-DAT4.0\r\n\x10\x00\x00\x00"sv, "ends within its AEDAT 4.0 header"},
        std::pair{"#!AER-DAT\r\n\r\n"sv, "AEDAT is not supported"},
        std::pair{"% format EVT21\n% end\n"sv, "RAW format EVT21 is not supported"},
        std::pair{"% evt 3.0\n% geometry 0x0\n"sv, "sensor size that is none"},
        std::pair{""sv, "is empty"}}) {
    temporary_file const file{"d.raw", content};
    auto const message = error_of(file.path);
    CHECK(message.find(what) != std::string::npos);
    CHECK(message.find(file.path.string()) == 0);
    CHECK(message.find('\n') == std::string::npos);
  }
}

TEST_CASE("a pipe is read once, from the bytes that told its format on") {
  temporary_file const pipe{"pipe.raw"};
  REQUIRE(::mkfifo(pipe.path.c_str(), 0600) == 0);
  auto const text = std::string{"% evt 3.0\n"}.append(evt3_words);
  std::thread writer{[&] { std::ofstream{pipe.path} << text; }};
  recording const r{pipe.path};
  writer.join();
  CHECK(!r.can_read_again());
  CHECK(events_of(r) == expected);
  CHECK_THROWS_WITH(events_of(r), pipe.path.string() +
                                      ": can be read once only, and has been: "
                                      "save it to a file first");
}

TEST_CASE("a header of unreasonable length is refused, not decoded") {
  std::string text = "% evt 3.0\n";
  while (text.size() < 100'000) text += "% key value\n";
  temporary_file const file{"f.raw", text};
  CHECK(error_of(file.path).find("longer than 32 KiB") != std::string::npos);
}

TEST_CASE("a header that cannot be read is quoted") {
  auto const refusal = [](std::string const& text) {
    temporary_file const file{"header.raw", text};
    auto const message = error_of(file.path);
    REQUIRE(message.starts_with(file.path.string() + ": "));
    return message.substr(file.path.string().size() + 2);
  };
  CHECK(refusal("% evt 3.0\n% format EVT3;height=480;wid") ==
        "ends within its header: '% format EVT3;height=480;wid'");
  CHECK(refusal("% ev") == "ends within its header: '% ev'");
  CHECK(refusal("% evt 3.0\n% geometry 640\n% end\n") ==
        "header states a sensor size that is none: '% geometry 640'");
  CHECK(refusal("% evt 2.0\n% format EVT3\n") ==
        "header states two different formats: '% format EVT3'");
  CHECK(refusal("% format EVT3;endianness=big\n") ==
        "header states another byte order than little-endian: '% format EVT3;endianness=big'");
  CHECK(refusal("% evt 3.0\n% key " + std::string(100'000, 'x') + "\n% end\n") ==
        "has a header line of more than 32 KiB");
}

TEST_CASE("what does not look like words is read as such by force alone") {
  temporary_file const file{"text.bin", "These are no words, but bytes of text all the same."};
  for (auto const format : {recording_format::evt2, recording_format::evt3}) {
    try {
      recording const refused{file.path, {.expected = format}};
      FAIL("accepted");
    } catch (host::error const& e) {
      CHECK(std::string{e.what()}.find("does not look like " + std::string{format.name()}) !=
            std::string::npos);
      CHECK(std::string{e.what()}.find("--force") != std::string::npos);
    }
    CHECK(recording{file.path, {.expected = format, .force = true}}.format() == format);
  }
}

TEST_CASE("a strict read says what is wrong and where in the file") {
  temporary_file const file{"e.raw",
                            std::string{"% evt 3.0\n"}.append(evt3_words).append("\x99\x99")};
  CHECK(error_of(file.path) == file.path.string() + ": unknown word type at byte 18");
}

TEST_CASE("the project's own recordings decode to what their script says") {
  for (auto const* const name : {"moving_bar_evt2.raw", "moving_bar_evt3.raw"}) {
    recording const r{std::filesystem::path{SACCADE_TEST_DATA} / name};
    CHECK(r.sensor() == geometry{64, 48});
    test::event_hash events;
    test::trigger_hash triggers;
    auto const counters = r.read(events, error_policy::strict);
    r.read(triggers, error_policy::strict);
    // Printed by make_recordings.py.
    CHECK(counters == decode_counters{.events = 860, .triggers = 8});
    CHECK(events.value == 0x2160A88903B4CDD0);
    CHECK(triggers.value == 0x3EFCE3329BDB77F5);
  }
}

TEST_CASE("real recordings are recognised and read", "[recordings]") {
  auto const folder = test::recordings();
  if (folder.empty()) return;
  recording const evt2{folder / "prophesee/gen3_evt2.raw"};
  CHECK(evt2.format() == recording_format::evt2);
  CHECK(evt2.sensor() == geometry{640, 480});
  test::event_hash hash;
  evt2.read(hash, error_policy::strict);
  CHECK(hash.value == 0x770A72B00749351B);

  recording const aedat{folder / "aedat4/davis346_b.aedat4"};
  CHECK(aedat.format() == recording_format::aedat4);
  CHECK(aedat.sensor() == geometry{346, 260});
  auto const events = events_of(aedat);
  REQUIRE(events.size() == 269855);
  CHECK(events.front() == event{1609994792216673, 20, 217, polarity::off});
  CHECK(events.back() == event{1609994793356624, 226, 127, polarity::off});
}

TEST_CASE("a recording with lost words is read with its faults counted", "[recordings]") {
  auto const folder = test::recordings();
  if (folder.empty()) return;
  recording const lossy{folder / "prophesee/genx320_evt2_headerless_lossy.bin",
                        {.expected = recording_format::evt2}};
  auto const counters = lossy.read([](event const&) {});
  CHECK(counters ==
        decode_counters{.events = 672608, .backward_time = 783, .words_before_sync = 3});
  timestamp_us last = 0;
  bool monotone = true;
  auto const same = lossy.read(
      [&](event const& e) {
        monotone = monotone && e.t >= last;
        last = e.t;
      },
      error_policy::clamp_time);
  CHECK(monotone);
  CHECK(same == counters);
}
