// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What holds for every representation: TEST_CASE("..") { test::representation_conforms<R>(); }

#include "support/catch.hpp"

#include <saccade/stage/representation.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace saccade::test {

inline constexpr std::int64_t represented_us = 50'000;

/// Events of one window from `start` on, in order of time.
[[nodiscard]] inline auto represented_events(shape tensor, timestamp_us start, unsigned seed,
                                             int count) -> std::vector<event> {
  std::mt19937 bits{seed};
  std::vector<event> events;
  for (int i = 0; i < count; ++i) {
    events.push_back({start + i * represented_us / count,
                      static_cast<std::uint16_t>(bits() % static_cast<unsigned>(tensor.width)),
                      static_cast<std::uint16_t>(bits() % static_cast<unsigned>(tensor.height)),
                      static_cast<polarity>(bits() % 2)});
  }
  return events;
}

template <representation R>
void representation_conforms() {
  static_assert(R::size == R::tensor.size());
  static_assert(R::format(milliseconds(50)).height == R::tensor.height);
  static_assert(R::format(milliseconds(50)).width == R::tensor.width);
  static_assert(R::format(milliseconds(50)).window_us == represented_us);
  using value = typename R::value_type;
  using cells = std::vector<value>;

  // What the cells held before does not matter.
  cells memory(R::size, value{77});
  R by{std::span<value, R::size>{memory}};
  auto const represent = [&](R& with, timestamp_us start, std::vector<event> const& events) {
    with.begin(window_opened{0, start, represented_us});
    for (auto const& e : events) with(e);
    with.finish();
    auto const all = with.cells();
    return cells(all.begin(), all.end());
  };
  auto const nothing = represent(by, 1000, {});
  CHECK(by.cells().size() == R::size);
  CHECK(std::all_of(nothing.begin(), nothing.end(), [](value v) { return !(v < 0) && !(0 < v); }));
  CHECK(by.dropped() == 0);

  // The same events give the same cells, in a window apart and behind another one.
  auto const events = represented_events(R::tensor, 1000, 1, 500);
  auto const alone = represent(by, 1000, events);
  CHECK(alone != nothing);
  represent(by, 60'000, represented_events(R::tensor, 60'000, 2, 300));
  CHECK(represent(by, 1000, events) == alone);
  auto later = events;
  for (auto& e : later) e.t += 7'000'000;
  CHECK(represent(by, 7'001'000, later) == alone);
  cells other(R::size);
  R second{std::span<value, R::size>{other}};
  CHECK(represent(second, 1000, events) == alone);

  // Events outside the picture or the window change nothing and are counted.
  auto const before = second.dropped();
  auto strange = events;
  auto const width = static_cast<std::uint16_t>(R::tensor.width);
  auto const height = static_cast<std::uint16_t>(R::tensor.height);
  strange.push_back({2000, width, 0, polarity::on});
  strange.push_back({2000, 0, height, polarity::on});
  strange.push_back({999, 0, 0, polarity::on});
  strange.push_back({1000 + represented_us, 0, 0, polarity::on});
  CHECK(represent(second, 1000, strange) == alone);
  CHECK(second.dropped() == 2 * before + 4);
}

}  // namespace saccade::test
