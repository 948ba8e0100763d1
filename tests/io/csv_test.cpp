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
auto decode(std::string_view text, decoder_options options = {}, std::size_t chunk = SIZE_MAX)
    -> test::decoded {
  test::decoded all;
  csv_decoder decoder{options};
  for (std::size_t at = 0; at < text.size(); at += std::min(chunk, text.size() - at)) {
    decoder.push(test::bytes_of(text.substr(at, chunk)), all.said);
  }
  all.result = decoder.finish(all.said);
  all.counters = decoder.counters();
  return all;
}
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
  for (std::string const line :
       {"x,y,p,t", "1,2,1", "1,2,1,", "1,2,1,3,4", "1,2,2,3", "1,2,-1,3", "1, 2,1,3", "1.5,2,1,3",
        "1,2,1,9223372036854775808", "a,b,c,d", " ", ","}) {
    CHECK(decode("x,y,p,t\n" + line + "\n1,2,1,3\n").counters ==
          decode_counters{.events = 1, .unknown_words = 1});
    auto const strict = decode("x,y,p,t\n" + line + "\n", {.policy = error_policy::strict});
    CHECK(strict.result.status == status::unknown_word);
    CHECK(strict.result.offset == 8);
  }
  CHECK(decode("x,y,p,t\n1,2,1,3" + std::string(1000, ' ') + "\n").counters.unknown_words == 1);
}

TEST_CASE("CSV events outside the sensor and steps back are counted") {
  auto const text = "x,y,p,t\n640,0,1,5\n-1,0,1,5\n0,65536,1,5\n639,479,1,5\n1,1,1,4\n";
  auto const all = decode(text, {.sensor = {640, 480}});
  CHECK(all.counters == decode_counters{.events = 2, .out_of_range = 3, .backward_time = 1});
  auto const clamped = decode(text, {.policy = error_policy::clamp_time});
  CHECK(clamped.said.events.back().t == 5);
  CHECK(clamped.counters == decode_counters{.events = 3, .out_of_range = 2, .backward_time = 1});
}
