// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// How busy a recording is, in the figures by which simulated recordings are held against real
/// ones.

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace saccade::host::simulate {

/// One value for each window.
struct activity {
  std::vector<double> events;
  std::vector<double> voxels;   ///< per cent of the 2 polarities x 5 bins x pixels not zero
  std::vector<double> patches;  ///< per cent of the 4x4 pixel patches with an event
  std::vector<double> largest;  ///< count of a voxel
  std::vector<double> on;       ///< per cent of the events; 50 for an empty window
};

/// Appends the windows of `window_us` from time 0 to `duration_us`; `events` are in time order and
/// within `size`.
inline void measure(std::span<event const> events, geometry size, timestamp_us window_us,
                    timestamp_us duration_us, activity& to) {
  constexpr std::size_t bins = 5;
  auto const width = static_cast<std::size_t>(size.width);
  auto const pixels = width * static_cast<std::size_t>(size.height);
  std::size_t const patches_across = (width + 3) / 4;
  std::size_t const patch_count =
      patches_across * ((static_cast<std::size_t>(size.height) + 3) / 4);
  std::vector<std::uint32_t> voxels(2 * bins * pixels);
  std::vector<bool> patches(patch_count);
  auto e = events.begin();
  for (timestamp_us begin = 0; begin + window_us <= duration_us; begin += window_us) {
    std::fill(voxels.begin(), voxels.end(), 0U);
    std::fill(patches.begin(), patches.end(), false);
    std::size_t count = 0, filled = 0, on = 0, busy = 0;
    std::uint32_t most = 0;
    for (; e != events.end() && e->t < begin + window_us; ++e) {
      auto const bin = static_cast<std::size_t>((e->t - begin) * 5 / window_us);
      auto const p = static_cast<std::size_t>(e->p);
      std::uint32_t& cell = voxels[(p * bins + bin) * pixels + e->y * width + e->x];
      if (++cell == 1) ++filled;
      most = std::max(most, cell);
      patches[e->y / 4U * patches_across + e->x / 4U] = true;
      on += p;
      ++count;
    }
    for (bool const b : patches) busy += b ? 1U : 0U;
    auto const percent = [](std::size_t part, std::size_t whole) {
      return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    };
    to.events.push_back(static_cast<double>(count));
    to.voxels.push_back(percent(filled, voxels.size()));
    to.patches.push_back(percent(busy, patch_count));
    to.largest.push_back(static_cast<double>(most));
    to.on.push_back(count == 0 ? 50.0 : percent(on, count));
  }
}

/// The 5th, 50th, 95th and 100th percentile (nearest rank); zeros for no values.
[[nodiscard]] inline auto percentiles(std::vector<double> values) -> std::array<double, 4> {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  auto const at = [&](std::size_t percent) { return values[(values.size() - 1) * percent / 100]; };
  return {at(5), at(50), at(95), at(100)};
}

}  // namespace saccade::host::simulate
