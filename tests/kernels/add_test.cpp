// SPDX-License-Identifier: Apache-2.0
#include <saccade/kernels/add.hpp>

#include "support/catch.hpp"
#include "support/golden_file.hpp"

#include <cstdint>
#include <vector>

namespace sc = saccade;
using sc::test::as_int8;
using sc::test::golden_file;

namespace {

constexpr auto example = sc::make_add_parameters({0.5F, 128}, {0.25F, 128}, {0.5F, 128});
static_assert(example == sc::add_parameters{1.0F, 0.5F, -64.0F});
// 10 * 0.5 + 6 * 0.25 = 6.5 = 13 * 0.5
static_assert(sc::kernels::add(example, -128, 10, 6) == 13);
// A half rounds to the even neighbour, also below zero.
static_assert(sc::kernels::add(example, -128, 0, 1) == 0);
static_assert(sc::kernels::add(example, -128, 0, 3) == 2);
static_assert(sc::kernels::add(example, -128, 0, -3) == -2);
static_assert(sc::kernels::add(example, -128, 127, 127) == 127);
static_assert(sc::kernels::add(example, -128, -128, -128) == -128);
static_assert(sc::kernels::add(example, 5, -128, -128) == 5);

}  // namespace

TEST_CASE("all pairs of operands give ONNX Runtime's bits") {
  golden_file golden{"qlinear_add.bin"};
  auto const sets = golden.u32();
  REQUIRE(sets >= 5);
  for (std::uint32_t set = 0; set < sets; ++set) {
    auto const a = golden.quantization();
    auto const b = golden.quantization();
    auto const c = golden.quantization();
    auto const p = sc::make_add_parameters(a, b, c);
    int differ = 0;
    for (int first = 0; first < 256; ++first) {
      for (int second = 0; second < 256; ++second) {
        auto const sum = sc::kernels::add(p, -128, as_int8(first), as_int8(second));
        if (sum != as_int8(golden.byte())) ++differ;
      }
    }
    INFO("set " << set);
    CHECK(differ == 0);
  }
  CHECK(golden.rest() == 0);
}

TEST_CASE("the golden sums tell the operands' order") {
  golden_file golden{"qlinear_add.bin"};
  auto const sets = golden.u32();
  int differ = 0;
  for (std::uint32_t set = 0; set < sets; ++set) {
    auto const a = golden.quantization();
    auto const b = golden.quantization();
    auto const swapped = sc::make_add_parameters(b, a, golden.quantization());
    for (int first = 0; first < 256; ++first) {
      for (int second = 0; second < 256; ++second) {
        auto const sum = sc::kernels::add(swapped, -128, as_int8(second), as_int8(first));
        if (sum != as_int8(golden.byte())) ++differ;
      }
    }
  }
  CHECK(differ > 0);
}

TEST_CASE("the sum may be written over an operand") {
  std::int8_t first[]{-128, -3, 0, 5, 127};
  std::int8_t const second[]{127, 9, 1, -7, 127};
  std::int8_t expected[5]{};
  sc::kernels::add(sc::backend::scalar{}, example, -128, first, second, expected);
  sc::kernels::add(sc::backend::scalar{}, example, -128, first, second, first);
  CHECK(std::vector<int>(first, first + 5) == std::vector<int>(expected, expected + 5));
}
