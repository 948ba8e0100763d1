// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/event.hpp>

#include <cstddef>
#include <variant>
#include <vector>

namespace saccade::test {

using stage_item = std::variant<event, trigger, tick>;

[[nodiscard]] inline auto time_of(stage_item const& item) -> timestamp_us {
  return std::visit([](auto const& what) { return what.t; }, item);
}

/// All that a stage says, in order.
struct said_items {
  std::vector<stage_item> items{};

  void operator()(event const& e) { items.emplace_back(e); }
  void operator()(trigger const& e) { items.emplace_back(e); }
  void advance(tick const& now) { items.emplace_back(now); }

  template <typename T>
  [[nodiscard]] auto only() const -> std::vector<T> {
    std::vector<T> some;
    for (auto const& item : items) {
      if (auto const* const what = std::get_if<T>(&item)) some.push_back(*what);
    }
    return some;
  }
};

/// What a sink hears that wants events alone.
struct said_events {
  std::vector<event> events{};

  void operator()(event const& e) { events.push_back(e); }
};

}  // namespace saccade::test
