// SPDX-License-Identifier: Apache-2.0
#include <saccade/model/model.hpp>

#include "support/catch.hpp"
#include "support/random_weights.hpp"
#include "support/reference_network.hpp"

#include <saccade/quantize/fixed_point.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <span>
#include <vector>

namespace sc = saccade;
using sc::test::picture;

namespace {

// Every kind of layer, rectangular kernels, uneven padding, groups, both forms of residual, a relu
// that cannot be fused since its operand is read twice.
inline constexpr auto net =
    sc::input<std::int8_t>({.height = 14, .width = 13, .channels = 4}) |
    sc::conv2d({.out = 8, .kernel = {3, 2}, .stride = {1, 2}, .pad = {0, 1, 2, 0}}) | sc::relu |
    sc::conv2d({.out = 8, .kernel = 3, .pad = 1, .groups = 8}) |
    sc::residual(sc::conv2d({.out = 8, .kernel = 3, .pad = 1, .groups = 2}) | sc::relu |
                 sc::conv2d({.out = 8})) |
    sc::relu | sc::max_pool({.kernel = 2, .stride = {2, 1}, .pad = {1, 1, 0, 0}}) |
    sc::residual(sc::identity,
                 sc::relu | sc::conv2d({.out = 8, .kernel = {1, 3}, .pad = {0, 1, 0, 1}})) |
    sc::average_pool({.kernel = 2}) | sc::conv2d({.out = 6, .kernel = 3, .pad = 3}) |
    sc::residual(sc::conv2d({.out = 5}), sc::conv2d({.out = 5}) | sc::relu) |
    sc::residual(sc::flatten | sc::linear({.out = 12}) | sc::relu,
                 sc::global_average_pool | sc::linear({.out = 12})) |
    sc::linear({.out = 7}) | sc::softmax;

inline constexpr auto weights = sc::test::random_weights<net>(7);
using model = sc::model<net, weights>;

/// Runs the analysed graph with the reference operations. Index: node.
auto reference_run(std::vector<int> const& input) -> std::map<std::size_t, picture> {
  std::map<std::size_t, picture> tensors;
  auto const shaped = [](sc::shape s) { return picture{s.height, s.width, s.channels}; };
  for (std::size_t i = 0; i < model::nodes.size(); ++i) {
    sc::node const& n = model::nodes[i];
    picture out = shaped(n.result);
    if (n.kind == sc::op::input) {
      out.values = input;
      tensors.emplace(i, out);
      continue;
    }
    auto const source = static_cast<std::size_t>(n.inputs[0]);
    picture const& in = tensors.at(source);
    auto const& q = weights.nodes[i];
    int const zero = weights.nodes[source].zero_point;
    auto const block = sc::parameters_of(model::nodes, i);
    std::int8_t const* taps = weights.weight + block.weight_offset;
    auto const finish = [&](picture const& sums, auto multiplier_of, auto bias_of) {
      out = sums;
      for (std::size_t k = 0; k < out.values.size(); ++k) {
        auto const c = k % static_cast<std::size_t>(out.channels);
        out.values[k] = sc::test::reference_requantize(std::int64_t{sums.values[k]} + bias_of(c),
                                                       multiplier_of(c), q.zero_point, -128);
      }
    };
    auto const channel_multiplier = [&](std::size_t c) {
      return weights.multiplier[block.channel_offset + c];
    };
    auto const channel_bias = [&](std::size_t c) { return weights.bias[block.channel_offset + c]; };
    auto const node_multiplier = [&](std::size_t) { return q.multiplier; };
    auto const no_bias = [](std::size_t) { return 0; };
    switch (n.kind) {
      case sc::op::conv2d:
        finish(sc::test::reference_conv2d(in, n, zero, taps), channel_multiplier, channel_bias);
        break;
      case sc::op::linear: {
        // A 1x1 convolution of a 1x1 picture.
        auto const sums = sc::test::reference_conv2d(in, n, zero, taps);
        if (i == sc::logits_node(model::nodes)) {
          for (std::size_t c = 0; c < sums.values.size(); ++c) {
            out.values[c] = sums.values[c] + channel_bias(c);
          }
        } else {
          finish(sums, channel_multiplier, channel_bias);
        }
        break;
      }
      case sc::op::relu:
        out = in;
        for (int& v : out.values) v = std::max(v, q.zero_point);
        break;
      case sc::op::max_pool:
        out = sc::test::reference_max_pool(in, n);
        break;
      case sc::op::average_pool:
        out = sc::test::reference_average_pool(
            in, n, weights.nodes[static_cast<std::size_t>(n.inputs[0])], q);
        break;
      case sc::op::global_average_pool:
        finish(sc::test::reference_sum_pool(in, {in.height, in.width}, 1, zero), node_multiplier,
               no_bias);
        break;
      case sc::op::add: {
        picture const& other = tensors.at(static_cast<std::size_t>(n.inputs[1]));
        for (std::size_t k = 0; k < out.values.size(); ++k) {
          float const a = static_cast<float>(in.values[k] + 128);
          float const b = static_cast<float>(other.values[k] + 128);
          float const sum = std::fma(a, q.first_ratio, std::fma(b, q.second_ratio, q.offset));
          out.values[k] = sc::test::reference_quantize(static_cast<double>(sum), -128, -128);
        }
        break;
      }
      default:
        out.values = in.values;
        break;
    }
    tensors.emplace(i, out);
  }
  return tensors;
}

auto random_input(std::uint64_t seed) -> std::vector<int> {
  sc::test::random_numbers random{seed};
  std::vector<int> values(model::input_shape.size());
  for (int& v : values) v = random(0, 3) == 0 ? random(0, 127) : 0;
  return values;
}

constexpr auto logits_of_one_window() -> std::array<std::int32_t, model::classes> {
  model::arena memory{};
  int count = 0;
  for (std::int8_t& cell : model::input(memory)) {
    cell = static_cast<std::int8_t>((count * count) % 11);
    ++count;
  }
  model::run(memory);
  return memory.logits;
}

}  // namespace

