// EXPECT: saccade: voxel_grid: polarities must be 2, or 1 to count both together
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

namespace sc = saccade;

#ifdef SACCADE_FAIL
auto use(sc::voxel_grid<3, 5, 16, 16>& grid) -> void {
  grid.finish();
}
#else
auto use(sc::voxel_grid<1, 5, 16, 16>& grid) -> void {
  grid.finish();
}
#endif
