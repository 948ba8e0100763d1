// SPDX-License-Identifier: Apache-2.0
#include <saccade/onnx/series_parallel.hpp>

#include <saccade/graph/layers.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace sc = saccade;
using sc::host::append_order;
using sc::host::read_series_parallel;

namespace {

/// Of a network that is an expression: whether reading it gives its own order.
auto keeps_order(auto const& net) -> bool {
  auto const expression = read_series_parallel(net.nodes);
  REQUIRE(expression.obstacle == -1);
  auto order = std::vector<int>{0};
  append_order(expression.chain, order);
  auto expected = std::vector<int>(net.nodes.size());
  std::iota(expected.begin(), expected.end(), 0);
  return order == expected;
}

constexpr auto in = sc::input<std::int8_t>({.height = 8, .width = 8, .channels = 4});
constexpr auto conv = sc::conv2d({.out = 4});

}  // namespace

TEST_CASE("an expression of layers is read back in its own order") {
  CHECK(keeps_order(in | conv | sc::relu | sc::flatten | sc::linear({.out = 2})));
  CHECK(keeps_order(in | conv | sc::residual(conv | sc::relu | conv) | sc::relu));
  CHECK(keeps_order(in | conv | sc::residual(sc::identity, conv)));
  CHECK(keeps_order(in | conv | sc::residual(conv | conv, conv)));
  CHECK(keeps_order(in | conv | sc::residual(sc::identity, sc::identity)));
}

TEST_CASE("residuals within residuals are read back") {
  constexpr auto block = sc::residual(conv | sc::relu, conv);
  CHECK(keeps_order(in | conv | sc::residual(block | conv | block, block) | block));
  CHECK(keeps_order(in | conv |
                    sc::residual(sc::residual(block), sc::residual(sc::identity, block))));
}

TEST_CASE("branches in another order are put into that of the expression") {
  // 3 is the first operand, 2 the second.
  auto nodes = std::vector<sc::node>(5);
  nodes[1].inputs[0] = 0;
  nodes[2].inputs[0] = 1;
  nodes[3].inputs[0] = 1;
  nodes[4] = {.kind = sc::op::add, .inputs = {3, 2}};
  auto const expression = read_series_parallel(nodes);
  REQUIRE(expression.obstacle == -1);
  auto order = std::vector<int>{0};
  append_order(expression.chain, order);
  CHECK(order == std::vector<int>{0, 1, 3, 2, 4});
}

TEST_CASE("a layer in two branches that no add joins is an obstacle") {
  // 3 = 1 + 2, 4 = 1 + 3 is fine; 5 = 3 + 4 uses 3 within and beside the second branch.
  auto nodes = std::vector<sc::node>(6);
  nodes[1].inputs[0] = 0;
  nodes[2].inputs[0] = 1;
  nodes[3] = {.kind = sc::op::add, .inputs = {1, 2}};
  nodes[4] = {.kind = sc::op::add, .inputs = {2, 3}};
  nodes[5] = {.kind = sc::op::add, .inputs = {3, 4}};
  CHECK(read_series_parallel(nodes).obstacle == 2);
}

TEST_CASE("adds nested without end are an obstacle, not a deep recursion") {
  auto nodes = std::vector<sc::node>(3000);
  auto const count = static_cast<int>(nodes.size());
  for (auto i = 1; i < count; ++i) {
    nodes[static_cast<std::size_t>(i)] = {.kind = sc::op::add, .inputs = {i - 1, 0}};
  }
  CHECK(read_series_parallel(nodes).obstacle > 0);
}
