// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "input.hpp"

#include <cstdint>
#include <string>

namespace saccade::tool {

inline constexpr int most_bins = 100;
inline constexpr std::uint64_t most_bytes = std::uint64_t{16} << 30U;

struct voxel_options {
  std::string in;
  input_options input{};
  std::string out;
  std::int64_t window_us{};
  int bins{5};  ///< at most most_bins
  std::string time_map{"fixed"};
  std::string cells{"f32"};
  std::string size{"128x128"};
  std::string time_range{};
  std::uint64_t max_windows{};  ///< 0: as many as most_bytes hold
};

/// Cuts the recording into windows, writes their voxel grids and prints what was written.
void voxelise(voxel_options const& options);

}  // namespace saccade::tool
