// SPDX-License-Identifier: Apache-2.0
#include <saccade/pipeline/line.hpp>

#include "fixture.hpp"

namespace sc = saccade;
using namespace pipeline_fixture;

TEST_CASE("a silent scene closes its windows by time words alone") {
  // An event at 1 s, then TIME_HIGH words for 22 ms, and the next event 40 ms later.
  std::vector<std::uint32_t> words{8U << 28 | 15'625, 1U << 28 | 16U << 11 | 3U};
  for (std::uint32_t high = 15'626; high <= 15'625 + 345; ++high) words.push_back(8U << 28 | high);
  std::vector<kept_decision> decisions;
  auto const decide = [&](sc::decision const& d) { decisions.push_back(keep(d)); };
  pipeline p;
  CHECK(p.push(std::as_bytes(std::span{words}), decide));
  REQUIRE(decisions.size() == 4);
  CHECK(decisions[0].time_us == 1'005'000);
  CHECK(decisions[0].events == 1);
  CHECK(decisions[3].time_us == 1'020'000);
  CHECK(decisions[3].events == 0);
  p.finish(decide);
  CHECK(decisions.size() == 4);
}

TEST_CASE("advance closes windows by a clock, and events come decoded") {
  pipeline p;
  std::vector<kept_decision> decisions;
  auto const decide = [&](sc::decision const& d) { decisions.push_back(keep(d)); };
  CHECK(p.advance(900'000, decide));  // before the stream
  std::vector<sc::event> const events{{1'000'000, 16, 3, sc::polarity::on},
                                      {1'001'000, 16, 3, sc::polarity::on}};
  CHECK(p.push(events, decide));
  CHECK(p.push(std::span{events}.first(1), decide));
  CHECK(decisions.empty());
  CHECK(p.advance(1'004'999, decide));
  CHECK(decisions.empty());
  CHECK(p.advance(1'005'000, decide));
  REQUIRE(decisions.size() == 1);
  CHECK(decisions[0].events == 3);
  CHECK(decisions[0].time_us == 1'005'000);
  CHECK(p.advance(1'000'000, decide));  // the past is no matter
  CHECK(p.advance(1'021'000, decide));
  REQUIRE(decisions.size() == 2);
  CHECK(decisions[1].windows == 3);
  CHECK(decisions[1].time_us == 1'020'000);
  CHECK(p.finish(decide));
  CHECK(decisions.size() == 2);
  CHECK(p.windows().late() == 0);
}

TEST_CASE("a pipeline decides the same on bytes and on their events") {
  auto const bytes = sc::test::bytes_of(recording<5'000>(7));
  auto const events = sc::test::decode<sc::evt2_decoder>(bytes, {.sensor = {32, 16}}).said.events;
  pipeline of_bytes;
  pipeline of_events;
  CHECK(decisions_of(of_bytes, bytes) == decisions_of(of_events, events));
}

TEST_CASE("the end of a stream is one, and what follows is another stream") {
  auto const bytes = sc::test::bytes_of(recording<2'000>(7));
  pipeline p;
  auto const first = decisions_of(p, bytes);
  auto const again = [&](sc::decision const&) { FAIL_CHECK("decided behind the end"); };
  CHECK(p.finish(again));
  CHECK(p.finish(again));
  CHECK(decisions_of(p, bytes) == first);
}
