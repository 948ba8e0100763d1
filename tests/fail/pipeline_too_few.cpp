// EXPECT: saccade: pipeline: needs a decoder, filters or none, a windower, a representation
// EXPECT-NOTE: argument_fault::too_few, 0, void
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::global_average_pool | sc::linear({.out = 4});
using grid = sc::voxel_grid<2, 5, 16, 16>;
using model = sc::model<net, sc::test::zero_weights<net, grid::format(sc::milliseconds(50))>>;
using scale = sc::rescale<sc::geometry{1280, 720}, sc::geometry{16, 16}>;
using window = sc::window<sc::milliseconds(50)>;

#ifdef SACCADE_FAIL
sc::pipeline<sc::evt3_decoder, grid, model> gestures;
#else
sc::pipeline<sc::evt3_decoder, window, grid, model> gestures;
#endif
auto push(std::span<std::byte const> bytes) -> bool {
  return bool{gestures.push(bytes, [](sc::decision const&) {})};
}
