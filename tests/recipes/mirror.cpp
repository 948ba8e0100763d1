// SPDX-License-Identifier: Apache-2.0
/// @file
/// A network with an operation that the library does not have: see operation.cmake.

#include <saccade/saccade.hpp>

#include "support/random_weights.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string_view>

namespace sc = saccade;

inline constexpr auto net = sc::input<std::int8_t>({.height = 1, .width = 5, .channels = 2}) |
                            sc::mirror | sc::flatten | sc::linear({.out = 3});
inline constexpr auto weights = sc::test::random_weights<net>(1);
using model = sc::model<net, weights>;

static_assert(std::string_view{sc::facts(sc::op::mirror).name} == "mirror");

auto main() -> int {
  model::arena memory;
  std::int8_t value = 0;
  for (auto& cell : model::input(memory)) cell = value++;
  bool mirrored = false;
  model::run(memory, [&](std::size_t node, std::span<std::int8_t const> tensor) {
    mirrored = mirrored || (node == 1 && tensor[0] == 8 && tensor[1] == 9 && tensor[9] == 1);
  });
  if (!mirrored) std::puts("the operation did not run");
  return mirrored ? 0 : 1;
}
