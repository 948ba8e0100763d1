// SPDX-License-Identifier: Apache-2.0
#include <saccade/kernels/pool.hpp>

#include "support/catch.hpp"
#include "support/golden_file.hpp"
#include "support/random_weights.hpp"
#include "support/reference_network.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sc = saccade;

namespace {
/// The next tensor of a file, NCHW and uint8 there, as the kernels see it.
auto read_tensor(sc::test::golden_file& golden, sc::shape const& s) -> std::vector<std::int8_t> {
  std::vector<std::int8_t> tensor(s.size());
  for (int c = 0; c < s.channels; ++c) {
    for (int i = 0; i < s.height * s.width; ++i) {
      tensor.at(static_cast<std::size_t>(i * s.channels + c)) = sc::test::as_int8(golden.byte());
    }
  }
  return tensor;
}

constexpr auto largest_in_padding() -> std::int8_t {
  std::int8_t const in[]{-100, -120};
  std::int8_t out[4]{};
  sc::kernels::max_pool(sc::backend::scalar{}, {{1, 2, 1}, {2, 2, 1}, 2, 1, 1}, in, out);
  return out[0];
}
static_assert(largest_in_padding() == -100);

constexpr auto average(int kernel_width) -> std::int8_t {
  std::int8_t const in[]{1, 2, 5, 8};
  std::int8_t out[1]{};
  sc::kernels::average_pool(sc::backend::scalar{}, {{1, 4, 1}, {1, 1, 1}, {1, kernel_width}, 4},
                            {0.5F, 0.5F}, {0, 0}, in, out);
  return out[0];
}
static_assert(average(2) == 2);  // 1.5, and 128 is even
static_assert(average(4) == 4);
}  // namespace

TEST_CASE("averages have ONNX Runtime's bits") {
  sc::test::golden_file golden{"qlinear_average_pool.bin"};
  auto const sets = golden.u32();
  REQUIRE(sets >= 5);
  for (std::uint32_t set = 0; set < sets; ++set) {
    auto const from = golden.quantization();
    auto const to = golden.quantization();
    auto const channels = golden.number();
    auto const height = golden.number();
    auto const width = golden.number();
    auto const rows = golden.number();
    auto const columns = golden.number();
    sc::kernels::pool_shape const s{.in = {height, width, channels},
                                    .out = {height / rows, width / columns, channels},
                                    .kernel = {rows, columns},
                                    .stride = {rows, columns}};
    auto const in = read_tensor(golden, s.in);
    auto const expected = read_tensor(golden, s.out);
    std::vector<std::int8_t> out(s.out.size());
    sc::kernels::average_pool(sc::backend::scalar{}, s, {from.scale, to.scale},
                              {from.zero_point - 128, to.zero_point - 128}, in, out);
    INFO("set " << set);
    CHECK((out == expected));
    if (s.kernel == sc::extent{height, width}) {
      auto const multiplier = sc::average_multiplier(from.scale, to.scale, height * width);
      sc::kernels::global_average_pool(sc::backend::scalar{}, s.in, multiplier,
                                       {from.zero_point - 128, to.zero_point - 128}, in, out);
      CHECK((out == expected));
    }
  }
  CHECK(golden.rest() == 0);
}

TEST_CASE("random maxima equal the reference") {
  sc::test::random_numbers random{1};
  for (int round = 0; round < 300; ++round) {
    sc::node n{.kind = sc::op::max_pool};
    n.in = {random(1, 9), random(1, 9), random(1, 5)};
    n.kernel = {random(1, n.in.height), random(1, n.in.width)};
    n.stride = {random(1, 4), random(1, 4)};
    n.pad = {random(0, n.kernel.height - 1), random(0, n.kernel.width - 1),
             random(0, n.kernel.height - 1), random(0, n.kernel.width - 1)};
    sc::test::picture in{n.in.height, n.in.width, n.in.channels};
    for (int& v : in.values) v = random(-128, round % 2 == 0 ? 127 : -126);
    auto const expected = sc::test::reference_max_pool(in, n);

    std::vector<std::int8_t> const input(in.values.begin(), in.values.end());
    std::vector<std::int8_t> out(expected.values.size());
    sc::kernels::max_pool(
        sc::backend::scalar{},
        {n.in, {expected.height, expected.width, expected.channels}, n.kernel, n.stride, n.pad},
        input, out);
    INFO("round " << round);
    CHECK(std::vector<int>(out.begin(), out.end()) == expected.values);
  }
}
