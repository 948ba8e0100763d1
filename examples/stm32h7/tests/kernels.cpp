// SPDX-License-Identifier: Apache-2.0
/// @file
/// Random layers with the processor's own instructions, against scalar: every result must be equal.

#include "../board/board.hpp"

#include "support/random_weights.hpp"

#include <saccade/graph/operations.hpp>
#include <saccade/model/execute.hpp>
#include <saccade/model/packing.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>

namespace sc = saccade;

namespace {

template <typename T, std::size_t Size>
struct buffer {
  alignas(16) std::array<T, Size> all{};

  auto first(std::size_t count) -> std::span<T> { return std::span{all}.first(count); }
};

constinit buffer<std::int8_t, 8192> in{};
constinit buffer<std::int8_t, 20'000> weight{};
constinit buffer<std::int8_t, 24'000> packed{};
constinit buffer<std::byte, 16'384> scratch{};
constinit buffer<std::int32_t, 64> bias{};
constinit buffer<float, 64> multiplier{};
constinit std::array<buffer<std::int8_t, 8192>, 2> out{};
constinit std::array<buffer<std::int32_t, 64>, 2> logits{};

/// Random numbers, every fourth time extremes alone; the same for both backends.
void fill_in(sc::node const& n, sc::test::random_numbers& random, sc::kernels::affine& range) {
  bool const extreme = random(0, 3) == 0;
  auto const value = [&] { return extreme ? 255 * random(0, 1) - 128 : random(-128, 127); };
  for (auto& v : in.first(n.in.size())) v = static_cast<std::int8_t>(value());
  for (auto& v : weight.first(sc::weight_bytes_of(n))) v = static_cast<std::int8_t>(value());
  for (auto& v : bias.all) {
    v = extreme ? std::numeric_limits<std::int32_t>::max() : random(-30'000, 30'000);
  }
  for (auto& v : multiplier.all) {
    v = static_cast<float>(random(1, 1000)) * (extreme ? 1e-8F : 2e-5F);
  }
  range = {value(), value(), -128};
  if (random(0, 1) == 0) range.low = range.output_zero_point;
}

template <typename Backend>
void run(sc::node const& n, sc::kernels::affine const& range, std::size_t result) {
  auto const weights = packed.first(sc::packed_bytes_of<Backend>(n));
  auto const channels = static_cast<std::size_t>(n.out);
  sc::kernels::with_kernel<Backend>(
      n, [&](auto kernel) { kernel.pack(n, weight.first(sc::weight_bytes_of(n)), weights); });
  sc::kernels::arguments a{.out = out[result].first(n.result.size()),
                           .range = range,
                           .weight = weights,
                           .bias = bias.first(channels),
                           .multiplier = multiplier.first(channels),
                           .scratch = scratch.first(sc::scratch_bytes_of<Backend>(n)),
                           .logits = logits[result].first(channels)};
  a.in[0] = in.first(n.in.size());
  sc::execute<Backend, sc::round_half_even>(sc::kernels::run_time_layer{n}, a);
}

auto random_layer(sc::test::random_numbers& random) -> sc::node {
  sc::node n;
  if (random(0, 2) == 0) {
    n.kind = sc::op::linear;
    n.out = random(1, 30);
    n.in = {1, 1, random(1, 500)};
    if (random(0, 1) == 0) n.type = sc::element::int32;
    return n;
  }
  n.kind = sc::op::conv2d;
  n.groups = random(0, 4) == 0 ? 2 : 1;
  n.in = {random(1, 8), random(1, 8), n.groups * random(1, 12)};
  n.out = n.groups * random(1, 20);
  n.pad = {random(0, 2), random(0, 2), random(0, 2), random(0, 2)};
  n.kernel = {random(1, n.in.height + n.pad.top), random(1, n.in.width + n.pad.left)};
  if (n.kernel.height > 4) n.kernel.height = 4;
  if (n.kernel.width > 4) n.kernel.width = 4;
  n.stride = {random(1, 3), random(1, 3)};
  return n;
}

}  // namespace

auto application() -> int {
  static_assert(SACCADE_HAS_ARM_DSP == 1);
  sc::test::random_numbers random{7};
  int different = 0;
  for (int round = 0; round < 150; ++round) {
    sc::node n = random_layer(random);
    if (sc::facts(n.kind).infer(n, {}).what != sc::fault::none) return 1;
    sc::kernels::affine range;
    fill_in(n, random, range);
    run<sc::backend::scalar>(n, range, 0);
    run<sc::backend::armv7em>(n, range, 1);
    bool const same =
        n.type == sc::element::int32 ? logits[0].all == logits[1].all : out[0].all == out[1].all;
    different += same ? 0 : 1;
  }
  if (different != 0) board::report("FAILED: kernels with results that differ from scalar's\n");
  return different;
}
