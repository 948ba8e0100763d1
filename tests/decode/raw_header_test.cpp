// SPDX-License-Identifier: Apache-2.0
#include <saccade/decode/raw_header.hpp>

#include "support/catch.hpp"

#include <string_view>

using saccade::geometry;
using saccade::parse_raw_header;
using saccade::raw_format;
using saccade::raw_header_fault;
using namespace std::string_view_literals;

namespace {
// Written by a Gen3 camera's software in 2020.
constexpr auto old_style =
    "% Date 2020-09-14 09:03:25\n% firmware_version 2.0.2\n% integrator_name Prophesee\n"
    "% serial_number 30384338\n% system_ID 21\n% evt 2.0\n"sv;
constexpr auto new_style =
    "% camera_integrator_name Prophesee\n% evt 3.0\n% format EVT3;height=720;width=1280\n"
    "% generation 4.2\n% geometry 1280x720\n% system_ID 49\n% end\n"sv;

constexpr auto parsed_old = parse_raw_header(old_style);
static_assert(parsed_old.format == raw_format::evt2);
static_assert(parsed_old.format_name == "2.0");
static_assert(parsed_old.sensor == geometry{640, 480});
static_assert(!parsed_old.ended);
static_assert(parsed_old.text == old_style);
static_assert(parsed_old.value("Date") == "2020-09-14 09:03:25");
static_assert(parsed_old.value("format").empty());

constexpr auto parsed_new = parse_raw_header(new_style);
static_assert(parsed_new.format == raw_format::evt3);
static_assert(parsed_new.sensor == geometry{1280, 720});
static_assert(parsed_new.ended);

constexpr auto format(std::string_view text) {
  return parse_raw_header(text).format;
}
constexpr auto sensor(std::string_view text) {
  return parse_raw_header(text).sensor;
}
constexpr auto fault(std::string_view text) {
  return parse_raw_header(text).fault;
}

static_assert(format("") == raw_format::unknown);
static_assert(format("% format EVT21;width=320;height=320\n") == raw_format::evt21);
static_assert(format("% format HISTO3D\n") == raw_format::other);
static_assert(format("% evt 2.0\n% format EVT3\n") == raw_format::evt3);
static_assert(format("%   format \t EVT2 ; width = 4 ; height = 3\r\n") == raw_format::evt2);
static_assert(format("% Width 304\n% Version 2\n") == raw_format::unknown);

static_assert(sensor("% format EVT2;width=4;height=3\n") == geometry{4, 3});
static_assert(sensor("% evt 3.0\n% geometry 4x3\n% system_ID 49\n") == geometry{4, 3});
static_assert(sensor("% system_ID 49\n") == geometry{1280, 720});
static_assert(sensor("% system_ID 7\n") == geometry{});
static_assert(sensor("% system_ID 99999999999999999999\n") == geometry{});

static_assert(fault("% geometry 0x3\n") == raw_header_fault::geometry);
static_assert(fault("% geometry 0x0\n") == raw_header_fault::geometry);
static_assert(fault("% format EVT3;width=4\n") == raw_header_fault::geometry);
static_assert(fault("% geometry axb\n") == raw_header_fault::geometry);
static_assert(fault("% geometry 4\n") == raw_header_fault::geometry);
static_assert(fault("% geometry 70000x3\n") == raw_header_fault::geometry);
static_assert(fault("% format EVT3;width=-4;height=3\n") == raw_header_fault::geometry);
static_assert(fault("% format EVT3;width=4;height=3\n% geometry 3x4\n") ==
              raw_header_fault::disagrees);

// In any case, with tabs, by keys of their own, in both spellings of versions.
static_assert(format("% FORMAT evt3;HEIGHT=3;Width=4\n") == raw_format::evt3);
static_assert(sensor("% FORMAT evt3;HEIGHT=3;Width=4\n") == geometry{4, 3});
static_assert(format("%\tformat\tEVT2\n%\tgeometry\t4x3\n") == raw_format::evt2);
static_assert(sensor("%\tformat\tEVT2\n%\tgeometry\t4x3\n") == geometry{4, 3});
static_assert(sensor("% evt 2.0\n% width 640\n% height 480\n% end\n") == geometry{640, 480});
static_assert(sensor("% Height 480\n% Width 640\n") == geometry{640, 480});
static_assert(sensor("% width 640\n") == geometry{});
static_assert(format("% format EVT2.1\n") == raw_format::evt21);
static_assert(format("% format EVT3.0\n") == raw_format::evt3);
static_assert(format("% format EVT 2.0\n") == raw_format::evt2);
static_assert(format("% EVT 3.0\n") == raw_format::evt3);
static_assert(parse_raw_header("% evt 3.0\n% END\n% x\n").text == "% evt 3.0\n% END\n");
static_assert(parse_raw_header("%  Date  \t 2019-03-01 10:00 \r\n").value("date") ==
              "2019-03-01 10:00");

// Old software named the camera system alone.
static_assert(format("% system_ID 21\n") == raw_format::evt2);
static_assert(sensor("% system_ID 21\n") == geometry{640, 480});
static_assert(format("% system_ID 40\n") == raw_format::evt3);
static_assert(format("% system_ID 49\n") == raw_format::evt3);
static_assert(format("% system_ID 21\n% evt 3.0\n") == raw_format::evt3);
static_assert(format("% system_ID 7\n") == raw_format::unknown);

static_assert(fault("% evt 3.0\n% endianness little\n") == raw_header_fault::none);
static_assert(fault("% format EVT21;endianness=legacy\n") == raw_header_fault::none);
static_assert(fault("% format EVT3;endianness=big\n") == raw_header_fault::byte_order);
static_assert(fault("% evt 3.0\n% endianness BIG\n") == raw_header_fault::byte_order);
static_assert(fault("% width 640\n% height 0\n") == raw_header_fault::geometry);
static_assert(fault("% geometry 4x3\n% width 3\n% height 4\n") == raw_header_fault::disagrees);

constexpr auto faulty(std::string_view text) {
  return parse_raw_header(text).faulty_line;
}
static_assert(faulty("% evt 2.0\n% format EVT3\n% end\n") == "% format EVT3");
static_assert(faulty("% date x\n% geometry 0x3 \r\n") == "% geometry 0x3");
static_assert(faulty("% format EVT3;width=4\n") == "% format EVT3;width=4");
static_assert(faulty("% evt 3.0\n% endianness big\n") == "% endianness big");

static_assert(saccade::begins_header_line("%"));
static_assert(saccade::begins_header_line("% format EVT3;height=480;wid"));
static_assert(!saccade::begins_header_line(""));
static_assert(!saccade::begins_header_line("%evt"));
static_assert(!saccade::begins_header_line("% \x01"));
}  // namespace

