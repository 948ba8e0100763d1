// SPDX-License-Identifier: Apache-2.0
// A stranger's program: the core, used for one event.
#include <saccade/saccade.hpp>

#include <cstdint>

using grid_type = saccade::voxel_grid<2, 5, 8, 8>;

std::int8_t cells[grid_type::size];

auto main() -> int {
  grid_type grid{cells};
  saccade::rescale<saccade::geometry{16, 16}, saccade::geometry{8, 8}> rescale;
  grid.begin(0, 50'000);
  rescale.push({.t = 0, .x = 15, .y = 15, .p = saccade::polarity::off}, grid);
  grid.finish();
  return cells[grid_type::size - 10] == 1 ? 0 : 1;
}
