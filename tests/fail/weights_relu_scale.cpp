// EXPECT: relu, max_pool and flatten must keep scale and zero point
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 16, .channels = 10}) |
                            sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) | sc::relu |
                            sc::global_average_pool | sc::linear({.out = 4});

#ifdef SACCADE_FAIL
inline constexpr int zero_point = -3;
#else
inline constexpr int zero_point = -4;
#endif

inline constexpr sc::weights<5, 752, 12> weights{
    .architecture = sc::detail::planned<net>.architecture,
    .nodes = {{1.0F, 0}, {0.5F, -4}, {0.5F, zero_point}, {0.25F, 3}}};

using model = sc::model<net, weights>;
auto run(model::arena& arena) -> std::int32_t {
  return model::run(arena)[0];
}
