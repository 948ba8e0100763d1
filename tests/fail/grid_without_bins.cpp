// EXPECT: saccade: voxel_grid: there must be a bin
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

namespace sc = saccade;

#ifdef SACCADE_FAIL
auto use(sc::voxel_grid<2, 0, 16, 16>& grid) -> void {
  grid.finish();
}
#else
auto use(sc::voxel_grid<2, 1, 16, 16>& grid) -> void {
  grid.finish();
}
#endif
