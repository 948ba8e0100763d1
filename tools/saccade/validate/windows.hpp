// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Windows of events to compare engines on: simulated, or cut from a recording.

#include <saccade/event.hpp>
#include <saccade/io/recording.hpp>
#include <saccade/io/recording_windows.hpp>
#include <saccade/represent/grid_format.hpp>
#include <saccade/window/by_time.hpp>
#include "simulate/gesture.hpp"
#include "simulate/performance.hpp"
#include "validate/window_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace saccade::host::validate {

/// A sink for a window stage that keeps the first `limit` windows, empty ones too.
class window_collector {
 public:
  explicit window_collector(std::size_t limit) : limit_{limit} {}

  void operator()(window_opened const& window) {
    start_ = window.start;
    open_.clear();
  }
  void operator()(event const& e) {
    if (!full()) open_.push_back({e.t - start_, e.x, e.y, e.p});
  }
  void operator()(window_closed const&) { keep(std::exchange(open_, {})); }
  void operator()(empty_windows const& run) {
    for (std::uint64_t i = 0; i < run.count && !full(); ++i) keep({});
  }

  [[nodiscard]] auto full() const noexcept -> bool { return windows_.size() >= limit_; }
  [[nodiscard]] auto take() -> std::vector<window_events> { return std::exchange(windows_, {}); }

 private:
  void keep(window_events window) {
    if (!full()) windows_.push_back(std::move(window));
  }

  std::size_t limit_;
  timestamp_us start_{};
  window_events open_{};
  std::vector<window_events> windows_{};
};

/// The first windows of a recording, and how it was read.
struct recorded_windows {
  std::vector<window_events> windows{};
  window_report report{};
};

/// At most `limit` windows, cut as read_windows() does. Throws what reading throws.
[[nodiscard]] inline auto read_recorded_windows(recording const& from, grid_format const& format,
                                                std::size_t limit) -> recorded_windows {
  window_collector collector{limit};
  auto const report =
      read_windows(from, {format.width, format.height}, format.window_us, collector);
  return {collector.take(), report};
}

/// Windows of simulated gestures, equal shares of every class. The same everywhere.
[[nodiscard]] inline auto simulated_windows(grid_format const& format, std::size_t count)
    -> std::vector<window_events> {
  auto const share = (count + simulate::gesture_count - 1) / simulate::gesture_count;
  std::vector<window_events> windows;
  for (std::uint32_t i = 0; i < simulate::gesture_count && windows.size() < count; ++i) {
    window_by_time cut{format.window_us, 0};
    window_collector collector{std::min(share, count - windows.size())};
    simulate::performance const what{
        .seed = 20'000,
        .subject = i,
        .gesture = static_cast<simulate::gesture>(i),
        .duration_us = static_cast<timestamp_us>(share) * format.window_us,
        .size = {format.width, format.height}};
    simulate::simulate_events(what, [&](event const& e) { cut.push(e, collector); });
    cut.push(tick{what.duration_us}, collector);
    for (auto& window : collector.take()) windows.push_back(std::move(window));
  }
  return windows;
}

}  // namespace saccade::host::validate
