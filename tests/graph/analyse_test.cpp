// SPDX-License-Identifier: Apache-2.0
#include <saccade/graph/analyse.hpp>

#include "support/catch.hpp"
#include "support/random_weights.hpp"

#include <saccade/graph/arena.hpp>
#include <saccade/graph/hash.hpp>
#include <saccade/graph/layers.hpp>
#include <saccade/graph/parameter_layout.hpp>

#include <array>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

using namespace saccade;

namespace {

constexpr auto in = input<std::int8_t>({.height = 8, .width = 6, .channels = 4});
constexpr auto head = global_average_pool | linear({.out = 3});

template <std::size_t N>
[[nodiscard]] constexpr auto check(chain<N> net) -> verdict {
  return analyse(net.nodes);
}

template <std::size_t N>
[[nodiscard]] constexpr auto shape_after(chain<N> const& layers) -> shape {
  auto net = in | layers | head;
  auto const v = analyse(net.nodes);
  return v.what == fault::none ? net.nodes[N].result : shape{};
}

}  // namespace

static_assert(check(in | head) == verdict{});
static_assert(shape_after(conv2d({.out = 5, .kernel = 3})) == shape{6, 4, 5});
static_assert(shape_after(conv2d({.out = 5, .kernel = 3, .stride = 2, .pad = 1})) ==
              shape{4, 3, 5});
static_assert(shape_after(conv2d({.out = 5, .kernel = {3, 1}, .pad = {2, 0, 1, 1}})) ==
              shape{9, 7, 5});
static_assert(shape_after(max_pool({.kernel = 3, .stride = 2})) == shape{3, 2, 4});
static_assert(shape_after(average_pool({.kernel = {8, 6}})) == shape{1, 1, 4});
static_assert(shape_after(flatten) == shape{1, 1, 192});
static_assert(shape_after(conv2d({.out = 4, .kernel = {8, 6}})) == shape{1, 1, 4});

// Each fault, and its neighbour that is none.
static_assert(check(in | conv2d({.out = 4, .kernel = {9, 6}}) | head) ==
              verdict{fault::kernel_exceeds_input, 1, {9, 6, 4}, {8, 6, 4}});
static_assert(check(in | conv2d({.out = 4, .kernel = {9, 6}, .pad = {1, 0, 0, 0}}) | head) ==
              verdict{});
static_assert(check(in | conv2d({.out = 6, .groups = 4}) | head) ==
              verdict{fault::groups_do_not_divide, 1, {8, 6, 8}, {8, 6, 6}});
static_assert(check(in | conv2d({.out = 8, .groups = 4}) | head) == verdict{});
static_assert(check(in | conv2d({.out = 8, .groups = 0}) | head).what ==
              fault::groups_do_not_divide);
static_assert(check(in | conv2d({.out = -1}) | head).what == fault::missing_out);
static_assert(check(in | conv2d({}) | head).what == fault::missing_out);
static_assert(check(in | conv2d({.out = 1, .stride = -1}) | head).what == fault::bad_window);
static_assert(check(in | conv2d({.out = 1, .kernel = {1, 0}}) | head).what == fault::bad_window);
static_assert(check(in | conv2d({.out = 1, .pad = {0, 0, 0, -1}}) | head).what ==
              fault::bad_window);
static_assert(check(in | conv2d({.out = 1, .kernel = 2, .dilation = {1, 0}}) | head).what ==
              fault::bad_window);
// 4 taps 2 apart reach over 7 of 8 rows; of 6 columns 5 apart over the only 6.
static_assert(check(in | conv2d({.out = 1, .kernel = {4, 2}, .dilation = {2, 5}}) | head) ==
              verdict{});
static_assert(check(in | conv2d({.out = 1, .kernel = {4, 2}, .dilation = {3, 5}}) | head).what ==
              fault::kernel_exceeds_input);
static_assert(check(in | max_pool({.kernel = 2, .pad = {0, 0, 2, 0}}) | head).what ==
              fault::bad_window);
