// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Cuts an endless stream of events into half-open windows of equal length, without storing any.
///
/// A stage takes an event and the next stage: `stage.push(e, sink)`. The sink of a window stage is
/// called, in this order, with
///   window_opened   before a window's first event (leave the overload out if it is not needed),
///   event           each event of that window,
///   window_closed   when time has passed the window's end,
///   empty_windows   a run of windows in which nothing happened, as one call however long.
/// Every window from the first event's to the last one's is in exactly one of these calls, as long
/// as time does not go back for good. A tick closes the windows that have passed, so that they need
/// not wait for an event.

#include <saccade/duration.hpp>
#include <saccade/event.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace saccade {

/// The window [start, start + length_us). Window 0 is the one that starts at the origin.
struct window_opened {
  std::uint64_t index{};
  timestamp_us start{};
  std::int64_t length_us{};

  friend constexpr auto operator==(window_opened const&, window_opened const&) -> bool = default;
};

/// The end of the window opened last; it held `events` > 0 events.
struct window_closed {
  std::uint64_t index{};
  timestamp_us start{};
  std::int64_t length_us{};
  std::uint64_t events{};

  friend constexpr auto operator==(window_closed const&, window_closed const&) -> bool = default;
};

/// `count` > 0 consecutive windows without an event; `index` and `start` are the first one's.
struct empty_windows {
  std::uint64_t index{};
  timestamp_us start{};
  std::int64_t length_us{};
  std::uint64_t count{};

  friend constexpr auto operator==(empty_windows const&, empty_windows const&) -> bool = default;
};

/// Receives events grouped into windows, in time order of the windows.
template <typename Sink>
concept window_sink = event_sink<Sink> && requires(Sink& sink, window_closed const& closed,
                                                   empty_windows const& empty) {
  sink(closed);
  sink(empty);
};

/// Windows of a length known at run time. They start at the first event's time, or at `origin`.
/// An event before the open window (time went back a little, or before the origin) is dropped and
/// counted as late; a step back inside the open window is no matter.
///
/// One wrong time must not move the windows. An event outside the open window and more than a
/// window's length ahead of the last, or behind the window, waits with those that follow it.
/// Against them speak events that are none of these, which are taken, and others that lie more than
/// a window's length behind the last of them, or on the other side of the open window, which wait
/// too. More of these than of those prove them wrong: they are dropped and counted as outliers.
/// Proven right they are by a tick behind their time, or as the majority of `Held` that wait; at
/// the stream's end, if fewer speak against them, and if they are behind, more of them than are in
/// the open window: else they are late. Windows go on with the first of them; where that is behind,
/// at its window, so that index and start go back, which returns() counts. What waits against them
/// is an outlier as soon as another joins them. With `Held` 0 every event ahead is right, and every
/// one behind late.
///
/// A wrong time that is less than a window ahead closes the window, and what then follows until
/// time has come to its end is late: at most a window's length of events.
///
/// A tick before the open window says nothing. One in place of an event that another stage dropped
/// places the first and the last window as the event would have; any other starts no stream and
/// enters no window.
template <std::size_t Held>
class basic_window_by_time {
 public:
  /// `length_us` > 0; anything else is taken as 1.
  explicit constexpr basic_window_by_time(std::int64_t length_us) noexcept
      : length_{length_us > 0 ? length_us : 1} {}

  constexpr basic_window_by_time(std::int64_t length_us, timestamp_us origin) noexcept
      : basic_window_by_time{length_us} {
    origin_ = origin;
    has_origin_ = true;
    rewind();
  }

  template <window_sink Sink>
  constexpr void push(event const& e, Sink&& sink) {
    auto const in_window = passed(e.t);
    if (e.t >= start_ && in_window < taken_at_once_) {
      reached_ = static_cast<std::uint32_t>(in_window);
      ++events_;
      sink(e);
    } else {
      enter({e, true}, sink);
    }
  }

  template <window_sink Sink>
  constexpr void push(tick const& now, Sink&& sink) {
    if (now.in_place_of_event) {
      enter({{.t = now.t}, false}, sink);
    } else if (started_) {
      if (count_ != 0 && now.t >= held_[0].e.t) release(sink);
      pass(now.t, sink);
      set_taken_at_once();
    }
  }

  /// Ends the stream: closes the open window, also one whose events were all dropped before. The
  /// next event starts another stream, at window 0 and, if one was given, the same origin.
  template <window_sink Sink>
  constexpr void finish(Sink&& sink) {
    if constexpr (Held != 0) {
      while (count_ != 0) end_waiting(sink);
    }
    leave(sink);
    rewind();
    set_taken_at_once();
  }

