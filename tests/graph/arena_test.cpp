// SPDX-License-Identifier: Apache-2.0
#include <saccade/graph/arena.hpp>

#include "support/catch.hpp"
#include "support/random_weights.hpp"

#include <saccade/graph/layers.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

using namespace saccade;

namespace {

constexpr auto in = input<std::int8_t>({.height = 16, .width = 16, .channels = 4});

template <std::size_t N>
struct planned {
  std::array<node, N> nodes{};
  std::array<placement, N> places{};
  std::size_t bytes{};
};

template <std::size_t N>
[[nodiscard]] constexpr auto plan(chain<N> const& net, std::size_t first = 1) -> planned<N> {
  planned<N> p{.nodes = net.nodes};
  std::array<bool, N> placed{};
  if (analyse(p.nodes).what == fault::none) {
    p.bytes = plan_arena(p.nodes, p.places, placed, first);
  }
  return p;
}

constexpr auto straight =
    plan(in | conv2d({.out = 8}) | relu | conv2d({.out = 2}) | flatten | linear({.out = 3}));
static_assert(straight.bytes == 16 * 16 * (4 + 8));
static_assert(straight.places[1].kept == storage::fused);
static_assert(straight.places[2].kept == storage::tensor);
static_assert(straight.places[1].offset == straight.places[2].offset);
static_assert(straight.places[4].kept == storage::alias);
static_assert(straight.places[4].offset == straight.places[3].offset);
static_assert(straight.places[5].kept == storage::result);

// Behind a front that does the first convolution and its relu: neither they nor the input.
constexpr auto behind =
    plan(in | conv2d({.out = 8}) | relu | conv2d({.out = 2}) | flatten | linear({.out = 3}), 3);
static_assert(behind.bytes == 16 * 16 * (8 + 2));
static_assert(behind.places[0].kept == storage::front);
static_assert(behind.places[1].kept == storage::front);
static_assert(behind.places[2].kept == storage::tensor);
static_assert(behind.places[3].offset == 16 * 16 * 8);
// Of the convolution alone: then the relu is a node of its own, and lies on it.
constexpr auto behind_convolution =
    plan(in | conv2d({.out = 8}) | relu | conv2d({.out = 2}) | flatten | linear({.out = 3}), 2);
static_assert(behind_convolution.bytes == behind.bytes);
static_assert(behind_convolution.places[1].kept == storage::tensor);
static_assert(behind_convolution.places[2].offset == behind_convolution.places[1].offset);

// The block's input is read again by the sum: three tensors live, and the sum lies on the body.
constexpr auto block =
    plan(in | conv2d({.out = 4}) | residual(conv2d({.out = 8}) | conv2d({.out = 4})) | flatten |
         linear({.out = 3}));
static_assert(block.bytes == 16 * 16 * (4 + 8 + 4));
static_assert(block.places[4].offset == block.places[3].offset);
static_assert(reads_front(block.nodes, 1) == -1);
static_assert(reads_front(block.nodes, 2) == -1);
static_assert(reads_front(block.nodes, 3) == 4);

// A relu whose operand is read again is a node of its own and may not write over it.
constexpr auto shared = plan(in | conv2d({.out = 4}) | residual(relu | conv2d({.out = 4})) |
                             flatten | linear({.out = 3}));
static_assert(shared.places[1].kept == storage::tensor);
static_assert(shared.places[2].offset != shared.places[1].offset);

/// Runs the plan on a memory whose bytes remember which node wrote them, and checks that each node
/// still finds its operands whole.
void execute(std::span<node const> nodes, std::span<placement const> places, std::size_t bytes,
             std::size_t first = 1) {
  std::vector<int> written(bytes, -1);
  std::vector<int> value(nodes.size());  // the node whose bytes a node's result is
  auto const holds = [&](int operand) {
    auto const i = static_cast<std::size_t>(operand);
    for (std::size_t k = 0; k < places[i].bytes; ++k) {
      if (written.at(places[i].offset + k) != value[i]) return false;
    }
    return true;
  };
  for (std::size_t i = first - 1; i < nodes.size(); ++i) {
    placement const& p = places[i];
    if (i >= first) {
      bool const fine =
          holds(nodes[i].inputs[0]) && (nodes[i].inputs[1] < 0 || holds(nodes[i].inputs[1]));
      if (!fine) FAIL_CHECK("node " << i << " does not find its operands");
    }
    if (p.kept == storage::result) continue;
    CHECK(p.offset % 16 == 0);
    CHECK(p.bytes == nodes[i].result.size());
    if (p.kept == storage::alias) {
      value[i] = value[static_cast<std::size_t>(nodes[i].inputs[0])];
      continue;
    }
    value[i] = static_cast<int>(i);
    for (std::size_t k = 0; k < p.bytes; ++k) written.at(p.offset + k) = static_cast<int>(i);
  }
}

}  // namespace

TEST_CASE("no node's operands are overwritten before it runs, in random graphs") {
  test::random_numbers random{2};
  int fused = 0;
  int in_place = 0;
  int behind_fronts = 0;
  for (int round = 0; round < 3000; ++round) {
    std::vector<node> nodes{
        {.kind = op::input, .result = {random(1, 6), random(1, 6), random(1, 8)}},
        {.kind = op::conv2d, .inputs = {0}, .out = random(1, 8)}};
    int const size = random(3, 24);
    while (static_cast<int>(nodes.size()) < size) {
      auto const last = static_cast<int>(nodes.size()) - 1;
      int const source = random(0, 3) == 0 ? random(1, last) : last;
      node n{.inputs = {source}};
      switch (random(0, 5)) {
        case 0:
          n.kind = op::relu;
          break;
        case 1:
          n.kind = op::add, n.inputs[1] = random(1, last);
          break;
        case 2:
          n.kind = op::flatten;
          break;
        case 3:
          n.kind = op::max_pool;
          break;
        default:
          n.kind = op::conv2d, n.out = random(1, 8);
          break;
      }
      nodes.push_back(n);
      // Keep only what fits: the analysis is another test's.
      auto const v = analyse(nodes);
      if (v.layer == last + 1 && v.what != fault::no_logits) nodes.pop_back();
    }
    // Whatever was not used is summed up by flattening it into the head, one after another.
    auto const last = static_cast<int>(nodes.size()) - 1;
    nodes.push_back({.kind = op::flatten, .inputs = {last}});
    nodes.push_back({.kind = op::linear, .inputs = {last + 1}, .out = random(1, 9)});
    if (random(0, 1) == 0) nodes.push_back({.kind = op::softmax, .inputs = {last + 2}});
    auto const v = analyse(nodes);
    if (v.what != fault::none && v.what != fault::unused_result) continue;

    std::vector<placement> places(nodes.size());
    auto const placed = std::make_unique<bool[]>(nodes.size());
    auto const bytes = plan_arena(nodes, places, {placed.get(), nodes.size()});
    execute(nodes, places, bytes);
    for (std::size_t first = 2; first <= logits_node(nodes); ++first) {
      if (reads_front(nodes, first) != -1) continue;
      std::vector<placement> rest(nodes.size());
      auto const left = plan_arena(nodes, rest, {placed.get(), nodes.size()}, first);
      execute(nodes, rest, left, first);
      ++behind_fronts;
    }
    for (std::size_t i = 1; i < nodes.size(); ++i) {
      fused += places[i].kept == storage::fused ? 1 : 0;
      in_place += nodes[i].kind == op::add && places[i].buffer != static_cast<int>(i) ? 1 : 0;
    }
  }
  CHECK(fused > 100);
  CHECK(in_place > 100);
  CHECK(behind_fronts > 1000);
}
