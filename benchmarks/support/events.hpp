// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace saccade::benchmarks {

/// `count` made-up events of a sensor, evenly over `us` microseconds, at random places: the worst
/// case for the caches.
inline auto random_events(geometry sensor, std::size_t count, std::int64_t us)
    -> std::vector<event> {
  std::mt19937 random{1};
  std::vector<event> events(count);
  for (std::size_t i = 0; i < count; ++i) {
    auto const place = random();
    events[i] = {
        static_cast<std::int64_t>(i) * us / static_cast<std::int64_t>(count),
        static_cast<std::uint16_t>((place & 0xFFFFU) % static_cast<unsigned>(sensor.width)),
        static_cast<std::uint16_t>((place >> 16) % static_cast<unsigned>(sensor.height)),
        (random() & 1U) != 0 ? polarity::on : polarity::off};
  }
  return events;
}

}  // namespace saccade::benchmarks
