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
/// Every window from the first event's to the last one's is in exactly one of these calls. A tick
/// closes the windows that have passed, so that they need not wait for an event.

#include <saccade/duration.hpp>
#include <saccade/event.hpp>

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
/// An event before the open window (time went back, or before the origin) is dropped and counted;
/// a step back inside the open window is no matter. A tick before the open window says nothing. One
/// in place of an event that another stage dropped places the first and the last window as the
/// event would have; any other starts no stream and enters no window.
class window_by_time {
 public:
  /// `length_us` > 0; anything else is taken as 1.
  explicit constexpr window_by_time(std::int64_t length_us) noexcept
      : length_{length_us > 0 ? length_us : 1} {}

  constexpr window_by_time(std::int64_t length_us, timestamp_us origin) noexcept
      : window_by_time{length_us} {
    origin_ = origin;
    has_origin_ = true;
    rewind();
  }

  template <window_sink Sink>
  constexpr void push(event const& e, Sink&& sink) {
    if (!advance(e.t, sink)) {
      ++late_;
      return;
    }
    if (events_ == 0) {
      if constexpr (requires { sink(window_opened{}); }) {
        sink(window_opened{index_, start_, length_});
      }
    }
    ++events_;
    sink(e);
  }

  template <window_sink Sink>
  constexpr void push(tick const& now, Sink&& sink) {
    if (now.in_place_of_event) {
      advance(now.t, sink);
    } else if (started_) {
      pass(now.t, sink);
    }
  }

  /// Says that an event was at `now`, in the window or dropped before: closes every window that
  /// ended by then. Returns whether `now` is in the open window; it is not if it is before it.
  template <window_sink Sink>
  constexpr auto advance(timestamp_us now, Sink&& sink) -> bool {
    if (!started_) {
      start_ = now;
      started_ = true;
    }
    if (!pass(now, sink)) return false;
    entered_ = true;
    return true;
  }

  /// Ends the stream: closes the open window, also one whose events were all dropped before. The
  /// next event starts another stream, at window 0 and, if one was given, the same origin.
  template <window_sink Sink>
  constexpr void finish(Sink&& sink) {
    if (events_ > 0) {
      close(sink);
    } else if (entered_) {
      sink(empty_windows{index_, start_, length_, 1});
    }
    rewind();
  }

  [[nodiscard]] constexpr auto length_us() const noexcept -> std::int64_t { return length_; }

  /// Events dropped because they came before the open window.
  [[nodiscard]] constexpr auto late() const noexcept -> std::uint64_t { return late_; }

 private:
  // Unsigned, so that no two times are too far apart.
  [[nodiscard]] constexpr auto passed(timestamp_us now) const noexcept -> std::uint64_t {
    return static_cast<std::uint64_t>(now) - static_cast<std::uint64_t>(start_);
  }
  [[nodiscard]] constexpr auto length() const noexcept -> std::uint64_t {
    return static_cast<std::uint64_t>(length_);
  }

  constexpr void rewind() noexcept {
    start_ = origin_;
    started_ = has_origin_;
    entered_ = false;
    index_ = 0;
  }

  /// Closes what ended by `now`, unless that is before the open window.
  template <typename Sink>
  constexpr auto pass(timestamp_us now, Sink& sink) -> bool {
    if (now < start_) return false;
    if (passed(now) >= length()) {
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
    return true;
  }

  template <typename Sink>
  constexpr void close(Sink& sink) {
    sink(window_closed{index_, start_, length_, std::exchange(events_, 0)});
    move(1);
  }

  constexpr void move(std::uint64_t windows) noexcept {
    index_ += windows;
    start_ = static_cast<timestamp_us>(static_cast<std::uint64_t>(start_) + windows * length());
  }

  std::int64_t length_;
  timestamp_us origin_{};
  timestamp_us start_{};
  std::uint64_t index_{};
  std::uint64_t events_{};
  std::uint64_t late_{};
  bool has_origin_{};
  bool started_{};
  bool entered_{};
};

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
