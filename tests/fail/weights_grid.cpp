// EXPECT: the grid that they name must have the size of the network's input
// EXPECT-NOTE: shape{16, 16, 6}.*shape{16, 16, 10}
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

#ifdef SACCADE_FAIL
inline constexpr int bins = 3;
#else
inline constexpr int bins = 5;
#endif

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::global_average_pool | sc::linear({.out = 4});
using grid = sc::voxel_grid<2, bins, 16, 16>;
inline constexpr auto format = grid::format(sc::milliseconds(50));

using model = sc::model<net, sc::test::zero_weights<net, format>>;
auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
