// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The sinks with which the concepts of stages ask: they take what a stage may say, and nothing
/// else.

#include <saccade/event.hpp>
#include <saccade/window/by_time.hpp>

namespace saccade::archetypes {

/// Behind a filter.
struct stage_sink {
  constexpr void operator()(event const&) noexcept {}
  constexpr void advance(tick const&) noexcept {}
};

/// Behind a decoder.
struct decoder_sink : stage_sink {
  using stage_sink::operator();
  constexpr void operator()(trigger const&) noexcept {}
};

/// Behind a windower.
struct window_sink {
  constexpr void operator()(window_opened const&) noexcept {}
  constexpr void operator()(event const&) noexcept {}
  constexpr void operator()(window_closed const&) noexcept {}
  constexpr void operator()(empty_windows const&) noexcept {}
};

}  // namespace saccade::archetypes
