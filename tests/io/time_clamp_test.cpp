// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/time_clamp.hpp>

#include "support/catch.hpp"
#include "support/temporary_file.hpp"

#include <saccade/io/recording.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace saccade;

namespace {

using times = std::vector<timestamp_us>;

struct recorder {
  times events{};
  times triggers{};
  times ticks{};
  void operator()(event const& e) { events.push_back(e.t); }
  void operator()(trigger const& edge) { triggers.push_back(edge.t); }
  void advance(tick const& now) { ticks.push_back(now.t); }
};

auto clamped(times const& given) -> times {
  recorder sink;
  host::time_clamp clamp{sink};
  for (auto const t : given) clamp(event{.t = t});
  clamp.finish();
  return sink.events;
}

/// From `begin` on, a millisecond apart.
auto run(timestamp_us begin, std::size_t count) -> times {
  times all;
  for (std::size_t i = 0; i != count; ++i)
    all.push_back(begin + 1000 * static_cast<timestamp_us>(i));
  return all;
}

auto joined(std::vector<times> const& parts) -> times {
  times all;
  for (auto const& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

constexpr auto earliest = std::numeric_limits<timestamp_us>::min();
constexpr auto latest = std::numeric_limits<timestamp_us>::max();

}  // namespace

TEST_CASE("times that go back are held at their predecessor's") {
  CHECK(clamped({}).empty());
  CHECK(clamped({7}) == times{7});
  CHECK(clamped({5, 3, 4, 6, 5}) == times{5, 5, 5, 6, 6});
}

TEST_CASE("a time far ahead holds none of those behind it") {
  for (auto const far : {timestamp_us{2'000'000}, timestamp_us{1'000'000'000'000}, latest}) {
    CHECK(clamped(joined({run(0, 100), {far}, run(100'000, 100)})) ==
          joined({run(0, 100), {99'000}, run(100'000, 100)}));
    CHECK(clamped(joined({run(0, 100), times(63, far), run(100'000, 100)})) ==
          joined({run(0, 100), times(63, 99'000), run(100'000, 100)}));
    CHECK(clamped(joined({{far}, run(1000, 100)})) == joined({{1000}, run(1000, 100)}));
    CHECK(clamped(joined({{5, far}, run(1000, 100)})) == joined({{5, 5}, run(1000, 100)}));
  }
}

TEST_CASE("a time somewhat ahead holds none of those behind it either") {
  auto const steps = [](timestamp_us begin, std::size_t count) {
    times all;
    for (std::size_t i = 0; i != count; ++i) {
      all.push_back(begin + 100 * static_cast<timestamp_us>(i));
    }
    return all;
  };
  for (timestamp_us const ahead : {2'000, 150'000}) {
    CHECK(clamped(joined({steps(0, 100), {10'000 + ahead}, steps(10'000, 2000)})) ==
          joined({steps(0, 100), {9'900}, steps(10'000, 2000)}));
  }
  // One that would hold few is as likely right.
  CHECK(clamped(joined({steps(0, 100), {10'600}, steps(10'000, 300)})) ==
        joined({steps(0, 100), times(7, 10'600), steps(10'600, 294)}));
}

TEST_CASE("changed times are counted") {
  recorder sink;
  host::time_clamp clamp{sink};
  for (auto const t : joined({run(0, 3), {1'000'000}, run(3000, 300), {7, 8}})) {
    clamp(event{.t = t});
  }
  CHECK(clamp.changed() == 1);
  clamp.finish();
  CHECK(clamp.changed() == 3);
}

TEST_CASE("a pause is none, and neither is a stream that starts far ahead") {
  CHECK(clamped(joined({run(0, 3), run(900'000'000, 70)})) ==
        joined({run(0, 3), run(900'000'000, 70)}));
  CHECK(clamped(joined({run(0, 3), run(900'000'000, 3)})) ==
        joined({run(0, 3), run(900'000'000, 3)}));
  CHECK(clamped(joined({{earliest}, run(latest - 100'000, 3)})) ==
        joined({{earliest}, run(latest - 100'000, 3)}));
  CHECK(clamped(joined({run(5'000'000, 64), {0}})) == joined({run(5'000'000, 64), {5'063'000}}));
}

TEST_CASE("triggers have the events' time, or one of their own") {
  for (bool const in_order : {true, false}) {
    recorder sink;
    host::time_clamps clamp{sink, in_order};
    for (auto const t : run(0, 70)) clamp(event{.t = t});
    clamp(trigger{.t = 10});
    clamp.advance(tick{.t = 5});
    clamp.advance(tick{.t = 70'000});
    clamp(trigger{.t = 9});
    clamp.finish();
    CHECK(clamp.changed() == (in_order ? 2 : 1));
    CHECK(sink.events == run(0, 70));
    CHECK(sink.triggers == (in_order ? times{69'000, 70'000} : times{10, 10}));
    CHECK(sink.ticks == times{70'000});
  }
}

TEST_CASE("a recording with one wrong line keeps its times") {
  std::string text = "x,y,p,t\n";
  for (auto const t : joined({run(0, 100), {1'000'000'000'000}, run(100'000, 100)})) {
    text += "1,2,1," + std::to_string(t) + "\n";
  }
  test::temporary_file const file{"events.csv", text};
  recorder sink;
  auto const report = host::recording{file.path}.read(sink, error_policy::clamp_time);
  CHECK(sink.events == joined({run(0, 100), {99'000}, run(100'000, 100)}));
  CHECK(report == decode_counters{.events = 201, .backward_time = 1});
}
