// SPDX-License-Identifier: Apache-2.0
#include <saccade/stage/representation.hpp>

#include "stage/representation_conformance.hpp"
#include "support/catch.hpp"

#include <saccade/filter/rescale.hpp>
#include <saccade/represent/voxel_grid.hpp>
#include <saccade/window/by_time.hpp>

using namespace saccade;

namespace {

static_assert(!representation<rescale<geometry{16, 16}, geometry{8, 8}>>);
static_assert(!representation<window_by_time>);
static_assert(!representation<dynamic_voxel_grid<>>);

}  // namespace

TEST_CASE("voxel grids are representations") {
  test::representation_conforms<voxel_grid<2, 5, 16, 24>>();
  test::representation_conforms<voxel_grid<1, 3, 4, 4, fixed_window, saturating_counts<3>>>();
  test::representation_conforms<voxel_grid<2, 5, 16, 24, fixed_window, float_counts>>();
  test::representation_conforms<
      voxel_grid<2, 3, 8, 8, data_range<time_map::data_range_float32, 600>>>();
  test::representation_conforms<
      voxel_grid<2, 3, 8, 8, data_range<time_map::data_range_clamped, 600>, float_counts>>();
}
