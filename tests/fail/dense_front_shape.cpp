// EXPECT: dense_front: the representation must have the shape of
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::global_average_pool | sc::linear({.out = 4});
using model = sc::model<net, sc::test::zero_weights<net>>;

#ifdef SACCADE_FAIL
using grid = sc::voxel_grid<2, 5, 16, 8>;
#else
using grid = sc::voxel_grid<2, 5, 16, 16>;
#endif

model::arena arena;
sc::dense_front<grid, model> front{arena};
