// EXPECT: the model does not say which grids it was trained on
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::global_average_pool | sc::linear({.out = 4});

using grid = sc::voxel_grid<2, 5, 16, 16>;
using imported = sc::model<net, sc::test::zero_weights<net>>;

#ifdef SACCADE_FAIL
using model = imported;
#else
using model = sc::trained_on<imported, grid::format(sc::milliseconds(50))>;
#endif

sc::pipeline<sc::evt3_decoder, sc::rescale<sc::geometry{1280, 720}, sc::geometry{16, 16}>,
             sc::window<sc::milliseconds(50)>, grid, model>
    gestures;
auto push(std::span<std::byte const> bytes) -> bool {
  return bool{gestures.push(bytes, [](sc::decision const&) {})};
}