TEST_CASE("a header ends behind % end, whatever the body looks like") {
  CHECK(parse_raw_header("% evt 3.0\n% end\n% evt 2.0\n").text == "% evt 3.0\n% end\n");
}

TEST_CASE("without % end a header ends where no header line starts") {
  CHECK(parse_raw_header("% evt 3.0\n\x10\x80\x25 "sv).text == "% evt 3.0\n");
  CHECK(parse_raw_header("% evt 3.0\n%evt 2.0\n"sv).text == "% evt 3.0\n");
  CHECK(parse_raw_header("\x10\x80"sv).text.empty());
}

// 0x2025 is EVT3's ADDR_X 37 and the text "% ".
TEST_CASE("a body that starts like a header line is a body if it is no text") {
  CHECK(parse_raw_header("% evt 3.0\n% \x01\x80\x0A"sv).text == "% evt 3.0\n");
  CHECK(parse_raw_header("% evt 3.0\n% no line end"sv).text == "% evt 3.0\n");
  CHECK(parse_raw_header("% evt 3.0\n% \x00\n"sv).text == "% evt 3.0\n");
  // This cannot be told from a header line; "% end" exists for it.
  CHECK(parse_raw_header("% evt 3.0\n% text\nbody").text == "% evt 3.0\n% text\n");
  CHECK(parse_raw_header("% evt 3.0\n% end\n% text\nbody").text == "% evt 3.0\n% end\n");
}
