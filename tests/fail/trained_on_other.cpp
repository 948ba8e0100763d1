// EXPECT: trained_on: the model itself names other grids
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::global_average_pool | sc::linear({.out = 4});

using grid = sc::voxel_grid<2, 5, 16, 16>;
inline constexpr auto format = grid::format(sc::milliseconds(50));
inline constexpr auto other = grid::format(sc::milliseconds(20));

#ifdef SACCADE_FAIL
using model = sc::trained_on<sc::model<net, sc::test::zero_weights<net, other>>, format>;
#else
using model = sc::trained_on<sc::model<net, sc::test::zero_weights<net, format>>, format>;
#endif

sc::pipeline<sc::evt3_decoder, sc::rescale<sc::geometry{1280, 720}, sc::geometry{16, 16}>,
             sc::window<sc::milliseconds(50)>, grid, model>
    gestures;
auto push(std::span<std::byte const> bytes) -> bool {
  return bool{gestures.push(bytes, [](sc::decision const&) {})};
}
