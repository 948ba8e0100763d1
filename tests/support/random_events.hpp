// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/event.hpp>

#include <cstdint>
#include <random>
#include <span>
#include <variant>
#include <vector>

namespace saccade::test {

using item = std::variant<event, trigger>;

/// Events and triggers in the order of time: runs along a row, duplicates, both ends of all ranges,
/// and gaps from 0 to 2^35 us.
[[nodiscard]] inline auto random_items(unsigned seed, int count, timestamp_us last,
                                       unsigned trigger_ids) -> std::vector<item> {
  std::mt19937_64 bits{seed};
  auto const below = [&](std::uint64_t n) { return bits() % n; };
  std::vector<item> items;
  event e{};
  for (int i = 0; i != count; ++i) {
    auto const what = below(100);
    if (what < 30) e.t += static_cast<timestamp_us>(below(70));
    if (what == 30) e.t += static_cast<timestamp_us>(below(std::uint64_t{1} << below(36)));
    if (e.t > last) e.t = last;
    if (what < 50) {
      e.x = static_cast<std::uint16_t>(e.x + below(4));
      if (e.x > 2047) e.x = 0;
    } else if (what < 60) {
      e.x = static_cast<std::uint16_t>(below(2048));
      e.y = static_cast<std::uint16_t>(below(2048));
      e.p = static_cast<polarity>(below(2));
    } else if (what < 65) {
      e.x = 2047;
      e.y = 2047;
    }
    if (what == 70) {
      items.emplace_back(
          trigger{e.t, static_cast<std::uint8_t>(below(trigger_ids)), below(2) != 0});
    } else if (what < 71) {
      items.emplace_back(e);
    } else {
      // A run, so that vectors come about.
      ++e.x;
      if (e.x > 2047) e.x = 0;
      items.emplace_back(e);
    }
  }
  return items;
}

/// Collects both kinds in one order.
struct item_list {
  std::vector<item> items{};

  void operator()(event const& e) { items.emplace_back(e); }
  void operator()(trigger const& e) { items.emplace_back(e); }
};

struct byte_list {
  std::vector<std::byte> bytes{};

  constexpr void operator()(std::span<std::byte const> more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
  }
};

}  // namespace saccade::test
