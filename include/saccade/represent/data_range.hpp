// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The time maps that depend on the data: bins between the first and the last event of a window.
///
///   u = (t - tmin) / (tmax - tmin + 1e-9), bin = trunc(u * (bins - 1))
///
/// as a published gesture network was trained. The last bin depends on the arithmetic:
///   data_range_float32  torch on int64 times: the difference is exact, the rest is float32, where
///                       1e-9 vanishes; the last bin holds the events at tmax, and from 2^24 us on
///                       those that round to it
///   data_range_float64  the same in float64: below 2^24 us the last bin stays empty
///   data_range_clamped  bin = min((t - tmin) * bins / (tmax - tmin), bins - 1) in integers: no
///                       special bin
/// Where all events have one time they are in bin 0.

#include <saccade/event.hpp>
#include <saccade/represent/equal_bins.hpp>
#include <saccade/represent/grid_format.hpp>

#include <cstddef>
#include <cstdint>

namespace saccade {

/// The bin of an event `offset` = t - tmin after the first one, of `range` = tmax - tmin.
/// `Mode` is one of time_map::data_range_*.
template <time_map Mode>
[[nodiscard]] constexpr auto data_range_bin(std::uint64_t offset, std::uint64_t range,
                                            int bins) noexcept -> int {
  if constexpr (Mode == time_map::data_range_float32) {
    float const u = static_cast<float>(offset) / (static_cast<float>(range) + 1e-9F);
    return static_cast<int>(u * static_cast<float>(bins - 1));
  } else if constexpr (Mode == time_map::data_range_float64) {
    double const u = static_cast<double>(offset) / (static_cast<double>(range) + 1e-9);
    return static_cast<int>(u * static_cast<double>(bins - 1));
  } else {
    if (range == 0) return 0;
    return offset < range ? equal_bin(offset, range, bins) : bins - 1;
  }
}

/// An event that waits for the end of its window; `cell` is its place in bin 0.
struct waiting_event {
  timestamp_us t{};
  std::uint32_t cell{};
};

/// Room for `Capacity` events, inside the object.
template <std::size_t Capacity>
class event_buffer {
  static_assert(Capacity >= 1, "saccade: event_buffer: the capacity must be positive");

 public:
  [[nodiscard]] constexpr auto push(waiting_event const& e) noexcept -> bool {
    if (size_ == Capacity) return false;
    events_[size_++] = e;
    return true;
  }
  constexpr void clear() noexcept { size_ = 0; }
  [[nodiscard]] constexpr auto begin() const noexcept -> waiting_event const* { return events_; }
  [[nodiscard]] constexpr auto end() const noexcept -> waiting_event const* {
    return events_ + size_;
  }

 private:
  std::size_t size_{};
  waiting_event events_[Capacity]{};
};

/// Keeps a window's events in a `Buffer` (event_buffer, or a growing one on a host) until its end.
template <time_map Mode, typename Buffer>
class buffered_data_range {
  static_assert(Mode == time_map::data_range_float32 || Mode == time_map::data_range_float64 ||
                    Mode == time_map::data_range_clamped,
                "saccade: data_range: the mode must be one of time_map::data_range_*");

 public:
  static constexpr time_map kind = Mode;
  static constexpr bool buffered = true;

  constexpr void begin(timestamp_us start, std::int64_t length_us) noexcept {
    start_ = start;
    length_ = length_us > 0 ? static_cast<std::uint64_t>(length_us) : 0;
    buffer_.clear();
  }

  [[nodiscard]] constexpr auto contains(timestamp_us t) const noexcept -> bool {
    return t >= start_ && since(start_, t) < length_;
  }

  /// Returns false if there is no room.
  [[nodiscard]] constexpr auto store(waiting_event const& e) -> bool { return buffer_.push(e); }

  /// Calls `count(cell, bin)` for every stored event.
  template <typename Count>
  constexpr void finish(int bins, Count&& count) {
    bool any = false;
    timestamp_us first = 0;
    timestamp_us last = 0;
    for (auto const& e : buffer_) {
      if (!any || e.t < first) first = e.t;
      if (!any || e.t > last) last = e.t;
      any = true;
    }
    for (auto const& e : buffer_) {
      count(e.cell, data_range_bin<Mode>(since(first, e.t), since(first, last), bins));
    }
    buffer_.clear();
  }

 private:
  [[nodiscard]] static constexpr auto since(timestamp_us from, timestamp_us to) noexcept
      -> std::uint64_t {
    return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
  }

  timestamp_us start_{};
  std::uint64_t length_{};
  Buffer buffer_{};
};

/// Room for `Capacity` events of one window; 16 bytes each, inside the grid object.
template <time_map Mode, std::size_t Capacity>
using data_range = buffered_data_range<Mode, event_buffer<Capacity>>;

}  // namespace saccade
