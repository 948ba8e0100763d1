// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What an event camera reports: brightness changes at pixels, edges on its trigger pins, and the
/// time that passes between them.

#include <compare>
#include <concepts>
#include <cstdint>

namespace saccade {

/// Camera time in microseconds, with the format's wraps unfolded. Not rebased: a recording rarely
/// starts at 0.
using timestamp_us = std::int64_t;

enum class polarity : std::uint8_t { off = 0, on = 1 };

/// One brightness change. `x` grows to the right and `y` downwards from the upper left pixel.
struct event {
  timestamp_us t{};
  std::uint16_t x{};
  std::uint16_t y{};
  polarity p{};

  friend constexpr auto operator==(event const&, event const&) -> bool = default;
};

/// One edge on an external trigger pin: `value` is the pin's new level.
struct trigger {
  timestamp_us t{};
  std::uint8_t id{};
  bool value{};

  friend constexpr auto operator==(trigger const&, trigger const&) -> bool = default;
};

/// Time has reached `t`, and no event says so: a time word, a clock, or what a stage passes on in
/// place of an event that it drops.
struct tick {
  timestamp_us t{};
  bool in_place_of_event{};

  friend constexpr auto operator==(tick const&, tick const&) -> bool = default;
};

/// Receives decoded events one at a time, in stream order.
template <typename Sink>
concept event_sink = requires(Sink& sink, event const& e) { sink(e); };

/// Also receives the external triggers.
template <typename Sink>
concept trigger_sink = requires(Sink& sink, trigger const& edge) { sink(edge); };

/// Also hears of time without an event: by a name of its own, so that a sink that takes anything,
/// [](auto const& item) {...}, goes on hearing what it heard.
template <typename Sink>
concept tick_sink = requires(Sink& sink, tick const& now) { sink.advance(now); };

/// Every stage passes a tick on, to a sink that wants it.
template <typename Sink>
constexpr void pass_on(tick const& now, Sink& sink) {
  if constexpr (tick_sink<Sink>) sink.advance(now);
}

}  // namespace saccade
