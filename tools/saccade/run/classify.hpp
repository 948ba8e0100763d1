// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Runs an imported network over the windows of a recording.

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/event_vector.hpp>
#include <saccade/io/recording.hpp>
#include <saccade/io/recording_windows.hpp>
#include <saccade/kernels/softmax.hpp>
#include <saccade/onnx/imported_model.hpp>
#include <saccade/represent/counts.hpp>
#include <saccade/represent/fixed_window.hpp>
#include <saccade/represent/grid_format.hpp>
#include <saccade/represent/quantized_counts.hpp>
#include <saccade/represent/voxel_grid.hpp>
#include <saccade/runtime/executor.hpp>
#include <saccade/window/by_time.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace saccade::host {

/// Fewer events than this in a window are no gesture, unless a caller knows better: half of the
/// fewest that a 50 ms window at 128x128 had in faint recordings of a waving hand. It tells nothing
/// in view from a gesture only where the sensor is quiet: a noisy one has several hundred.
inline constexpr std::uint64_t usual_min_events = 50;

/// What the network says about a window, or about a run of windows without events.
struct classified_window {
  std::uint64_t index{};
  timestamp_us start{};
  std::uint64_t windows{1};                ///< more than 1 for a run of windows without events
  std::uint64_t events{};                  ///< in the window, within the crop
  std::optional<std::size_t> best{};       ///< the class; none with too few events for one
  float confidence{};                      ///< softmax of the logits, at the class
  std::span<std::int32_t const> logits{};  ///< valid during the call; none without a class
  std::chrono::nanoseconds inference{};
};

struct classify_report {
  window_report recording{};
  grid_counters grid{};
};

/// What an imported network is to be fed with: its own input format, or, where the file names none,
/// two polarities in as many bins as its channels allow, fixed windows of `window_us`. A
/// `window_us` above 0 goes before the file's.
[[nodiscard]] inline auto input_format(imported_model const& m, std::int64_t window_us)
    -> grid_format {
  auto format = m.grid;
  if (format.map == time_map::none) {
    auto const& in = m.nodes.front().result;
    if (in.channels % 2 != 0 || window_us <= 0) {
      throw error{"model",
                  "does not say which windows it takes (metadata saccade.time_map, "
                  "saccade.window_us): give a length, --window-us"};
    }
    format = {.polarities = 2,
              .bins = in.channels / 2,
              .height = in.height,
              .width = in.width,
              .map = time_map::fixed_window,
              .cap = 127};
  }
  if (window_us > 0) format.window_us = window_us;
  return format;
}

namespace detail {

/// Voxelises each window into the network's input and calls `decide` with the outcome.
template <typename Map, typename Decide>
class window_classifier {
 public:
  window_classifier(executor& network, grid_format const& format, std::uint64_t min_events,
                    Decide& decide)
      : network_{network},
        decide_{decide},
        min_events_{min_events},
        cap_{format.cap},
        counts_{network.network().quantization.front().scale,
                network.network().quantization.front().zero_point, format.cap},
        grid_{{format.polarities, format.bins, format.height, format.width}, network.input()} {}

  void operator()(window_opened const& w) { grid_.begin(w); }
  void operator()(event const& e) { grid_(e); }
  void operator()(window_closed const& w) {
    grid_.finish();
    decide(w.index, w.start, 1, w.events);
  }
  void operator()(empty_windows const& w) {
    grid_.begin(w.start, w.length_us);
    grid_.finish();
    decide(w.index, w.start, w.count, 0);
  }

  [[nodiscard]] auto counters() const -> grid_counters {
    auto all = grid_.counters();
    all.saturated += above_cap_;
    return all;
  }

 private:
  void decide(std::uint64_t index, timestamp_us start, std::uint64_t windows,
              std::uint64_t events) {
    auto window =
        classified_window{.index = index, .start = start, .windows = windows, .events = events};
    if (events < min_events_) return decide_(window);
    if (cap_ < saturating_counts<>::cap) {
      for (auto const cell : network_.input()) {
        if (cell > cap_) above_cap_ += static_cast<std::uint64_t>(cell - cap_);
      }
    }
    if (cap_ < saturating_counts<>::cap || !counts_.same()) counts_.apply(network_.input());
    auto const before = std::chrono::steady_clock::now();
    auto const logits = network_.run();
    auto const after = std::chrono::steady_clock::now();
    probabilities_.resize(logits.size());
    kernels::softmax(logits, network_.logit_scale(), probabilities_);
    auto const best = kernels::argmax(logits);
    window.best = best;
    window.confidence = probabilities_[best];
    window.logits = logits;
    window.inference = after - before;
    decide_(window);
  }

  executor& network_;
  Decide& decide_;
  std::uint64_t min_events_;
  int cap_;
  std::uint64_t above_cap_{};  ///< events that the grid counted, but the network's cap does not
  quantized_counts counts_;
  dynamic_voxel_grid<Map> grid_;
  std::vector<float> probabilities_{};
};

template <typename Map, typename Decide>
auto classify_with(recording const& from, executor& network, grid_format const& format,
                   std::uint64_t min_events, Decide& decide, time_range const& range)
    -> classify_report {
  auto classifier = window_classifier<Map, Decide>{network, format, min_events, decide};
  auto const report =
      read_windows(from, {format.width, format.height}, format.window_us, classifier, range);
  return {report, classifier.counters()};
}

}  // namespace detail

/// Cuts the recording into windows, rescales and voxelises them as `format` says, and calls
/// `decide(classified_window const&)` for each. A window of fewer than `min_events` events gets no
/// class and costs no inference.
template <typename Decide>
auto classify(recording const& from, executor& network, grid_format const& format,
              std::uint64_t min_events, Decide&& decide, time_range const& range = {})
    -> classify_report {
  switch (format.map) {
    case time_map::data_range_float32:
      return detail::classify_with<unlimited_data_range<time_map::data_range_float32>>(
          from, network, format, min_events, decide, range);
    case time_map::data_range_float64:
      return detail::classify_with<unlimited_data_range<time_map::data_range_float64>>(
          from, network, format, min_events, decide, range);
    case time_map::data_range_clamped:
      return detail::classify_with<unlimited_data_range<time_map::data_range_clamped>>(
          from, network, format, min_events, decide, range);
    case time_map::fixed_window:
    case time_map::none:
      break;
  }
  return detail::classify_with<fixed_window>(from, network, format, min_events, decide, range);
}

}  // namespace saccade::host
