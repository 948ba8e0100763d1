// SPDX-License-Identifier: Apache-2.0
#include <saccade/event.hpp>

#include "support/catch.hpp"

#include <saccade/duration.hpp>
#include <saccade/geometry.hpp>

using saccade::event;
using saccade::geometry;
using saccade::trigger;

namespace {
struct takes_events {
  void operator()(event const&) {}
};
struct takes_both : takes_events {
  using takes_events::operator();
  void operator()(trigger const&) {}
};
struct takes_time : takes_events {
  void advance(saccade::tick const&) {}
};
}  // namespace

static_assert(saccade::event_sink<takes_events>);
static_assert(!saccade::trigger_sink<takes_events>);
static_assert(saccade::trigger_sink<takes_both>);
static_assert(!saccade::event_sink<int>);
static_assert(saccade::tick_sink<takes_time>);
static_assert(!saccade::tick_sink<takes_both>);

static_assert(sizeof(event) == 16);
static_assert(saccade::milliseconds(50) == saccade::microseconds(50'000));

static_assert(!geometry{}.known());
static_assert(geometry{640, 480}.contains(639, 479));
static_assert(!geometry{640, 480}.contains(640, 479));
static_assert(!geometry{640, 480}.contains(639, 480));

TEST_CASE("an event compares by all of its fields") {
  event const e{.t = 1, .x = 2, .y = 3, .p = saccade::polarity::on};
  CHECK(e == event{1, 2, 3, saccade::polarity::on});
  CHECK(e != event{1, 2, 3, saccade::polarity::off});
}

TEST_CASE("a sink that takes anything hears of no tick") {
  int heard = 0;
  auto sink = [&](auto const& item) { heard += static_cast<int>(item.t); };
  saccade::pass_on({.t = 5}, sink);
  CHECK(heard == 0);
  sink(event{.t = 1});
  CHECK(heard == 1);
}
