// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What every filter has in common. tests/stage/filter_conformance.hpp tests a type for it.

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/stage/archetypes.hpp>

#include <concepts>
#include <cstdint>

namespace saccade {

/// Takes events and gives events: changes, drops or delays them, in the order of the stream.
///   push(event, sink)  one event
///   push(tick, sink)   time without an event: passed on
///   finish(sink)       the stream has ended: what was held back goes on. Twice is once; what is
///                      pushed next is a new stream
///   dropped()          events that did not go on, since construction. In the place of each stands
///                      a tick with in_place_of_event
/// A filter that knows its picture's size before or behind it says so: `static constexpr geometry
/// source`, `target`.
template <typename F>
concept filter =
    requires(F& f, F const& seen, event const& e, tick const& now, archetypes::stage_sink& sink) {
      f.push(e, sink);
      f.push(now, sink);
      f.finish(sink);
      { seen.dropped() } -> std::convertible_to<std::uint64_t>;
    };

/// The size that a filter takes, {0, 0} where it takes any.
template <typename F>
[[nodiscard]] consteval auto source_of() noexcept -> geometry {
  if constexpr (requires {
                  { F::source } -> std::convertible_to<geometry>;
                }) {
    return F::source;
  } else {
    return {};
  }
}

/// The size that it gives, {0, 0} where that is what it takes.
template <typename F>
[[nodiscard]] consteval auto target_of() noexcept -> geometry {
  if constexpr (requires {
                  { F::target } -> std::convertible_to<geometry>;
                }) {
    return F::target;
  } else {
    return {};
  }
}

}  // namespace saccade
