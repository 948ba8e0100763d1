// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What holds for every filter: TEST_CASE("..") { test::filter_conforms([] { return F{..}; }); }

#include "stage/said.hpp"
#include "support/catch.hpp"

#include <saccade/stage/filter.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace saccade::test {

/// Events on and off a sensor, ticks between them, steps back in time.
[[nodiscard]] inline auto filter_input(geometry sensor, unsigned seed) -> std::vector<stage_item> {
  std::mt19937 bits{seed};
  std::vector<stage_item> items;
  timestamp_us t = 1000;
  for (int i = 0; i < 5000; ++i) {
    t += static_cast<timestamp_us>(bits() % 100) - 10;
    auto const below = [&](int size) {
      return static_cast<std::uint16_t>(bits() % static_cast<unsigned>(size + size / 8 + 1));
    };
    if (bits() % 10 == 0) {
      items.emplace_back(tick{t, bits() % 2 == 0});
    } else {
      items.emplace_back(
          event{t, below(sensor.width), below(sensor.height), static_cast<polarity>(bits() % 2)});
    }
  }
  return items;
}

template <filter Filter, typename Sink>
void filter_items(Filter& by, std::vector<stage_item> const& items, Sink& sink) {
  for (auto const& item : items) {
    if (auto const* const e = std::get_if<event>(&item)) by.push(*e, sink);
    if (auto const* const now = std::get_if<tick>(&item)) by.push(*now, sink);
  }
  by.finish(sink);
}

/// `make()` gives a new one. It may hold items back, but not beyond the end.
template <typename Make>
void filter_conforms(Make const& make) {
  using type = decltype(make());
  static_assert(filter<type>);
  auto const sensor = source_of<type>().known() ? source_of<type>() : geometry{100, 60};
  auto const items = filter_input(sensor, 3);
  auto const pushed = static_cast<std::size_t>(std::count_if(
      items.begin(), items.end(), [](auto& item) { return std::holds_alternative<event>(item); }));

  auto by = make();
  CHECK(by.dropped() == 0);
  said_items said;
  filter_items(by, items, said);
  auto const events = said.template only<event>();

  // Every event is said or counted, and time passes all the same, in the same order.
  CHECK(events.size() + by.dropped() == pushed);
  CHECK(std::equal(said.items.begin(), said.items.end(), items.begin(), items.end(),
                   [](auto const& out, auto const& in) {
                     auto const* const now = std::get_if<tick>(&out);
                     auto const* const then = std::get_if<tick>(&in);
                     bool const same_kind = then == nullptr
                                                ? now == nullptr || now->in_place_of_event
                                                : now != nullptr && *now == *then;
                     return same_kind && time_of(out) == time_of(in);
                   }));
  if (target_of<type>().known()) {
    CHECK(std::all_of(events.begin(), events.end(),
                      [](event const& e) { return target_of<type>().contains(e.x, e.y); }));
  }

  // A sink that wants no ticks hears the same events.
  said_events plain;
  auto for_plain = make();
  filter_items(for_plain, items, plain);
  CHECK(plain.events == events);
  CHECK(for_plain.dropped() == by.dropped());

  // Twice is once, and what follows is another stream.
  auto const dropped = by.dropped();
  auto const before = said.items;
  by.finish(said);
  CHECK(said.items == before);
  CHECK(by.dropped() == dropped);
  said.items.clear();
  filter_items(by, items, said);
  CHECK(said.items == before);
  CHECK(by.dropped() == 2 * dropped);
}

}  // namespace saccade::test