  [[nodiscard]] constexpr auto length_us() const noexcept -> std::int64_t { return length_; }

  /// Events dropped because they came before the open window.
  [[nodiscard]] constexpr auto late() const noexcept -> std::uint64_t { return late_; }
  /// Events dropped because those behind them had another time.
  [[nodiscard]] constexpr auto outliers() const noexcept -> std::uint64_t { return outliers_; }
  /// How often the stream went back for good.
  [[nodiscard]] constexpr auto returns() const noexcept -> std::uint64_t { return returns_; }

 private:
  /// An event, or in its place the time of one that was dropped.
  struct item {
    event e{};
    bool is_event{};
  };

  // Unsigned, so that no two times are too far apart.
  [[nodiscard]] static constexpr auto between(timestamp_us from, timestamp_us to) noexcept
      -> std::uint64_t {
    return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
  }
  [[nodiscard]] constexpr auto passed(timestamp_us now) const noexcept -> std::uint64_t {
    return between(start_, now);
  }
  [[nodiscard]] constexpr auto length() const noexcept -> std::uint64_t {
    return static_cast<std::uint64_t>(length_);
  }

  constexpr void rewind() noexcept {
    if (has_origin_) start_ = origin_;
    reached_ = 0;
    started_ = has_origin_;
    entered_ = false;
    index_ = 0;
  }

  [[nodiscard]] constexpr auto is_apart(timestamp_us t) const noexcept -> bool {
    if (t >= start_) return passed(t) >= length() && passed(t) - reached_ > length();
    return between(t, start_) > length() && !(has_origin_ && t < origin_);
  }

  /// Apart from what is done with each event, which is to stay small where it is inlined.
  template <typename Sink>
  [[gnu::noinline]] constexpr void enter(item const& next, Sink& sink) {
    if (!waits(next, sink)) take(next, sink);
    set_taken_at_once();
  }

  constexpr void set_taken_at_once() noexcept {
    taken_at_once_ = events_ != 0 && count_ == 0 ? length() : 0;
  }

  /// Whether it is none to be taken now.
  template <typename Sink>
  constexpr auto waits(item const& next, Sink& sink) -> bool {
    if constexpr (Held != 0) {
      if (!started_) return false;
      if (is_apart(next.e.t)) {
        join(next);
        if (count_ == Held) release(sink);
        return true;
      }
      if (count_ == 0) return false;
      if (next.e.t < held_[0].e.t && !is_far_behind(next.e.t, held_[0].e.t)) {
        release(sink);
      } else if (++against_ > believed()) {
        drop_first(believed());
      }
    }
    return false;
  }

  /// Waiting are, in this order, those that believe one another and, from none to as many, those
  /// that have come since and speak against them.
  [[nodiscard]] constexpr auto believed() const noexcept -> std::size_t {
    return count_ - dissenters_;
  }

  constexpr void join(item const& next) noexcept {
    auto const believed_ones = believed();
    if (believed_ones == 0 || !contradicts(next.e.t, held_[believed_ones - 1].e.t)) {
      drop_last(dissenters_);
      held_[count_++] = next;
      return;
    }
    if (dissenters_ != 0 && contradicts(next.e.t, held_[count_ - 1].e.t)) drop_last(dissenters_);
    held_[count_++] = next;
    if (++dissenters_ + against_ > believed_ones) drop_first(believed_ones);
  }

  [[nodiscard]] constexpr auto is_far_behind(timestamp_us t, timestamp_us other) const noexcept
      -> bool {
    return t < other && between(t, other) > length();
  }

  [[nodiscard]] constexpr auto contradicts(timestamp_us t, timestamp_us before) const noexcept
      -> bool {
    return is_far_behind(t, before) || (before < start_ && t >= start_);
  }

  [[nodiscard]] constexpr auto events_in(std::size_t begin, std::size_t end) const noexcept
      -> std::uint64_t {
    std::uint64_t events = 0;
    for (std::size_t i = begin; i != end; ++i) events += held_[i].is_event ? 1U : 0U;
    return events;
  }

  constexpr void drop_last(std::size_t dissenters) noexcept {
    outliers_ += events_in(count_ - dissenters, count_);
    count_ -= dissenters;
    dissenters_ = 0;
  }

  constexpr void drop_first(std::size_t believed) noexcept {
    outliers_ += events_in(0, believed);
    forget_first(believed);
  }

  /// Those against them are then the ones that are believed.
  constexpr void forget_first(std::size_t believed) noexcept {
    std::copy(held_.begin() + static_cast<std::ptrdiff_t>(believed),
              held_.begin() + static_cast<std::ptrdiff_t>(count_), held_.begin());
    count_ -= believed;
    dissenters_ = 0;
    against_ = 0;
  }

