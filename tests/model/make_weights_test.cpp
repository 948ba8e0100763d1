// SPDX-License-Identifier: Apache-2.0
#include <saccade/model/make_weights.hpp>

#include "support/catch.hpp"

#include <saccade/graph/layers.hpp>
#include <saccade/model/model.hpp>
#include <saccade/quantize/parameters.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace sc = saccade;

namespace {

// One of every layer that has numbers, and of those that keep their operand's.
inline constexpr auto net =
    sc::input<std::int8_t>({.height = 8, .width = 8, .channels = 2}) |
    sc::conv2d({.out = 3, .kernel = 3}) | sc::relu |
    sc::residual(sc::conv2d({.out = 3}), sc::conv2d({.out = 3, .groups = 3}) | sc::relu) |
    sc::max_pool({.kernel = 2}) | sc::average_pool({.kernel = 3}) | sc::flatten |
    sc::linear({.out = 2}) | sc::softmax;

template <std::size_t N, int First>
constexpr auto counting = [] {
  std::array<std::int8_t, N> values{};
  for (std::size_t i = 0; i < N; ++i)
    values[i] = static_cast<std::int8_t>(First + static_cast<int>(i));
  return values;
}();

constexpr std::array<float, 3> steps{0.5F, 0.25F, 0.125F};
constexpr float step[]{0.1F};
constexpr std::array<std::int32_t, 3> bias{7, -8, 9};
constexpr sc::grid_format trained_on{2, 1, 8, 8, 1000, sc::time_map::fixed_window, 127};

inline constexpr std::array layers{
    sc::layer_parameters{.scale = 2.0F, .zero_point = -3},
    sc::layer_parameters{.weight = counting<54, 1>,
                         .weight_scale = steps,
                         .bias = bias,
                         .scale = 0.7F,
                         .zero_point = 4},
    sc::layer_parameters{
        .weight = counting<9, 60>, .weight_scale = step, .scale = 0.3F, .zero_point = 5},
    sc::layer_parameters{.weight = counting<3, 70>,
                         .weight_scale = step,
                         .bias = bias,
                         .scale = 0.9F,
                         .zero_point = -6},
    sc::layer_parameters{.scale = 0.6F, .zero_point = 7},
    sc::layer_parameters{.scale = 0.2F, .zero_point = -8},
    sc::layer_parameters{.weight = counting<6, -6>, .weight_scale = step}};

inline constexpr auto weights = sc::make_weights<net, layers>(trained_on);
using model = sc::model<net, weights>;

auto scale_and_zero_point(std::size_t node) {
  return std::pair{weights.nodes[node].scale, weights.nodes[node].zero_point};
}

}  // namespace

static_assert(model::is_sound);
static_assert(weights.node_count == 12);
static_assert(weights.channel_count == 3 + 3 + 3 + 2);
static_assert(weights.weight_bytes == 64 + 16 + 16 + 16);
static_assert(weights.architecture == sc::architecture_hash(net));
static_assert(weights.grid == trained_on);

TEST_CASE("a layer keeps its numbers, a relu or a pool its operand's") {
  CHECK(scale_and_zero_point(0) == std::pair{2.0F, -3});
  CHECK(scale_and_zero_point(1) == std::pair{0.7F, 4});
  CHECK(scale_and_zero_point(2) == scale_and_zero_point(1));
  CHECK(scale_and_zero_point(3) == std::pair{0.3F, 5});
  CHECK(scale_and_zero_point(4) == std::pair{0.9F, -6});
  CHECK(scale_and_zero_point(5) == scale_and_zero_point(4));
  CHECK(scale_and_zero_point(6) == std::pair{0.6F, 7});
  CHECK(scale_and_zero_point(7) == scale_and_zero_point(6));
  CHECK(scale_and_zero_point(8) == std::pair{0.2F, -8});
}

TEST_CASE("weights and biases lie where the kernels read them") {
  for (std::size_t i = 0; i < 54; ++i) CHECK(weights.weight[i] == static_cast<int>(i) + 1);
  CHECK(std::all_of(weights.weight + 54, weights.weight + 64, [](int w) { return w == 0; }));
  CHECK(weights.weight[64] == 60);
  CHECK(weights.weight[72] == 68);
  CHECK(weights.weight[80] == 70);
  CHECK(weights.weight[96] == -6);
  CHECK(weights.weight[101] == -1);
  CHECK(std::equal(bias.begin(), bias.end(), weights.bias));
  CHECK(weights.bias[3] == 0);
  CHECK(std::equal(bias.begin(), bias.end(), weights.bias + 6));
}

TEST_CASE("ratios and multipliers follow from the scales") {
  for (std::size_t c = 0; c < 3; ++c) {
    CHECK(weights.multiplier[c] == sc::requantization_multiplier(2.0F, steps[c], 0.7F));
    CHECK(weights.multiplier[3 + c] == sc::requantization_multiplier(0.7F, 0.1F, 0.3F));
    CHECK(weights.multiplier[6 + c] == sc::requantization_multiplier(0.7F, 0.1F, 0.9F));
  }
  CHECK(model::logit_scale == 0.2F * 0.1F);
  auto const sum = sc::make_add_parameters({0.3F, 133}, {0.9F, 122}, {0.6F, 135});
  CHECK(weights.nodes[6].first_ratio == sum.first_ratio);
  CHECK(weights.nodes[6].second_ratio == sum.second_ratio);
  CHECK(weights.nodes[6].offset == sum.offset);
}

namespace {

inline constexpr auto averaged = sc::input<std::int8_t>({.height = 4, .width = 2, .channels = 2}) |
                                 sc::global_average_pool | sc::linear({.out = 2});
constexpr std::array<std::int8_t, 4> last{1, 0, 0, 1};
inline constexpr std::array averaged_layers{
    sc::layer_parameters{.scale = 0.5F}, sc::layer_parameters{.scale = 0.25F},
    sc::layer_parameters{.weight = last, .weight_scale = step}};
inline constexpr auto averaged_weights = sc::make_weights<averaged, averaged_layers>({});

}  // namespace

TEST_CASE("an average of the whole picture divides by its pixels") {
  using network = sc::model<averaged, averaged_weights>;
  CHECK(averaged_weights.nodes[1].multiplier == sc::average_multiplier(0.5F, 0.25F, 8));
  network::arena arena;
  // Channel 0 is 3 everywhere, channel 1 is 5: in steps of half the size, 6 and 10.
  auto const input = network::input(arena);
  for (std::size_t i = 0; i < input.size(); ++i) input[i] = i % 2 == 0 ? 3 : 5;
  auto const logits = network::run(arena);
  CHECK(logits[0] == 6);
  CHECK(logits[1] == 10);
}
