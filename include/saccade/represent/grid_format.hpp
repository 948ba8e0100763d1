// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What a network was trained on: the numbers that define its voxel grids. A model names them, and
/// a pipeline that would feed it anything else does not compile.

#include <cstdint>

namespace saccade {

/// How an event's time chooses its bin.
enum class time_map : std::uint8_t {
  none,                ///< the model says nothing about its input
  fixed_window,        ///< equal bins between the window's edges; nothing is stored
  data_range_float32,  ///< between the first and the last event, computed as torch does on int64
  data_range_float64,  ///< the same formula in float64
  data_range_clamped,  ///< equal bins, the last event's time counted into the last one
};

/// Counts per polarity, time bin and pixel, saturating at `cap`, or float counts where it is 0.
/// Channel = polarity * bins + bin.
struct grid_format {
  int polarities{};
  int bins{};
  int height{};
  int width{};
  std::int64_t window_us{};
  time_map map{};
  int cap{};

  friend constexpr auto operator==(grid_format const&, grid_format const&) -> bool = default;
};

}  // namespace saccade