  template <typename Sink>
  [[gnu::cold]] constexpr void release(Sink& sink) {
    auto const believed_ones = believed();
    if (held_[0].e.t < start_) go_back_to(held_[0].e.t, sink);
    for (std::size_t i = 0; i != believed_ones; ++i) take(held_[i], sink);
    forget_first(believed_ones);
  }

  /// Of those that are believed.
  template <typename Sink>
  constexpr void end_waiting(Sink& sink) {
    auto const believed_ones = believed();
    if (dissenters_ + against_ >= believed_ones) {
      drop_first(believed_ones);
    } else if (auto const events = events_in(0, believed_ones);
               held_[0].e.t < start_ && events <= events_) {
      late_ += events;
      forget_first(believed_ones);
    } else {
      release(sink);
    }
  }

  template <typename Sink>
  constexpr void go_back_to(timestamp_us t, Sink& sink) {
    leave(sink);
    ++returns_;
    if (t < origin_) return rewind();
    index_ = between(origin_, t) / length();
    start_ = static_cast<timestamp_us>(static_cast<std::uint64_t>(origin_) + index_ * length());
    reached_ = 0;
  }

  /// The time of an event: closes every window that ended by then. Returns whether it is in the
  /// open window; it is not if it is before it.
  template <typename Sink>
  constexpr auto advance(timestamp_us now, Sink& sink) -> bool {
    if (!started_) {
      start_ = origin_ = now;
      started_ = true;
    }
    if (!pass(now, sink)) return false;
    entered_ = true;
    return true;
  }

  template <typename Sink>
  [[gnu::noinline]] constexpr void take(item const& next, Sink& sink) {
    bool const in_window = advance(next.e.t, sink);
    if (!next.is_event) return;
    if (!in_window) {
      ++late_;
      return;
    }
    if (events_ == 0) {
      if constexpr (requires { sink(window_opened{}); }) {
        sink(window_opened{index_, start_, length_});
      }
    }
    ++events_;
    sink(next.e);
  }

  /// Closes what ended by `now`, unless that is before the open window.
  template <typename Sink>
  constexpr auto pass(timestamp_us now, Sink& sink) -> bool {
    if (now < start_) return false;
    if (passed(now) >= length()) close_until(now, sink);
    reached_ = static_cast<std::uint32_t>(passed(now));
    return true;
  }

  template <typename Sink>
  [[gnu::noinline]] constexpr void close_until(timestamp_us now, Sink& sink) {
    auto windows = passed(now) / length();
    if (events_ > 0) {
      close(sink);
      --windows;
    }
    if (windows > 0) {
      sink(empty_windows{index_, start_, length_, windows});
      move(windows);
    }
    entered_ = false;
  }

  /// Closes the open window, if anything was in it.
  template <typename Sink>
  constexpr void leave(Sink& sink) {
    if (events_ > 0) {
      close(sink);
    } else if (entered_) {
      sink(empty_windows{index_, start_, length_, 1});
    }
    entered_ = false;
  }

  template <typename Sink>
  constexpr void close(Sink& sink) {
    sink(window_closed{index_, start_, length_, std::exchange(events_, 0)});
    move(1);
  }

  constexpr void move(std::uint64_t windows) noexcept {
    index_ += windows;
    start_ = static_cast<timestamp_us>(static_cast<std::uint64_t>(start_) + windows * length());
    reached_ = 0;
  }

  std::int64_t length_;
  timestamp_us origin_{};
  timestamp_us start_{};
  std::uint64_t index_{};
  std::uint64_t events_{};
  std::uint64_t late_{};
  std::uint64_t outliers_{};
  std::uint64_t returns_{};
  std::uint64_t taken_at_once_{};  ///< from start_ on: no event there opens a window or is a vote
  std::uint32_t reached_{};        ///< the last time said since start_, or less
  std::array<item, Held> held_{};
  std::size_t count_{};
  std::size_t dissenters_{};  ///< of those held
  std::size_t against_{};     ///< events taken since the first of those held came
  bool has_origin_{};
  bool started_{};
  bool entered_{};
};

/// Events that wait for others to prove them right, unless somebody says otherwise.
inline constexpr std::size_t usual_held_events = 16;

using window_by_time = basic_window_by_time<usual_held_events>;

/// Windows of a length that is part of the type.
template <duration Length>
class window : public window_by_time {
  static_assert(Length.us > 0, "saccade: window: the length must be positive");

 public:
  static constexpr duration length = Length;

  constexpr window() noexcept : window_by_time{Length.us} {}
  explicit constexpr window(timestamp_us origin) noexcept : window_by_time{Length.us, origin} {}
};

}  // namespace saccade
