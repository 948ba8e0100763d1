// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What both translation units compile: a network without anything of internal linkage, so that
/// the linker is free to keep one copy of whatever has one name.

#include <saccade/graph/layers.hpp>
#include <saccade/model/model.hpp>

#include "support/bits.hpp"
#include "support/random_weights.hpp"

#include <cstdint>
#include <span>

namespace isa {

namespace sc = saccade;

inline constexpr auto net =
    sc::input<std::int8_t>({.height = 10, .width = 9, .channels = 4}) |
    sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) | sc::relu |
    sc::residual(sc::conv2d({.out = 8, .kernel = 3, .pad = 1, .groups = 8})) |
    sc::average_pool({.kernel = 2}) | sc::flatten | sc::linear({.out = 12}) | sc::relu |
    sc::linear({.out = 5}) | sc::softmax;
inline constexpr auto weights = sc::test::random_weights<net>(5);

struct result {
  std::uint64_t bits{};
  void const* fused_multiply_add{};  ///< where this unit's lies
};

/// In each unit under a name of its own.
auto run_base() -> result;
auto run_wide() -> result;

/// Static: this unit's, whatever the linker keeps of the library.
static inline auto run() -> result {
  using model = sc::model<net, weights>;
  static model::arena memory;
  sc::test::random_numbers random{1};
  sc::test::bit_hash hash;
  for (int round = 0; round < 300; ++round) {
    for (std::int8_t& cell : model::input(memory)) {
      cell = static_cast<std::int8_t>(random(0, 2) == 0 ? random(0, 127) : 0);
    }
    model::run(memory, [&](std::size_t, std::span<std::int8_t const> tensor) {
      for (std::int8_t const value : tensor) hash(std::int32_t{value});
    });
    for (std::int32_t const logit : memory.logits) hash(logit);
    for (float const p : memory.probabilities) hash(p);
  }
  return {hash.value(), reinterpret_cast<void const*>(&sc::fused_multiply_add)};
}

}  // namespace isa
