// SPDX-License-Identifier: Apache-2.0
#include <saccade/graph/layers.hpp>
#include <saccade/model/model.hpp>

#include "support/bits.hpp"
#include "support/random_weights.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace sc = saccade;

namespace {

// Every layer whose result is rounded.
inline constexpr auto net =
    sc::input<std::int8_t>({.height = 8, .width = 8, .channels = 4}) |
    sc::conv2d({.out = 8, .kernel = 3, .pad = 1}) | sc::relu |
    sc::residual(sc::conv2d({.out = 8, .kernel = 3, .pad = 1, .groups = 8}) | sc::relu |
                 sc::conv2d({.out = 8})) |
    sc::average_pool({.kernel = 2}) |
    sc::residual(sc::conv2d({.out = 6}), sc::conv2d({.out = 6}) | sc::relu) |
    sc::residual(sc::flatten | sc::linear({.out = 12}) | sc::relu,
                 sc::global_average_pool | sc::linear({.out = 12})) |
    sc::linear({.out = 5}) | sc::softmax;
inline constexpr auto weights = sc::test::random_weights<net>(5);
using model = sc::model<net, weights>;

constexpr auto network_bits(std::uint64_t seed, int rounds) -> std::uint64_t {
  sc::test::random_numbers random{seed};
  sc::test::bit_hash hash;
  model::arena memory{};
  for (int i = 0; i < rounds; ++i) {
    for (std::int8_t& cell : model::input(memory)) {
      cell = static_cast<std::int8_t>(random(0, 2) == 0 ? random(0, 127) : 0);
    }
    model::run(memory, [&](std::size_t, std::span<std::int8_t const> tensor) {
      for (std::int8_t const value : tensor) hash(std::int32_t{value});
    });
    for (std::int32_t const logit : memory.logits) hash(logit);
    for (float const p : memory.probabilities) hash(p);
  }
  return hash.value();
}

}  // namespace

auto main() -> int {
  return sc::test::same_bits<network_bits, 2>("network", 500, 0x62234FC76EFA301B) ? 0 : 1;
}
