// SPDX-License-Identifier: Apache-2.0
#include <saccade/window/by_time.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <limits>
#include <random>
#include <variant>
#include <vector>

using saccade::empty_windows;
using saccade::event;
using saccade::window_closed;
using saccade::window_opened;

namespace {

using call = std::variant<window_opened, event, window_closed, empty_windows>;

struct recorder {
  std::vector<call> calls;
  void operator()(auto const& what) { calls.emplace_back(what); }
};

struct closings_only {
  void operator()(event const&) {}
  void operator()(window_closed const&) {}
  void operator()(empty_windows const&) {}
};
struct forgets_empty_ones {
  void operator()(event const&) {}
  void operator()(window_closed const&) {}
};
static_assert(saccade::window_sink<recorder>);
static_assert(saccade::window_sink<closings_only>);
static_assert(!saccade::window_sink<forgets_empty_ones>);

auto at(std::int64_t t) -> event {
  return {t, 1, 2, saccade::polarity::on};
}

constexpr auto counts_windows_at_compile_time() -> std::uint64_t {
  struct {
    std::uint64_t closed{};
    std::uint64_t empty{};
    constexpr void operator()(event const&) {}
    constexpr void operator()(window_closed const&) { ++closed; }
    constexpr void operator()(empty_windows const& run) { empty += run.count; }
  } sink;
  saccade::window<saccade::milliseconds(50)> stage;
  stage.push(event{.t = 7}, sink);
  stage.push(event{.t = 50'007}, sink);
  stage.push(event{.t = 200'007}, sink);
  stage.finish(sink);
  return sink.closed * 10 + sink.empty;
}
static_assert(counts_windows_at_compile_time() == 32);

}  // namespace

TEST_CASE("windows start at the first event and are half-open") {
  recorder sink;
  saccade::window_by_time stage{50};
  stage.push(at(1007), sink);
  stage.push(at(1056), sink);
  stage.push(at(1057), sink);
  stage.finish(sink);
  CHECK(sink.calls == std::vector<call>{window_opened{0, 1007, 50}, at(1007), at(1056),
                                        window_closed{0, 1007, 50, 2}, window_opened{1, 1057, 50},
                                        at(1057), window_closed{1, 1057, 50, 1}});
}

TEST_CASE("an origin places the windows, and earlier events are late") {
  recorder sink;
  saccade::window_by_time stage{50, 1000};
  stage.push(at(999), sink);
  stage.push(at(1120), sink);
  stage.finish(sink);
  CHECK(stage.late() == 1);
  CHECK(sink.calls == std::vector<call>{empty_windows{0, 1000, 50, 2}, window_opened{2, 1100, 50},
                                        at(1120), window_closed{2, 1100, 50, 1}});
}

TEST_CASE("four silent hours are one call") {
  constexpr std::int64_t hours = 4LL * 3600 * 1'000'000;
  recorder sink;
  saccade::window_by_time stage{50'000};
  stage.push(at(0), sink);
  stage.push(at(hours), sink);
  stage.finish(sink);
  CHECK(sink.calls == std::vector<call>{window_opened{0, 0, 50'000}, at(0),
                                        window_closed{0, 0, 50'000, 1},
                                        empty_windows{1, 50'000, 50'000, 287'999},
                                        window_opened{288'000, hours, 50'000}, at(hours),
                                        window_closed{288'000, hours, 50'000, 1}});
}

TEST_CASE("a step back stays in the open window or is late") {
  recorder sink;
  saccade::window_by_time stage{50};
  stage.push(at(100), sink);
  stage.push(at(160), sink);
  stage.push(at(150), sink);
  stage.push(at(149), sink);
  stage.push(at(0), sink);
  stage.finish(sink);
  CHECK(stage.late() == 2);
  CHECK(sink.calls == std::vector<call>{window_opened{0, 100, 50}, at(100),
                                        window_closed{0, 100, 50, 1}, window_opened{1, 150, 50},
                                        at(160), at(150), window_closed{1, 150, 50, 2}});
}

TEST_CASE("ticks close windows and open none") {
  using saccade::tick;
  recorder sink;
  saccade::window_by_time stage{50};
  stage.push(tick{3}, sink);  // before the first event
  stage.push(at(7), sink);
  stage.push(tick{56}, sink);
  CHECK(sink.calls.size() == 2);
  stage.push(tick{57}, sink);
  CHECK(sink.calls.size() == 3);
  stage.push(tick{20}, sink);  // not late: it is no event
  stage.push(tick{210}, sink);
  CHECK(sink.calls.size() == 4);
  stage.push(at(206), sink);
  CHECK(stage.late() == 1);
  stage.finish(sink);
  CHECK(sink.calls == std::vector<call>{window_opened{0, 7, 50}, at(7), window_closed{0, 7, 50, 1},
                                        empty_windows{1, 57, 50, 3}});
}

TEST_CASE("a tick in place of an event places windows as the event would have") {
  using saccade::tick;
  recorder sink;
  saccade::window_by_time stage{50};
  stage.push(tick{7, true}, sink);
  stage.push(at(60), sink);
  stage.push(tick{107, true}, sink);
  stage.finish(sink);
  CHECK(sink.calls == std::vector<call>{empty_windows{0, 7, 50, 1}, window_opened{1, 57, 50},
                                        at(60), window_closed{1, 57, 50, 1},
                                        empty_windows{2, 107, 50, 1}});
  // Time that has left its window takes it along.
  sink.calls.clear();
  stage.push(tick{7, true}, sink);
  stage.push(tick{60}, sink);
  stage.finish(sink);
  CHECK(sink.calls == std::vector<call>{empty_windows{0, 7, 50, 1}});
}

TEST_CASE("windows with an origin pass without any event") {
  recorder sink;
  saccade::window_by_time stage{50, 1000};
  stage.push(saccade::tick{999}, sink);
  stage.push(saccade::tick{1120}, sink);
  stage.finish(sink);
  CHECK(sink.calls == std::vector<call>{empty_windows{0, 1000, 50, 2}});
}

TEST_CASE("an origin alone is no window") {
  recorder sink;
  saccade::window_by_time stage{50, 1000};
  stage.push(saccade::tick{999, true}, sink);
  stage.finish(sink);
  CHECK(sink.calls.empty());
}

TEST_CASE("finish starts over, and twice is once") {
  recorder sink;
  saccade::window_by_time stage{50};
  stage.finish(sink);
  CHECK(sink.calls.empty());
  stage.push(at(500), sink);
  stage.finish(sink);
  stage.finish(sink);
  stage.push(at(3), sink);
  stage.finish(sink);
  CHECK(sink.calls == std::vector<call>{window_opened{0, 500, 50}, at(500),
                                        window_closed{0, 500, 50, 1}, window_opened{0, 3, 50},
                                        at(3), window_closed{0, 3, 50, 1}});
}

TEST_CASE("an origin outlives the end of a stream") {
  saccade::window_by_time stage{50'000, 0};
  for (int stream = 0; stream < 2; ++stream) {
    recorder sink;
    stage.push(at(170'000), sink);
    stage.finish(sink);
    CHECK(sink.calls == std::vector<call>{empty_windows{0, 0, 50'000, 3},
                                          window_opened{3, 150'000, 50'000}, at(170'000),
                                          window_closed{3, 150'000, 50'000, 1}});
  }
}

TEST_CASE("the whole range of times is one stream") {
  using limits = std::numeric_limits<std::int64_t>;
  recorder sink;
  saccade::window_by_time stage{1};
  stage.push(at(limits::min()), sink);
  stage.push(at(limits::max()), sink);
  stage.finish(sink);
  REQUIRE(sink.calls.size() == 7);
  CHECK(std::get<empty_windows>(sink.calls[3]).count == UINT64_MAX - 1);
  CHECK(std::get<window_closed>(sink.calls[6]).start == limits::max());
}

TEST_CASE("random streams: every event once, in its own window, no window twice or missing") {
  std::mt19937 random{3};
  for (int repeat = 0; repeat < 50; ++repeat) {
    std::int64_t const length = 1 + static_cast<std::int64_t>(random() % 100);
    saccade::window_by_time stage{length};
    recorder sink;
    std::uint64_t pushed = 0;
    std::int64_t t = static_cast<std::int64_t>(random() % 1000) - 500;
    std::int64_t const first = t;
    for (int i = 0; i < 300; ++i, ++pushed) {
      stage.push(at(t), sink);
      t += static_cast<std::int64_t>(random() % 8 == 0 ? random() % 1000 : random() % 5) -
           static_cast<std::int64_t>(random() % 3);
    }
    stage.finish(sink);
    std::uint64_t next = 0;
    std::uint64_t delivered = 0;
    window_opened open{};
    for (auto const& c : sink.calls) {
      if (auto const* opened = std::get_if<window_opened>(&c)) {
        REQUIRE(opened->index == next);
        REQUIRE(opened->start == first + static_cast<std::int64_t>(next) * length);
        open = *opened;
      } else if (auto const* e = std::get_if<event>(&c)) {
        REQUIRE(e->t >= open.start);
        REQUIRE(e->t < open.start + length);
        ++delivered;
      } else if (auto const* closed = std::get_if<window_closed>(&c)) {
        REQUIRE(closed->index == open.index);
        ++next;
      } else {
        auto const& run = std::get<empty_windows>(c);
        REQUIRE(run.index == next);
        REQUIRE(run.count > 0);
        next += run.count;
      }
    }
    REQUIRE(delivered + stage.late() == pushed);
  }
}

TEST_CASE("lone outliers move no window, and are counted") {
  for (auto const far : {100'000'000'000LL, 200LL, -1000LL, -100'000'000'000LL}) {
    for (std::size_t n = 1; n != saccade::usual_held_events; ++n) {
      INFO(n << " at " << far);
      saccade::window_by_time stage{50};
      saccade::window_by_time sound{50};
      recorder sink;
      recorder expected;
      for (std::int64_t t = 0; t != 500; ++t) {
        stage.push(at(t), sink);
        sound.push(at(t), expected);
        if (t != 217) continue;
        for (std::size_t i = 0; i != n; ++i) stage.push(at(t + far), sink);
      }
      stage.finish(sink);
      sound.finish(expected);
      CHECK(sink.calls == expected.calls);
      CHECK(stage.outliers() == n);
      CHECK(stage.late() == 0);
      CHECK(stage.returns() == 0);
    }
  }
}

TEST_CASE("what stays ahead was a gap, and nothing of it is lost") {
  saccade::window_by_time stage{50};
  saccade::basic_window_by_time<0> at_once{50};
  recorder sink;
  recorder expected;
  std::int64_t t = 0;
  for (int i = 0; i != 400; ++i) {
    t += i % 7 == 0 ? 1000 * i : i % 3 == 0 ? 60 : 5;
    auto const e = at(t - (i % 5 == 0 ? 20 : 0));
    stage.push(e, sink);
    at_once.push(e, expected);
  }
  stage.finish(sink);
  at_once.finish(expected);
  CHECK(sink.calls == expected.calls);
  CHECK(stage.outliers() == 0);
  CHECK(stage.late() == at_once.late());
}

TEST_CASE("a stream that stays behind wins, and loses no event") {
  saccade::window_by_time stage{50};
  recorder sink;
  for (std::int64_t t = 1000; t != 1100; ++t) stage.push(at(t), sink);
  for (std::int64_t t = 1'000'000; t != 1'000'100; ++t) stage.push(at(t), sink);
  for (std::int64_t t = 1100; t != 1200; ++t) stage.push(at(t), sink);
  stage.finish(sink);
  CHECK(stage.returns() == 1);
  CHECK(stage.late() + stage.outliers() == 0);
  std::vector<std::uint64_t> closed;
  for (auto const& one : sink.calls) {
    if (auto const* const w = std::get_if<window_closed>(&one)) {
      CHECK(w->start == 1000 + static_cast<std::int64_t>(w->index) * 50);
      closed.push_back(w->index);
    }
  }
  CHECK(closed == std::vector<std::uint64_t>{0, 1, 19980, 19981, 2, 3});
}

TEST_CASE("a clock that starts anew starts anew, but never before a given origin") {
  saccade::window_by_time stage{50};
  recorder sink;
  stage.push(at(7000), sink);
  for (std::int64_t t = 20; t != 60; ++t) stage.push(at(t), sink);
  stage.finish(sink);
  CHECK(stage.returns() == 1);
  CHECK(std::get<window_closed>(sink.calls[2]) == window_closed{0, 7000, 50, 1});
  CHECK(std::get<window_opened>(sink.calls[3]) == window_opened{0, 20, 50});

  saccade::window_by_time placed{50, 5000};
  recorder none;
  placed.push(at(7000), none);
  for (std::int64_t t = 20; t != 60; ++t) placed.push(at(t), none);
  CHECK(placed.late() == 40);
  CHECK(placed.returns() == 0);
}

TEST_CASE("a wrong time one window ahead costs no others") {
  for (std::int64_t const ahead : {60, 75, 99}) {
    saccade::window_by_time stage{50};
    saccade::window_by_time sound{50};
    recorder sink;
    recorder expected;
    for (std::int64_t t = 0; t != 150; ++t) {
      stage.push(at(t), sink);
      sound.push(at(t), expected);
      for (std::size_t i = 0; t == 40 && i != 4; ++i) stage.push(at(t + ahead), sink);
    }
    stage.finish(sink);
    sound.finish(expected);
    CHECK(sink.calls == expected.calls);
    CHECK(stage.outliers() == 4);
    CHECK(stage.late() == 0);
  }
}

TEST_CASE("at the end what stays behind wins if it is more than the open window has") {
  for (std::int64_t const first : {1, 5, 6, 15}) {
    INFO(first << " events, and behind them 6");
    saccade::window_by_time stage{50};
    recorder sink;
    for (std::int64_t t = 0; t != first; ++t) stage.push(at(9000 + t), sink);
    for (std::int64_t t = 0; t != 6; ++t) stage.push(at(t), sink);
    stage.finish(sink);
    CHECK(stage.late() == (first < 6 ? 0 : 6));
    CHECK(stage.returns() == (first < 6 ? 1 : 0));
    CHECK(stage.outliers() == 0);
    CHECK(std::get<window_closed>(sink.calls.back()).start == (first < 6 ? 0 : 9000));
  }
}

TEST_CASE("a tick behind them proves events ahead right") {
  using saccade::tick;
  recorder sink;
  saccade::window_by_time stage{50};
  stage.push(at(0), sink);
  stage.push(at(1000), sink);
  CHECK(sink.calls.size() == 2);
  stage.push(tick{900}, sink);
  CHECK(sink.calls.size() == 4);  // time has passed, and the event may still be wrong
  stage.push(tick{1001}, sink);
  CHECK(sink.calls.size() == 7);
  CHECK(std::get<event>(sink.calls.back()) == at(1000));
}

TEST_CASE("the time of a dropped event waits too") {
  using saccade::tick;
  recorder sink;
  saccade::window_by_time stage{50};
  stage.push(at(0), sink);
  stage.push(tick{1'000'000, true}, sink);
  stage.push(at(1), sink);
  stage.finish(sink);
  CHECK(stage.outliers() == 0);
  CHECK(sink.calls ==
        std::vector<call>{window_opened{0, 0, 50}, at(0), at(1), window_closed{0, 0, 50, 2}});
}

TEST_CASE("events that go back behind a gap cost no others") {
  for (std::int64_t const back : {120, 60}) {
    saccade::window_by_time stage{50};
    saccade::basic_window_by_time<0> at_once{50};
    recorder sink;
    recorder expected;
    for (std::int64_t gap = 0; gap != 20; ++gap) {
      for (std::int64_t i = 0; i != 100; ++i) {
        auto const e = at(1000 * gap + i - (i % 4 == 3 ? back : 0));
        stage.push(e, sink);
        at_once.push(e, expected);
      }
    }
    stage.finish(sink);
    at_once.finish(expected);
    CHECK(sink.calls == expected.calls);
    CHECK(stage.late() + stage.outliers() == at_once.late());
  }
}

TEST_CASE("an event that is late does not prove a gap wrong") {
  saccade::window_by_time stage{50};
  recorder sink;
  for (std::int64_t t = 0; t != 10; ++t) stage.push(at(t), sink);
  for (std::int64_t t = 200; t != 209; ++t) {
    stage.push(at(t), sink);
    if (t == 204) stage.push(at(10), sink);
  }
  stage.finish(sink);
  CHECK(stage.outliers() == 0);
  CHECK(stage.late() == 0);
  CHECK(std::get<window_closed>(sink.calls.back()) == window_closed{4, 200, 50, 9});
}
