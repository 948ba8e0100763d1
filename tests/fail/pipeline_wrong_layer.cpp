// EXPECT: residual: both branches must have the same shape
// EXPECT-NOTE: layer<saccade::fault::operands_differ, 3,
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

#ifdef SACCADE_FAIL
inline constexpr int out = 6;
#else
inline constexpr int out = 8;
#endif

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) |
                            sc::residual(sc::conv2d({.out = out})) | sc::global_average_pool |
                            sc::linear({.out = 4});

using grid = sc::voxel_grid<2, 5, 16, 16>;
inline constexpr auto format = grid::format(sc::milliseconds(50));
using model = sc::model<net, sc::test::zero_weights<net, format>>;
static_assert(model::arena_bytes < 10'000);

sc::pipeline<sc::evt3_decoder, sc::rescale<sc::geometry{1280, 720}, sc::geometry{16, 16}>,
             sc::window<sc::milliseconds(50)>, grid, model>
    gestures;
auto push(std::span<std::byte const> bytes) -> bool {
  return bool{gestures.push(bytes, [](sc::decision const&) {})};
}
