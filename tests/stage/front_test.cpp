// SPDX-License-Identifier: Apache-2.0
#include <saccade/stage/front.hpp>

#include "stage/front_conformance.hpp"
#include "support/catch.hpp"
#include "support/computed_front.hpp"
#include "support/random_weights.hpp"

#include <saccade/filter/rescale.hpp>
#include <saccade/graph/layers.hpp>
#include <saccade/model/model.hpp>
#include <saccade/model/trained_on.hpp>
#include <saccade/pipeline/dense_front.hpp>
#include <saccade/represent/voxel_grid.hpp>

#include <type_traits>

namespace sc = saccade;

namespace {

inline constexpr auto net = sc::input<std::int8_t>({.height = 16, .width = 12, .channels = 6}) |
                            sc::conv2d({.out = 8, .kernel = 4, .stride = 4}) | sc::relu |
                            sc::residual(sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) | sc::relu) |
                            sc::flatten | sc::linear({.out = 4});
using grid = sc::voxel_grid<2, 3, 16, 12>;

inline constexpr auto weights = [] {
  auto w = sc::test::random_weights<net>(11);
  w.grid = grid::format(sc::milliseconds(50));
  return w;
}();
using model = sc::model<net, weights>;

/// Whose input takes counts in steps of 0.035.
inline constexpr auto stepped_weights = [] {
  auto w = weights;
  w.grid = {};
  w.nodes[0] = {.scale = 0.035F, .zero_point = -128};
  return w;
}();
using stepped = sc::trained_on<sc::model<net, stepped_weights>, grid::format(sc::milliseconds(50))>;

static_assert(sc::front<sc::dense_front<grid, model>>);
static_assert(!sc::front<grid>);
static_assert(!sc::representation<sc::dense_front<grid, model>>);
static_assert(!sc::front<sc::rescale<sc::geometry{16, 16}, sc::geometry{8, 8}>>);
static_assert(std::is_same_v<model::after<1>, model>);
static_assert(std::is_same_v<stepped::after<1>, stepped>);

}  // namespace

TEST_CASE("dense_front is a front") {
  sc::test::front_conforms<sc::dense_front<grid, model>, model, grid>();
  sc::test::front_conforms<sc::dense_front<grid, stepped>, stepped, grid>();
}

TEST_CASE("a front may do the network's first layers") {
  // The convolution alone, and with its relu.
  sc::test::front_conforms<sc::test::computed_front<grid, model, 2>, model, grid>();
  sc::test::front_conforms<sc::test::computed_front<grid, model, 3>, model, grid>();
  sc::test::front_conforms<sc::test::computed_front<grid, stepped, 3>, stepped, grid>();
}
