// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A recording in a mirror and a recording played backwards: what gesture.hpp's mirrored() and
/// reversed() name. They tell whether a network sees motion or only places.

#include <saccade/event.hpp>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace saccade::host::simulate {

[[nodiscard]] inline auto mirror(std::vector<event> events, int width) -> std::vector<event> {
  for (event& e : events) e.x = static_cast<std::uint16_t>(width - 1 - e.x);
  return events;
}

/// Events of [0, duration_us). Backwards, what grew brighter grows darker.
[[nodiscard]] inline auto reverse(std::vector<event> events, timestamp_us duration_us)
    -> std::vector<event> {
  for (event& e : events) {
    e.t = duration_us - 1 - e.t;
    e.p = e.p == polarity::on ? polarity::off : polarity::on;
  }
  std::reverse(events.begin(), events.end());
  return events;
}

}  // namespace saccade::host::simulate
