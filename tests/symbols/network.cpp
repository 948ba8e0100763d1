// SPDX-License-Identifier: Apache-2.0
// A network of 25 nodes with three residuals, as a user would write it; never run.
#include <saccade/saccade.hpp>

#include "../support/zero_weights.hpp"

namespace sc = saccade;

namespace gesture {

template <int Out, int Stride>
constexpr auto block =
    sc::residual(sc::conv2d({.out = Out, .kernel = 3, .stride = Stride, .pad = 1}) | sc::relu |
                     sc::conv2d({.out = Out, .kernel = 3, .pad = 1}),
                 sc::conv2d({.out = Out, .stride = Stride})) |
    sc::relu;

inline constexpr auto net =
    sc::input<std::int8_t>({.height = 128, .width = 128, .channels = 10}) |
    sc::conv2d({.out = 24, .kernel = 4, .stride = 4}) | sc::relu | sc::max_pool({.kernel = 2}) |
    sc::conv2d({.out = 24, .kernel = 3, .pad = 1, .groups = 24}) | block<40, 1> | block<96, 2> |
    block<208, 2> | sc::global_average_pool | sc::linear({.out = 11}) | sc::softmax;

inline constexpr auto const& weights = sc::test::zero_weights<net>;
using model = sc::model<net, weights>;
static_assert(model::nodes.size() >= 25);

model::arena arena;

auto run() -> std::int32_t {
  std::size_t bytes = 0;
  auto const logits = model::run(
      arena, [&](std::size_t, std::span<std::int8_t const> tensor) { bytes += tensor.size(); });
  return logits[0] + static_cast<std::int32_t>(bytes) + model::run(arena)[1];
}

}  // namespace gesture
