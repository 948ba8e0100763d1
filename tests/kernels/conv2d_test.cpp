// SPDX-License-Identifier: Apache-2.0
#include <saccade/kernels/conv2d.hpp>

#include "support/catch.hpp"
#include "support/random_weights.hpp"
#include "support/reference_network.hpp"

#include <cstdint>
#include <limits>
#include <vector>

namespace sc = saccade;
using sc::kernels::affine;
using sc::kernels::conv2d_shape;

namespace {

constexpr sc::backend::scalar scalar{};

/// The middle of a 3x3 picture of 1..9 with a kernel of ones, and its padded corner.
constexpr auto sums_of_ones() -> int {
  std::int8_t const in[]{1, 2, 3, 4, 5, 6, 7, 8, 9};
  std::int8_t const ones[]{1, 1, 1, 1, 1, 1, 1, 1, 1};
  conv2d_shape const s{{3, 3, 1}, {3, 3, 1}, 3, 1, 1};
  return 100 * sc::kernels::conv2d_sum(scalar, s, 0, in, ones, 1, 1, 0) +
         sc::kernels::conv2d_sum(scalar, s, 0, in, ones, 0, 0, 0);
}
static_assert(sums_of_ones() == 100 * 45 + 1 + 2 + 4 + 5);

}  // namespace

TEST_CASE("random convolutions equal the reference") {
  sc::test::random_numbers random{1};
  for (int round = 0; round < 300; ++round) {
    int const groups = random(1, 3);
    bool const depthwise = random(0, 2) == 0;
    sc::node n{.kind = sc::op::conv2d};
    n.in = {random(1, 9), random(1, 9), groups * random(1, 5)};
    n.groups = depthwise ? n.in.channels : groups;
    n.out = n.groups * random(1, 3);
    n.pad = {random(0, 3), random(0, 3), random(0, 3), random(0, 3)};
    n.kernel = {random(1, n.in.height + n.pad.top + n.pad.bottom),
                random(1, n.in.width + n.pad.left + n.pad.right)};
    n.stride = {random(1, 4), random(1, 4)};
    auto const distance = [&](int taps, int length) {
      return taps == 1 ? random(1, 3) : random(1, (length - 1) / (taps - 1));
    };
    n.dilation = {distance(n.kernel.height, n.in.height + n.pad.top + n.pad.bottom),
                  distance(n.kernel.width, n.in.width + n.pad.left + n.pad.right)};
    affine const q{random(-128, 127), random(-128, 127), -128};
    int const low = random(0, 1) == 0 ? -128 : q.output_zero_point;

    sc::test::picture in{n.in.height, n.in.width, n.in.channels};
    for (int& v : in.values) v = random(-128, 127);
    int const depth = n.in.channels / n.groups;
    auto const count = static_cast<std::size_t>(n.out * n.kernel.height * n.kernel.width * depth);
    std::vector<std::int8_t> weight(count);
    for (auto& w : weight) w = static_cast<std::int8_t>(random(-128, 127));
    std::vector<std::int32_t> bias(static_cast<std::size_t>(n.out));
    std::vector<float> multiplier(bias.size());
    for (auto& b : bias) b = random(-30'000, 30'000);
    for (auto& m : multiplier) m = static_cast<float>(random(1, 1000)) * 1e-5F;

    auto const sums = sc::test::reference_conv2d(in, n, q.input_zero_point, weight.data());
    std::vector<int> expected;
    for (std::size_t i = 0; i < sums.values.size(); ++i) {
      auto const o = i % bias.size();
      expected.push_back(sc::test::reference_requantize(std::int64_t{sums.values[i]} + bias[o],
                                                        multiplier[o], q.output_zero_point, low));
    }

    std::vector<std::int8_t> const input(in.values.begin(), in.values.end());
    std::vector<std::int8_t> out(expected.size());
    conv2d_shape const s{
        n.in, {sums.height, sums.width, n.out}, n.kernel, n.stride, n.pad, n.groups, n.dilation};
    sc::kernels::conv2d(scalar, s, affine{q.input_zero_point, q.output_zero_point, low}, input,
                        weight, bias, multiplier, out);
    INFO("round " << round);
    CHECK(std::vector<int>(out.begin(), out.end()) == expected);
  }
}

TEST_CASE("the most taps with the largest products do not overflow") {
  std::vector<std::int8_t> const in(65'536, 127);
  std::vector<std::int8_t> const weight(65'536, -128);
  conv2d_shape const s{{1, 1, 65'536}, {1, 1, 1}};
  CHECK(sc::kernels::conv2d_sum(scalar, s, -128, in.data(), weight.data(), 0, 0, 0) ==
        -65'536 * 255 * 128);
}

TEST_CASE("no bias overflows") {
  constexpr auto largest = std::numeric_limits<std::int32_t>::max();
  constexpr auto smallest = std::numeric_limits<std::int32_t>::min();
  CHECK(sc::kernels::add_bias(largest, 1) == smallest);
  CHECK(sc::kernels::add_bias(-1, smallest) == largest);
}
