// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A recording as one stream, as the EVT formats store it, also from a file that has a stream of
/// events and one of triggers.

#include <saccade/event.hpp>
#include <saccade/io/recording.hpp>
#include <saccade/status.hpp>

#include <cstddef>
#include <vector>

namespace saccade::host {

/// Reads as recording::read() does, with AEDAT4's triggers moved to where their times belong:
/// behind every event before them, and before the first event at or after them. Events keep their
/// order, and so do triggers: where the one or the other goes back, so does the stream. Such a file
/// is read twice, and its triggers are kept in memory. Throws host::error for one that cannot be.
template <typename Formats, typename Sink>
  requires event_sink<Sink> && trigger_sink<Sink>
auto read_in_time_order(basic_recording<Formats> const& from, Sink&& sink,
                        error_policy policy = error_policy::skip) -> read_report {
  if (from.triggers_in_order()) return from.read(sink, policy);
  if (!from.can_read_again()) {
    throw error{from.name(),
                "has its triggers apart from its events, which takes two passes, and can "
                "be read once only: save it to a file first"};
  }

  struct {
    std::vector<trigger> found{};
    void operator()(event const&) {}
    void operator()(trigger const& edge) { found.push_back(edge); }
  } triggers;
  from.read(triggers, policy);

  std::size_t next = 0;
  auto const counters = from.read(
      [&](event const& e) {
        while (next != triggers.found.size() && triggers.found[next].t <= e.t) {
          sink(triggers.found[next++]);
        }
        sink(e);
      },
      policy);
  while (next != triggers.found.size()) sink(triggers.found[next++]);
  return counters;
}

}  // namespace saccade::host
