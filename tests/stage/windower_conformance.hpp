// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What holds for every windower: TEST_CASE("..") { test::windower_conforms([] { return W{..}; });
/// }

#include "support/catch.hpp"

#include <saccade/stage/windower.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <variant>
#include <vector>

namespace saccade::test {

using window_item = std::variant<event, tick>;
using window_call = std::variant<window_opened, event, window_closed, empty_windows>;

/// All calls; runs of empty windows that come in parts are one.
struct window_calls {
  std::vector<window_call> all{};

  void operator()(window_opened const& w) { all.emplace_back(w); }
  void operator()(event const& e) { all.emplace_back(e); }
  void operator()(window_closed const& w) { all.emplace_back(w); }
  void operator()(empty_windows const& run) {
    auto* const before = all.empty() ? nullptr : std::get_if<empty_windows>(&all.back());
    if (before != nullptr && before->index + before->count == run.index) {
      before->count += run.count;
    } else {
      all.emplace_back(run);
    }
  }
};

/// Bursts and pauses, with small steps back; ticks where `ticks` says so.
[[nodiscard]] inline auto window_input(std::int64_t about, unsigned seed, bool ticks)
    -> std::vector<window_item> {
  std::mt19937_64 bits{seed};
  auto const below = [&](std::int64_t n) {
    return static_cast<std::int64_t>(bits() % static_cast<std::uint64_t>(n > 0 ? n : 1));
  };
  std::vector<window_item> items;
  timestamp_us t = 5 * about;
  for (int i = 0; i < 3000; ++i) {
    auto const pause = bits() % 50 == 0 ? below(6 * about) : below(about / 20 + 2);
    for (timestamp_us passed = 0; passed < pause; passed += about / 3 + 1) {
      if (ticks) items.emplace_back(tick{t + passed});
    }
    t += pause;
    auto const back = bits() % 20 == 0 ? below(about / 2 + 2) : 0;
    items.emplace_back(event{t - back, static_cast<std::uint16_t>(i), 0, polarity::on});
  }
  return items;
}

template <windower Windower>
void window_items(Windower& by, std::vector<window_item> const& items, window_calls& calls) {
  for (auto const& item : items) std::visit([&](auto const& what) { by.push(what, calls); }, item);
  by.finish(calls);
}

/// Windows follow each other without a gap, and each event lies in the one that is open.
inline void check_windows(window_calls const& calls, std::size_t pushed, std::uint64_t late) {
  std::uint64_t next = 0;
  std::uint64_t delivered = 0;
  std::uint64_t in_window = 0;
  window_opened open{};
  bool is_open = false;
  for (auto const& call : calls.all) {
    if (auto const* const w = std::get_if<window_opened>(&call)) {
      REQUIRE_FALSE(is_open);
      REQUIRE((next == 0 || w->index == next));
      open = *w;
      is_open = true;
      in_window = 0;
    } else if (auto const* const e = std::get_if<event>(&call)) {
      REQUIRE(is_open);
      REQUIRE((e->t >= open.start && e->t < open.start + open.length_us));
      ++delivered;
      ++in_window;
    } else if (auto const* const closed = std::get_if<window_closed>(&call)) {
      REQUIRE((is_open && closed->index == open.index && closed->start == open.start));
      REQUIRE((closed->events == in_window && in_window > 0));
      is_open = false;
      next = closed->index + 1;
    } else {
      auto const& run = std::get<empty_windows>(call);
      REQUIRE_FALSE(is_open);
      REQUIRE(run.count > 0);
      next = run.index + run.count;
    }
  }
  CHECK_FALSE(is_open);
  CHECK(delivered + late == pushed);
}

/// `make()` gives a new one, of windows that do not overlap; `about` is their length, or what it is
/// like, in us.
template <typename Make>
void windower_conforms(Make const& make, std::int64_t about) {
  static_assert(windower<decltype(make())>);
  for (unsigned seed = 1; seed <= 5; ++seed) {
    auto const items = window_input(about, seed, false);
    auto by = make();
    window_calls calls;
    window_items(by, items, calls);
    check_windows(calls, items.size(), by.late());

    // Twice is once, and what follows is another stream.
    auto const late = by.late();
    auto const before = calls.all;
    by.finish(calls);
    CHECK(calls.all == before);
    calls.all.clear();
    window_items(by, items, calls);
    CHECK(calls.all == before);
    CHECK(by.late() == 2 * late);
  }

  // Ticks change no window of events in order, close what has passed, and are never late.
  std::vector<window_item> with_ticks;
  std::vector<window_item> in_order;
  timestamp_us last = 0;
  for (auto const& item : window_input(about, 6, true)) {
    auto const t = std::visit([](auto const& what) { return what.t; }, item);
    if (t < last) continue;
    last = t;
    with_ticks.push_back(item);
    if (std::holds_alternative<event>(item)) in_order.push_back(item);
  }
  auto by = make();
  window_calls calls;
  window_items(by, with_ticks, calls);
  auto without = make();
  window_calls expected;
  window_items(without, in_order, expected);
  CHECK(calls.all == expected.all);
  CHECK(by.late() == without.late());

  // Without an origin, ticks are no stream.
  auto silent = make();
  window_calls nothing;
  window_items(silent, {tick{1000 * about}, tick{1001 * about}}, nothing);
  for (auto const& call : nothing.all) CHECK(std::holds_alternative<empty_windows>(call));
  CHECK(silent.late() == 0);
}

}  // namespace saccade::test
