// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/csv.hpp>

#include "support/catch.hpp"
#include "support/file.hpp"
#include "support/random_events.hpp"
#include "support/words.hpp"

#include <algorithm>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>

using namespace saccade;
using host::csv_decoder;
using host::csv_writer;

namespace {
struct decoded_text : test::decoded {
  std::string first_fault{};
};

auto decode(std::string_view text, decoder_options options = {}, std::size_t chunk = SIZE_MAX,
            host::csv_options const& of_text = {}) -> decoded_text {
  decoded_text all;
  csv_decoder decoder{options, of_text};
  for (std::size_t at = 0; at < text.size(); at += std::min(chunk, text.size() - at)) {
    decoder.push(test::bytes_of(text.substr(at, chunk)), all.said);
  }
  all.result = decoder.finish(all.said);
  all.counters = decoder.counters();
  all.first_fault = decoder.first_fault();
  return all;
}

auto const two_events = std::vector<event>{{10, 1, 2, polarity::off}, {20, 3, 4, polarity::on}};
}  // namespace

TEST_CASE("CSV gives back what was written, in any chunks") {
  std::ostringstream out;
  csv_writer writer{out};
  std::vector<event> events{{std::numeric_limits<timestamp_us>::min(), 65535, 65535, polarity::on},
                            {-1, 0, 0, polarity::off},
                            {std::numeric_limits<timestamp_us>::max(), 1, 2, polarity::on}};
  for (auto const& e : events) writer(e);
  CHECK(out.str() ==
        "x,y,p,t\n65535,65535,1,-9223372036854775808\n0,0,0,-1\n1,2,1,9223372036854775807\n");
  for (auto const chunk : std::vector<std::size_t>{1, 7, 65536}) {
    auto const all = decode(out.str(), {.policy = error_policy::strict}, chunk);
    CHECK(all.said.events == events);
    CHECK(all.counters == decode_counters{.events = 3});
  }
}

TEST_CASE("CSV line ends: CR LF, blank lines, none at the end") {
  auto const all = decode("x,y,p,t\r\n1,2,1,3\r\n\r\n\n4,5,0,6");
  CHECK(all.said.events == std::vector<event>{{3, 1, 2, polarity::on}, {6, 4, 5, polarity::off}});
  CHECK(all.counters == decode_counters{.events = 2});
}

TEST_CASE("CSV lines that are no events are counted") {
  for (std::string const line : {"x,y,p,t", "1,2,1", "1,2,1,", "1,2,1,3,4", "1,2,2,3", "1,2,1,3.5",
                                 "1.5,2,1,3", "1,2,1,9223372036854775808", "a,b,c,d", ","}) {
    CHECK(decode("x,y,p,t\n" + line + "\n1,2,1,3\n").counters ==
          decode_counters{.events = 1, .unknown_words = 1});
    auto const strict = decode("x,y,p,t\n" + line + "\n", {.policy = error_policy::strict});
    CHECK(strict.result.status == status::unknown_word);
    CHECK(strict.result.offset == 8);
  }
  CHECK(decode("x,y,p,t\n1,2,1,3" + std::string(5000, ' ') + "\n").counters.unknown_words == 1);
}

TEST_CASE("CSV events outside the sensor and steps back are counted") {
  auto const text = "x,y,p,t\n640,0,1,5\n-1,0,1,5\n0,65536,1,5\n639,479,1,5\n1,1,1,4\n";
  auto const all = decode(text, {.sensor = {640, 480}});
  CHECK(all.counters == decode_counters{.events = 2, .out_of_range = 3, .backward_time = 1});
  auto const clamped = decode(text, {.policy = error_policy::clamp_time});
  CHECK(clamped.said.events.back().t == 5);
  CHECK(clamped.counters == decode_counters{.events = 3, .out_of_range = 2, .backward_time = 1});
}