static_assert(model::input_shape == sc::shape{14, 13, 4});
static_assert(model::classes == 7);
static_assert(model::arena_bytes % 16 == 0);
static_assert(model::weight_bytes % 16 == 0 && model::flash_bytes == sizeof(weights));

TEST_CASE("every tensor and logit equals the reference implementation") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    auto const input = random_input(seed);
    auto const expected = reference_run(input);
    static model::arena memory;
    std::copy(input.begin(), input.end(), model::input(memory).begin());
    std::size_t bytes = 0;
    std::size_t last = 0;
    auto const logits = model::run(memory, [&](std::size_t i, std::span<std::int8_t const> tensor) {
      CHECK(i > last);
      last = i;
      bytes += tensor.size();
      std::vector<int> const given(tensor.begin(), tensor.end());
      INFO("seed " << seed << ", node " << i);
      CHECK(given == expected.at(i).values);
    });
    CHECK(bytes == model::observed_bytes);
    std::vector<int> const given(logits.begin(), logits.end());
    CHECK(given == expected.at(model::nodes.size() - 2).values);
  }
}

TEST_CASE("the tensors of the test network are not trivial") {
  auto const tensors = reference_run(random_input(3));
  for (auto const& [i, t] : tensors) {
    if (model::nodes[i].kind != sc::op::conv2d) continue;
    INFO("node " << i);
    CHECK(*std::max_element(t.values.begin(), t.values.end()) -
              *std::min_element(t.values.begin(), t.values.end()) >
          30);
  }
}

TEST_CASE("a network runs from any node whose operand is there") {
  static model::arena memory;
  static model::arena again;
  auto const input = random_input(5);
  std::copy(input.begin(), input.end(), model::input(memory).begin());
  std::map<std::size_t, std::vector<std::int8_t>> tensors;
  auto const logits = model::run(memory, [&](std::size_t i, std::span<std::int8_t const> tensor) {
    tensors[i].assign(tensor.begin(), tensor.end());
  });
  std::copy(input.begin(), input.end(), model::entry(again).begin());
  auto const from_input = model::run(again, 1);
  CHECK(std::equal(logits.begin(), logits.end(), from_input.begin()));

  // Behind a front the input is not in the arena, and nothing before the front's tensor is run.
  using rest = model::after<3>;
  STATIC_REQUIRE(rest::first_node == 3);
  STATIC_REQUIRE(rest::arena_bytes <= model::arena_bytes);
  STATIC_REQUIRE(rest::entry_shape == model::nodes[2].result);
  STATIC_REQUIRE(rest::macs == model::macs);
  static rest::arena small;
  std::copy(tensors.at(2).begin(), tensors.at(2).end(), rest::entry(small).begin());
  auto const behind = rest::run(small, [&](std::size_t i, std::span<std::int8_t const> tensor) {
    CHECK(i >= 3);
    CHECK(std::equal(tensor.begin(), tensor.end(), tensors.at(i).begin(), tensors.at(i).end()));
  });
  CHECK(std::equal(logits.begin(), logits.end(), behind.begin()));
}

