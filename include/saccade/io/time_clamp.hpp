// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What error_policy::clamp_time makes of a recording's times.

#include <saccade/event.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <variant>

namespace saccade::host {

/// Hands events and triggers on so that time never goes back: one whose time is smaller than its
/// predecessor's gets that.
///
/// One that is wrong by being ahead must not hold all that follow. So `most_waiting` wait for those
/// behind them. The first of these is wrong if it would hold many more of the others, by `margin`,
/// than stand as far ahead with it: it gets the time before it, or if there was none that of the
/// first that it would hold.
template <typename Sink>
class time_clamp {
 public:
  static constexpr std::size_t most_waiting = 256;
  static constexpr std::size_t margin = 8;

  explicit time_clamp(Sink& sink) : sink_{std::addressof(sink)} {}

  void operator()(event const& e) { take(e, e.t); }
  void operator()(trigger const& edge) { take(edge, edge.t); }

  void advance(tick const& now)
    requires tick_sink<Sink>
  {
    take(now, now.t);
  }

  void finish() {
    while (!waiting_.empty()) release_first();
  }

  /// Events and triggers that were handed on with another time than their own.
  [[nodiscard]] auto changed() const noexcept -> std::uint64_t { return changed_; }

 private:
  using item = std::variant<event, trigger, tick>;
  struct waiting {
    item one;
    timestamp_us t;
  };

  template <typename Item>
  void take(Item const& next, timestamp_us t) {
    if (!waiting_.empty() && t < waiting_.back().t) last_back_ = waiting_.size();
    waiting_.push_back({next, t});
    if (waiting_.size() == most_waiting) release_first();
  }

  /// The time that the first of those waiting gets.
  [[nodiscard]] auto time_of_first() const -> timestamp_us {
    auto const own = waiting_.front().t;
    if (last_back_ == 0) return own;
    auto const is_smaller = [&](waiting const& other) { return other.t < own; };
    auto const held = std::find_if(waiting_.begin(), waiting_.end(), is_smaller);
    auto const beside = static_cast<std::size_t>(held - waiting_.begin());
    auto const smaller = static_cast<std::size_t>(std::count_if(held, waiting_.end(), is_smaller));
    return smaller > beside + margin ? last_.value_or(held->t) : own;
  }

  void release_first() {
    auto const t = time_of_first();
    last_ = std::max(t, last_.value_or(t));
    std::visit([&](auto held) { give(held); }, waiting_.front().one);
    waiting_.pop_front();
    if (last_back_ != 0) --last_back_;
  }

  template <typename Item>
  void give(Item held) {
    if constexpr (std::same_as<Item, tick>) {
      if constexpr (tick_sink<Sink>) {
        if (held.t == *last_) sink_->advance(held);
      }
    } else {
      if (held.t != *last_) ++changed_;
      held.t = *last_;
      if constexpr (std::same_as<Item, event> || trigger_sink<Sink>) (*sink_)(held);
    }
  }

  Sink* sink_;
  std::optional<timestamp_us> last_{};  ///< handed on
  std::deque<waiting> waiting_{};
  std::size_t last_back_{};  ///< index of the last one waiting that time goes back to; 0 where none
  std::uint64_t changed_{};
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

  [[nodiscard]] auto changed() const noexcept -> std::uint64_t {
    return events_.changed() + triggers_.changed();
  }

 private:
  time_clamp<Sink> events_;
  time_clamp<Sink> triggers_;
  bool in_order_;
};

}  // namespace saccade::host
