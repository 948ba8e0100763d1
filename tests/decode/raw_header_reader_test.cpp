// SPDX-License-Identifier: Apache-2.0
#include <saccade/decode/raw_header_reader.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace sc = saccade;

namespace {

struct taken {
  std::string header{};
  std::string body{};
  bool ended{};
  sc::raw_header_fault fault{};

  friend auto operator==(taken const&, taken const&) -> bool = default;
};

template <std::size_t Capacity = 8192>
auto take(std::string_view stream, std::size_t chunk) -> taken {
  sc::raw_header_reader<Capacity> reader;
  taken result;
  auto const body = [&](std::span<std::byte const> bytes) {
    CHECK(reader.complete());
    for (auto const b : bytes) result.body += static_cast<char>(b);
  };
  while (!stream.empty()) {
    auto const part = stream.substr(0, chunk);
    reader.push(std::as_bytes(std::span{part}), body);
    stream.remove_prefix(part.size());
  }
  reader.finish(body);
  CHECK(reader.complete());
  result.header = reader.header().text;
  result.ended = reader.header().ended;
  result.fault = reader.header().fault;
  return result;
}

auto const evt3 =
    std::string{"% camera_integrator_name Prophesee\n% evt 3.0\n% geometry 640x480\n"};

}  // namespace

TEST_CASE("a header is taken off a stream whatever the cuts") {
  using namespace std::string_literals;
  for (auto const& body : {""s, "\x00\x80"s, "%"s, "% "s, "% \x01\n"s, "% text without an end"s,
                           "\x12\x34% evt 2.0\n"s, "plain text\n"s, std::string(20'000, '\xEE')}) {
    for (auto const& end : {""s, "% end\n"s}) {
      auto const expected = taken{evt3 + end, body, !end.empty()};
      for (std::size_t const chunk : {1U, 2U, 3U, 7U, 64U, 65536U}) {
        CAPTURE(body.substr(0, 30), end, chunk);
        CHECK(take(evt3 + end + body, chunk) == expected);
      }
    }
  }
}

TEST_CASE("a stream without a header is all body") {
  using namespace std::string_literals;
  for (auto const& body :
       {"\x00\x80\x01"s, "#!AER-DAT4.0\r\n"s, "t,x,y,p\n"s, "%"s, "% "s, "%x\n"s}) {
    for (std::size_t const chunk : {1U, 2U, 65536U}) {
      CHECK(take(body, chunk) == taken{"", body, false});
    }
  }
}

TEST_CASE("behind % end a line that looks like a header is body") {
  CHECK(take("% evt 3.0\n% end\n% evt 2.0\n", 1) ==
        taken{"% evt 3.0\n% end\n", "% evt 2.0\n", true});
}

TEST_CASE("a header beyond the capacity is a fault, and no byte is lost") {
  auto const lines = std::string{"% a 1\n% b 2\n% c 3\n"};
  for (std::size_t const chunk : {1U, 5U, 100U}) {
    CHECK(take<16>(lines, chunk) ==
          taken{"% a 1\n% b 2\n", "% c 3\n", false, sc::raw_header_fault::too_long});
    CHECK(take<12>(lines, chunk).fault == sc::raw_header_fault::too_long);
    CHECK(take<18>(lines, chunk) == taken{lines, "", false});
    CHECK(take<12>("% a 1\n% end\n\xEE", chunk) == taken{"% a 1\n% end\n", "\xEE", true});
  }
}

TEST_CASE("the parts of a body come as soon as they can") {
  sc::raw_header_reader reader;
  std::size_t seen = 0;
  auto const body = [&](std::span<std::byte const> bytes) { seen += bytes.size(); };
  auto const push = [&](std::string_view text) {
    reader.push(std::as_bytes(std::span{text}), body);
  };
  push("% evt 3.0\n");
  CHECK_FALSE(reader.complete());
  push("%");
  push(" end");
  CHECK_FALSE(reader.complete());
  push("\n");
  CHECK(reader.complete());
  CHECK(reader.header().format == sc::raw_format::evt3);
  CHECK(seen == 0);
  push("ab");
  CHECK(seen == 2);
}

TEST_CASE("a header is held against what a program decodes") {
  auto const against = [](std::string_view text) {
    auto const* const said =
        sc::mismatch(sc::parse_raw_header(text), sc::raw_format::evt3, {640, 480});
    return std::string{said == nullptr ? "" : said};
  };
  CHECK(against(evt3).empty());
  CHECK(against("% evt 3.0\n").empty());
  CHECK(against("") == "the stream has no RAW header");
  CHECK(against("% date today\n") == "the header names no format");
  CHECK(against("% evt 2.0\n% geometry 640x480\n") == "the header names another format");
  CHECK(against("% format EVT21;width=640;height=480\n") == "the header names another format");
  CHECK(against("% evt 3.0\n% geometry 1280x720\n") == "the header names another sensor size");
  CHECK(against("% evt 2.0\n% format EVT3;width=640;height=480\n") ==
        "header states two different formats");
  CHECK(sc::mismatch(sc::parse_raw_header(evt3), sc::raw_format::evt3, {}) == nullptr);
  CHECK(against("% evt 3.0\n% geometry 0x720\n") == "header states a sensor size that is none");
}
