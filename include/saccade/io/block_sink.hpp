// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Between a decoder and what takes its events: one type for all of them, so that a decoder is
/// compiled once, and not once per sink.

#include <saccade/event.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <span>

namespace saccade::host {

/// Hands events on in blocks, and triggers and, if asked for, ticks between them, in their order.
/// What is left must be flushed.
template <bool Ticks>
class block_sink {
 public:
  template <typename Sink>
  explicit block_sink(Sink& sink)
      : sink_{std::addressof(sink)},
        take_events_{[](void* target, std::span<event const> events) {
          for (event const& e : events) (*static_cast<Sink*>(target))(e);
        }},
        take_trigger_{[](void* target, trigger const& edge) {
          if constexpr (trigger_sink<Sink>) (*static_cast<Sink*>(target))(edge);
        }},
        take_tick_{
            [](void* target, tick const& now) { pass_on(now, *static_cast<Sink*>(target)); }} {}

  void operator()(event const& e) {
    held_[count_++] = e;
    if (count_ == held_.size()) flush();
  }
  void operator()(trigger const& edge) {
    flush();
    take_trigger_(sink_, edge);
  }
  void advance(tick const& now)
    requires Ticks
  {
    flush();
    take_tick_(sink_, now);
  }

  void flush() {
    auto const events = std::span{held_}.first(count_);
    count_ = 0;
    take_events_(sink_, events);
  }

 private:
  void* sink_;
  void (*take_events_)(void*, std::span<event const>);
  void (*take_trigger_)(void*, trigger const&);
  void (*take_tick_)(void*, tick const&);
  std::array<event, 512> held_{};
  std::size_t count_{};
};

}  // namespace saccade::host