static_assert(check(in | max_pool({.kernel = 2, .pad = {0, 0, 1, 0}}) | head) == verdict{});
static_assert(check(in | average_pool({.kernel = 2, .pad = {0, 0, 1, 0}}) | head).what ==
              fault::padded_average);
static_assert(check(in | linear({.out = 4})) ==
              verdict{fault::not_flat, 1, {1, 1, 192}, {8, 6, 4}});
static_assert(check(in | conv2d({.out = 4}) | residual(conv2d({.out = 5})) | head) ==
              verdict{fault::operands_differ, 3, {8, 6, 4}, {8, 6, 5}});
static_assert(check(in | residual(relu, conv2d({.out = 4})) | head).what ==
              fault::input_as_operand);
static_assert(check(in | head | softmax) == verdict{});
static_assert(check(in | head | argmax) == verdict{});
static_assert(check(in | head | softmax | relu).what == fault::after_result);
static_assert(check(in | head | relu) == verdict{fault::no_logits, 3, {1, 1, 3}, {1, 1, 3}});
static_assert(check(in | global_average_pool | softmax).what == fault::no_logits);
static_assert(check(in).what == fault::no_logits);
static_assert(check(head).what == fault::missing_input);
static_assert(check(identity).what == fault::missing_input);
static_assert(check(in | in | head).what == fault::second_input);
static_assert(check(in | conv2d({.out = 65'537}) | head).what == fault::too_large);
static_assert(check(in | conv2d({.out = 65'536}) | head) == verdict{});
static_assert(check(input<std::int8_t>({65'536, 65'536, 1}) | head).what == fault::too_large);
static_assert(check(input<std::int8_t>({1, 65'537, 1}) | head).what == fault::too_large);
static_assert(check(input<std::int8_t>({300, 300, 1}) | head).what == fault::too_large);
static_assert(check(input<std::int8_t>({256, 256, 1}) | head) == verdict{});

// The first fault is the one that is reported.
static_assert(check(in | conv2d({}) | max_pool({.kernel = 0}) | linear({})).layer == 1);

TEST_CASE("graphs that no chain can express are refused") {
  auto const valid = (in | conv2d({.out = 4}) | residual(conv2d({.out = 4})) | head).nodes;
  auto const given = [&](std::size_t i, int source, int second) {
    auto nodes = valid;
    nodes[i].inputs[0] = source;
    nodes[i].inputs[1] = second;
    return analyse(nodes).what;
  };
  CHECK(given(2, 1, -1) == fault::none);
  CHECK(given(2, 2, -1) == fault::source_not_before);
  CHECK(given(2, 4, -1) == fault::source_not_before);
  CHECK(given(2, 1, 1) == fault::source_not_before);
  CHECK(given(2, -1, -1) == fault::source_not_before);
  CHECK(given(3, 2, 1'000'000) == fault::source_not_before);
  CHECK(given(3, 2, -7) == fault::source_not_before);
  CHECK(given(3, 1, 1) == fault::unused_result);
  auto third = valid;
  third[3].inputs[2] = 0;
  CHECK(analyse(third).what == fault::source_not_before);
  CHECK(given(4, 1, -1) == fault::unused_result);
  CHECK(analyse({}).what == fault::missing_input);
}

TEST_CASE("no array of nodes makes the analysis fail") {
  test::random_numbers random{9};
  auto const interesting = [&](int usual) {
    switch (random(0, 7)) {
      case 0:
        return random(-2, 3);
      case 1:
        return 0x7FFFFFFF;
      case 2:
        return -0x7FFFFFFF - 1;
      case 3:
        return random(1, 1 << 20);
      default:
        return usual;
    }
  };
  int accepted = 0;
  for (int round = 0; round < 200'000; ++round) {
    auto nodes = (in | conv2d({.out = 4, .kernel = 3, .pad = 1}) | relu | max_pool({.kernel = 2}) |
                  residual(conv2d({.out = 4})) | head | softmax)
                     .nodes;
    for (int change = random(0, 3); change > 0; --change) {
      node& n = nodes[static_cast<std::size_t>(random(0, static_cast<int>(nodes.size()) - 1))];
      switch (random(0, 11)) {
        case 0:
          n.kind = static_cast<op>(random(0, 20));
          break;
        case 1:
          n.inputs[0] = interesting(n.inputs[0]);
          break;
        case 2:
          n.inputs[1] = interesting(n.inputs[1]);
          break;
        case 3:
          n.out = interesting(n.out);
          break;
        case 4:
          n.kernel = {interesting(n.kernel.height), interesting(n.kernel.width)};
          break;
        case 5:
          n.stride = {interesting(n.stride.height), interesting(n.stride.width)};
          break;
        case 6:
          n.pad.left = interesting(n.pad.left);
          break;
        case 7:
          n.pad.bottom = interesting(n.pad.bottom);
          break;
        case 8:
          n.groups = interesting(n.groups);
          break;
        case 9:
          n.dilation = {interesting(n.dilation.height), interesting(n.dilation.width)};
          break;
        case 10:
          n.inputs[2] = interesting(n.inputs[2]);
          break;
        default:
          n.result = {interesting(8), interesting(6), interesting(4)};
          break;
      }
    }
    auto const v = analyse(nodes);
    CHECK_FALSE(std::string{message(v.what)}.empty());
    if (v.what == fault::none) ++accepted;
  }
  CHECK(accepted > 20'000);
}

static_assert(architecture_hash((in | head).nodes) !=
              architecture_hash((in | head | softmax).nodes));

TEST_CASE("every field of a node changes the architecture hash") {
  auto nodes =
      (in | conv2d({.out = 4, .kernel = 3, .pad = 1}) | residual(conv2d({.out = 4})) | head).nodes;
  REQUIRE(analyse(nodes).what == fault::none);
  auto const known = architecture_hash(nodes);
  // A node is its kind and its type, a byte each, and then 22 ints.
  static_assert(sizeof(node) == 4 + 22 * sizeof(int));
  for (std::size_t field = 0; field < 23; ++field) {
    auto changed = nodes;
    unsigned char bytes[sizeof(node)];
    std::memcpy(bytes, &changed[1], sizeof(node));
    bytes[field * 4] ^= 1;
    std::memcpy(&changed[1], bytes, sizeof(node));
    INFO("field " << field);
    CHECK(architecture_hash(changed) != known);
  }
  auto changed = nodes;
  changed[1].type = element::float16;
  CHECK(architecture_hash(changed) != known);
}

TEST_CASE("the architecture hash stays what generated headers hold") {
  auto nodes = (in | conv2d({.out = 4, .kernel = 3, .pad = 1}) | relu | head).nodes;
  REQUIRE(analyse(nodes).what == fault::none);
  CHECK(architecture_hash(nodes) == 0xAE73D27D091300C4);
}

TEST_CASE("parameter blocks lie in node order at multiples of 16") {
  auto nodes =
      (in | conv2d({.out = 5, .kernel = 3}) | relu | conv2d({.out = 10, .groups = 5}) | head).nodes;
  REQUIRE(analyse(nodes).what == fault::none);
  auto const first = parameters_of(nodes, 1);
  CHECK(first.weight_offset == 0);
  CHECK(first.weight_bytes == 5 * 9 * 4);
  auto const grouped = parameters_of(nodes, 3);
  CHECK(grouped.weight_offset == 192);
  CHECK(grouped.weight_bytes == 10);
  CHECK(grouped.channel_offset == 5);
  auto const end = parameters_of(nodes, nodes.size());
  CHECK(end.weight_offset == 192 + 16 + 32);
  CHECK(end.channel_offset == 5 + 10 + 3);
  CHECK(macs_of(nodes[1]) == 6 * 4 * 5 * 9 * 4);
  CHECK(macs_of(nodes[2]) == 0);
}