TEST_CASE("CSV as people have it") {
  for (std::string const text : {
           "x,y,p,t\n1, 2, 0, 10\n3, 4, 1, 20\n",
           "x,y,p,t\n1,2,0,10.0\n3,4,1,20.0\n",
           "1,2,0,10\n3,4,1,20\n",
           "1,2,-1,10\n3,4,1,20\n",
           "%geometry:640,480\n1,2,0,10\n3,4,1,20\n",
           "timestamp,x,y,polarity\r\n10,1,2,off\r\n20,3,4,on\r\n",
           "\xEF\xBB\xBFX;Y;Pol;Time\n1;2;FALSE;10\n3;4;TRUE;20",
           "\xEF\xBB\xBF"
           "1,2,0,10\n3,4,1,20\n",
           ",frame,ts,x,y,pol\n0,7,10,1,2,-1\n1,8,20,3,4,1\n",
           "t [s]\tx\ty\tp\n0.000010\t1\t2\t0\n\n#\n0.000020\t3\t4\t1\n",
           "t_ns x y p\n  10000 1 2 0\n  20000 3 4 1\n",
           "# t x y p\n1.0e+01 1.0e+00 2.0e+00 0.0e+00\n2.0e+01 3.0e+00 4.0e+00 1.0e+00\n",
       }) {
    for (auto const chunk : std::vector<std::size_t>{1, 7, SIZE_MAX}) {
      INFO(text);
      auto const all = decode(text, {}, chunk);
      CHECK(all.said.events == two_events);
      CHECK(all.counters == decode_counters{.events = 2});
      CHECK(all.first_fault.empty());
    }
  }
}

TEST_CASE("CSV whose columns and unit the caller gives") {
  host::csv_options const given{host::parse_columns("t,x,y,p"), host::time_unit::s};
  auto const* const text = "0.000010 1 2 0\n0.000020 3 4 1\n";
  CHECK(decode(text, {}, 1, given).said.events == two_events);
  CHECK(decode(text).counters == decode_counters{.unknown_words = 2});
}

TEST_CASE("a CSV's polarity of -1 is OFF") {
  std::string text = "x,y,p,t\n";
  for (int i = 0; i != 999; ++i) {
    text += std::to_string(i) + ",5," + (i % 3 == 0 ? "-1" : "1") + ',' + std::to_string(i) + '\n';
  }
  auto const all = decode(text);
  CHECK(all.counters == decode_counters{.events = 999});
  CHECK(std::count_if(all.said.events.begin(), all.said.events.end(),
                      [](event const& e) { return e.p == polarity::off; }) == 333);
}

TEST_CASE("the first bad line of a CSV is quoted with its number") {
  for (auto const chunk : std::vector<std::size_t>{1, 7, SIZE_MAX}) {
    CHECK(decode("x,y,p,t\n1,2,1,3\na,b,c,d\n1,2\n", {}, chunk).first_fault == "line 3: 'a,b,c,d'");
    CHECK(decode("x,y,p,t\r\n# a\r\n\r\n\x01\r\n", {}, chunk).first_fault == "line 4: '\\x01'");
    CHECK(decode("x,y,p,t\n" + std::string(9000, '1') + "\n1,2,1,3", {}, chunk).first_fault ==
          "line 2: '" + std::string(60, '1') + "...'");
    CHECK(decode("a,b\nx,y,p,t\n1,2,1,3", {}, chunk).first_fault == "line 1: 'a,b'");
    CHECK(decode("x,y,p,t\n1,2,1,3\n1,2,1,2\n", {.policy = error_policy::strict}, chunk)
              .first_fault == "line 3: '1,2,1,2'");
    CHECK(decode("x,y,p,t\n1,2,1,3\n1,2,1,2\n", {}, chunk).first_fault.empty());
  }
  auto const nothing = decode("x,y,p,t\na,b,c,d\n1,2\n");
  CHECK(nothing.counters == decode_counters{.unknown_words = 2});
  CHECK(nothing.first_fault == "line 2: 'a,b,c,d'");
}

TEST_CASE("what follows the end of a CSV is another one") {
  test::heard said;
  csv_decoder decoder{{.policy = error_policy::strict}};
  for (auto const* const text : {"x,y,p,t\n1,2,0,10\n3,4,1,20", "t x y p\n10 1 2 0\n20 3 4 1"}) {
    decoder.push(test::bytes_of(std::string_view{text}), said);
    CHECK(decoder.finish(said));
    CHECK(said.events == two_events);
    said.events.clear();
  }
}
