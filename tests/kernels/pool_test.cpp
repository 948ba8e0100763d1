// SPDX-License-Identifier: Apache-2.0
#include <saccade/kernels/pool.hpp>

#include "support/catch.hpp"
#include "support/golden_file.hpp"

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
