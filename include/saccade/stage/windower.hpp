// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What every windower has in common. tests/stage/windower_conformance.hpp tests a type for it.

#include <saccade/duration.hpp>
#include <saccade/event.hpp>
#include <saccade/stage/archetypes.hpp>
#include <saccade/stage/filter.hpp>

#include <concepts>
#include <cstdint>

namespace saccade {

/// Groups events into windows: calls a window_sink as window/by_time.hpp says.
///   push(event, sink)  one event
///   push(tick, sink)   time without an event: closes what has passed
///   finish(sink)       the stream has ended: closes the open window. Twice is once; what is pushed
///                      next is a new stream
///   late()             events dropped, since construction: before the open window
template <typename W>
concept windower = !filter<W> && requires(W& w, W const& seen, event const& e, tick const& now,
                                          archetypes::window_sink& sink) {
  w.push(e, sink);
  w.push(now, sink);
  w.finish(sink);
  { seen.late() } -> std::convertible_to<std::uint64_t>;
};

/// One whose windows are all as long as its type says.
template <typename W>
concept fixed_windower = windower<W> && requires {
  { W::length } -> std::convertible_to<duration>;
};

}  // namespace saccade