TEST_CASE("inference in a constant expression gives the bits of the run time") {
  constexpr auto at_compile_time = logits_of_one_window();
  CHECK(at_compile_time == logits_of_one_window());
}

TEST_CASE("softmax as the last node leaves probabilities in the arena") {
  static model::arena memory;
  auto const logits = model::run(memory);
  double sum = 0;
  for (std::size_t i = 0; i < model::classes; ++i) {
    sum += static_cast<double>(memory.probabilities[i]);
    CHECK((memory.probabilities[i] <= memory.probabilities[sc::kernels::argmax(logits)]));
  }
  CHECK(sum == Approx(1.0));
}

namespace {

/// No rounding at all: a result says whether the kernel asked it.
struct constant_policy {
  static constexpr auto apply(std::int32_t, float, std::int32_t, std::int32_t) noexcept
      -> std::int8_t {
    return 77;
  }
};

/// The first tensor and the logits for made-up counts.
template <typename Model>
auto first_tensor_and_logits() {
  static typename Model::arena memory;
  std::int8_t next = 0;
  for (std::int8_t& cell : Model::input(memory)) {
    cell = next = static_cast<std::int8_t>((next + 41) & 127);
  }
  std::vector<int> first;
  auto const logits = Model::run(memory, [&](std::size_t, std::span<std::int8_t const> tensor) {
    if (first.empty()) first.assign(tensor.begin(), tensor.end());
  });
  return std::pair{first, std::vector<int>(logits.begin(), logits.end())};
}

inline constexpr auto requantising =
    sc::input<std::int8_t>({.height = 4, .width = 4, .channels = 2}) | sc::conv2d({.out = 3}) |
    sc::global_average_pool | sc::linear({.out = 4}) | sc::linear({.out = 2});
inline constexpr auto requantising_weights = sc::test::random_weights<requantising>(8);

}  // namespace

TEST_CASE("another policy of requantisation is another template argument") {
  using other = sc::model<net, weights, sc::no_labels, sc::q31_single_rounding>;
  auto const expected = first_tensor_and_logits<model>().first;
  auto const given = first_tensor_and_logits<other>().first;
  REQUIRE(given.size() == expected.size());
  for (std::size_t i = 0; i < given.size(); ++i) CHECK(std::abs(given[i] - expected[i]) <= 1);
}

TEST_CASE("every kernel that requantises asks the policy") {
  using constant = sc::model<requantising, requantising_weights, sc::no_labels, constant_policy>;
  static constant::arena memory;
  std::size_t tensors = 0;
  constant::run(memory, [&](std::size_t, std::span<std::int8_t const> tensor) {
    ++tensors;
    for (std::int8_t const q : tensor) CHECK(q == 77);
  });
  CHECK(tensors == 3);
}

namespace {
inline constexpr auto classifier =
    sc::input<std::int8_t>({.height = 2, .width = 2, .channels = 3}) | sc::flatten |
    sc::linear({.out = 5}) | sc::argmax;
inline constexpr auto classifier_weights = sc::test::random_weights<classifier>(4);
}  // namespace

TEST_CASE("argmax as the last node leaves the class in the arena") {
  using small = sc::model<classifier, classifier_weights>;
  sc::test::random_numbers random{1};
  std::array<int, 5> chosen{};
  for (int round = 0; round < 500; ++round) {
    small::arena memory;
    for (std::int8_t& cell : small::input(memory)) cell = static_cast<std::int8_t>(random(0, 127));
    auto const logits = small::run(memory);
    auto const largest = std::max_element(logits.begin(), logits.end()) - logits.begin();
    CHECK(memory.best[0] == static_cast<std::uint32_t>(largest));
    ++chosen[memory.best[0]];
  }
  CHECK(std::count(chosen.begin(), chosen.end(), 0) < 4);
}
