// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What error_policy::clamp_time makes of a recording's times.

#include <saccade/event.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace saccade::host {

/// Hands events and triggers on so that time never goes back: one whose time is smaller than its
/// predecessor's gets that.
///
/// One that is wrong by being far ahead must not hold all that follow. So the first of a stream,
/// and any more than `far_us` ahead of its predecessor, wait with those behind them. If one comes
/// that lies as far behind the last of them, those as far ahead of it were wrong, and get the time
/// before them, or if there was none that one's. `most_waiting` that wait are right.
template <typename Sink>
class time_clamp {
 public:
  static constexpr std::uint64_t far_us = 1'000'000;
  static constexpr std::size_t most_waiting = 64;

  explicit time_clamp(Sink& sink) : sink_{std::addressof(sink)} {}

  void operator()(event const& e) { take(e, e.t); }
  void operator()(trigger const& edge) { take(edge, edge.t); }

  void advance(tick const& now)
    requires tick_sink<Sink>
  {
    if (waiting_.empty() && last_ && now.t > *last_) sink_->advance(now);
  }

  /// At the end, what waits is right.
  void finish() { release(); }

 private:
  using item = std::variant<event, trigger>;

  [[nodiscard]] static auto is_far(timestamp_us from, timestamp_us to) noexcept -> bool {
    if (to <= from) return false;
    return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from) > far_us;
  }

  [[nodiscard]] static auto time_of(item const& one) noexcept -> timestamp_us {
    return std::visit([](auto const& held) { return held.t; }, one);
  }

  template <typename Item>
  void take(Item const& next, timestamp_us t) {
    if (!waiting_.empty() && is_far(t, newest_)) {
      for (auto const& one : std::exchange(waiting_, {})) {
        auto const own = time_of(one);
        hand_on(one, is_far(t, own) ? last_.value_or(t) : own);
      }
    }
    if (waiting_.empty() && last_ && !is_far(*last_, t)) return hand_on(next, t);
    newest_ = waiting_.empty() ? t : std::max(newest_, t);
    waiting_.emplace_back(next);
    if (waiting_.size() == most_waiting) release();
  }

  void release() {
    for (auto const& one : std::exchange(waiting_, {})) {
      hand_on(one, time_of(one));
    }
  }

  void hand_on(item const& one, timestamp_us t) {
    last_ = std::max(t, last_.value_or(t));
    std::visit(
        [&](auto held) {
          held.t = *last_;
          give(held);
        },
        one);
  }

  void give(event const& e) { (*sink_)(e); }
  void give(trigger const& edge) {
    if constexpr (trigger_sink<Sink>) (*sink_)(edge);
  }

  Sink* sink_;
  std::optional<timestamp_us> last_{};  ///< handed on
  std::vector<item> waiting_{};
  timestamp_us newest_{};
};

/// Of a recording, whose triggers may come apart from its events and have a time of their own.
template <typename Sink>
class time_clamps {
 public:
  time_clamps(Sink& sink, bool triggers_in_order)
      : events_{sink}, triggers_{sink}, in_order_{triggers_in_order} {}

  void operator()(event const& e) { events_(e); }
  void operator()(trigger const& edge) { (in_order_ ? events_ : triggers_)(edge); }
  void advance(tick const& now)
    requires tick_sink<Sink>
  {
    events_.advance(now);
  }

  void finish() {
    events_.finish();
    triggers_.finish();
  }

 private:
  time_clamp<Sink> events_;
  time_clamp<Sink> triggers_;
  bool in_order_;
};

}  // namespace saccade::host
