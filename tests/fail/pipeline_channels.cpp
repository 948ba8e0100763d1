// EXPECT: the grid must have as many channels
// EXPECT-NOTE: 12 == 10
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::global_average_pool | sc::linear({.out = 4});
inline constexpr sc::grid_format trained_on{2, 5, 16, 16, 50'000, sc::time_map::fixed_window, 127};
using model = sc::model<net, sc::test::zero_weights<net, trained_on>>;

#ifdef SACCADE_FAIL
using pipeline =
    sc::pipeline<sc::evt3_decoder, sc::rescale<sc::geometry{1280, 720}, sc::geometry{16, 16}>,
                 sc::window<sc::milliseconds(50)>, sc::voxel_grid<2, 6, 16, 16>, model>;
#else
using pipeline =
    sc::pipeline<sc::evt3_decoder, sc::rescale<sc::geometry{1280, 720}, sc::geometry{16, 16}>,
                 sc::window<sc::milliseconds(50)>, sc::voxel_grid<2, 5, 16, 16>, model>;
#endif

pipeline gesture;
