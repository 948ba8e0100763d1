// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What every backend's kernels must hold: the bits of scalar, for random shapes and for extremes,
/// through pack(), with exactly the bytes of packed weights and of scratch that they ask for.

#include <saccade/backend.hpp>
#include <saccade/graph/analyse.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/model/execute.hpp>
#include <saccade/model/packing.hpp>
#include <saccade/quantize/fixed_point.hpp>
#include <saccade/quantize/requantize.hpp>

#include "support/catch.hpp"
#include "support/random_weights.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <span>
#include <vector>

namespace saccade::test {

/// A layer with its numbers. `n` is inferred.
struct layer_case {
  node n{};
  std::vector<std::int8_t> in{};
  std::vector<std::int8_t> weight{};
  std::vector<std::int32_t> bias{};
  std::vector<float> multiplier{};
  kernels::affine range{};
};

/// Bytes that a sanitizer guards, at a multiple of 16.
class guarded_bytes {
 public:
  explicit guarded_bytes(std::size_t count)
      : count_{count},
        bytes_{static_cast<std::byte*>(::operator new(count, std::align_val_t{16}))} {
    std::fill_n(bytes_, count, std::byte{0x5A});
  }
  guarded_bytes(guarded_bytes const&) = delete;
  auto operator=(guarded_bytes const&) -> guarded_bytes& = delete;
  ~guarded_bytes() { ::operator delete(bytes_, std::align_val_t{16}); }

  [[nodiscard]] auto span() const -> std::span<std::byte> { return {bytes_, count_}; }

 private:
  std::size_t count_;
  std::byte* bytes_;
};

/// The result as `Backend` computes it; of int32 results all bytes.
template <typename Backend, typename Requantize = round_half_even>
[[nodiscard]] auto run_layer(layer_case const& c) -> std::vector<std::int32_t> {
  std::vector<std::int8_t> packed(packed_bytes_of<Backend>(c.n));
  kernels::with_kernel<Backend>(c.n, [&](auto kernel) { kernel.pack(c.n, c.weight, packed); });
  guarded_bytes const scratch{scratch_bytes_of<Backend>(c.n)};
  std::vector<std::int8_t> out(c.n.type == element::int8 ? c.n.result.size() : 0);
  std::vector<std::int32_t> logits(c.n.type == element::int8 ? 0 : c.n.result.size());
  kernels::arguments a{.out = out,
                       .range = c.range,
                       .weight = packed,
                       .bias = c.bias,
                       .multiplier = c.multiplier,
                       .scratch = scratch.span(),
                       .logits = logits};
  a.in[0] = c.in;
  execute<Backend, Requantize>(kernels::run_time_layer{c.n}, a);
  if (c.n.type != element::int8) return logits;
  return {out.begin(), out.end()};
}

/// Numbers for a layer of which the shape is set. Every fourth has extremes alone.
inline void fill_in(layer_case& c, random_numbers& random) {
  bool const extreme = random(0, 3) == 0;
  auto const value = [&] { return extreme ? 255 * random(0, 1) - 128 : random(-128, 127); };
  c.in.resize(c.n.in.size());
  c.weight.resize(weight_bytes_of(c.n));
  c.bias.resize(static_cast<std::size_t>(c.n.out));
  c.multiplier.resize(c.bias.size());
  for (auto& v : c.in) v = static_cast<std::int8_t>(value());
  for (auto& v : c.weight) v = static_cast<std::int8_t>(value());
  for (auto& v : c.bias) {
    v = extreme ? (random(0, 1) == 0 ? std::numeric_limits<std::int32_t>::min()
                                     : std::numeric_limits<std::int32_t>::max())
                : random(-30'000, 30'000);
  }
  for (auto& v : c.multiplier) {
    v = static_cast<float>(random(1, 1000)) * (extreme ? 1e-8F : 2e-5F);
  }
  c.range = {value(), value(), -128};
  if (random(0, 1) == 0) c.range.low = c.range.output_zero_point;
}

template <typename Backend>
void expect_scalar_bits(layer_case const& c) {
  CHECK(run_layer<Backend>(c) == run_layer<backend::scalar>(c));
  CHECK(run_layer<Backend, q31_single_rounding>(c) ==
        run_layer<backend::scalar, q31_single_rounding>(c));
}

/// Random sums of two tensors, with the ratios of random scales, the first operand or the second
/// also as the result.
template <typename Backend>
void expect_scalar_additions(int rounds) {
  random_numbers random{13};
  for (int round = 0; round < rounds; ++round) {
    node n{.kind = op::add};
    n.in = n.result = {1, random(1, 9), random(1, 40)};
    std::vector<std::int8_t> first(n.in.size());
    std::vector<std::int8_t> second(n.in.size());
    for (auto& v : first) v = static_cast<std::int8_t>(random(-128, 127));
    for (auto& v : second) v = static_cast<std::int8_t>(random(-128, 127));
    auto const quantization = [&] {
      return uint8_quantization{static_cast<float>(random(1, 1000)) * 1e-3F, random(0, 255)};
    };
    auto const p = make_add_parameters(quantization(), quantization(), quantization());
    auto const low = random(0, 1) == 0 ? -128 : random(-128, 127);
    auto const sum = [&]<typename B>(B, int in_place) {
      auto a = first;
      auto b = second;
      std::vector<std::int8_t> apart(a.size());
      auto& out = in_place == 0 ? apart : in_place == 1 ? a : b;
      kernels::arguments call{.out = out};
      call.range.low = low;
      call.result.first_ratio = p.first_ratio;
      call.result.second_ratio = p.second_ratio;
      call.result.offset = p.offset;
      call.in[0] = a;
      call.in[1] = b;
      execute<B, round_half_even>(kernels::run_time_layer{n}, call);
      return out;
    };
    auto const expected = sum(backend::scalar{}, 0);
    for (int in_place : {0, 1, 2}) CHECK(sum(Backend{}, in_place) == expected);
  }
}

/// A network from a file may pad a picture of one pixel to billions: scratch stays small.
template <typename Backend>
void expect_bounded_scratch() {
  for (int const size : {1, 100, 3000, 65'536}) {
    for (int const channels : {1, 64, 65'536}) {
      node n{.kind = op::conv2d, .out = 1, .kernel = {size, 1}, .pad = size};
      n.in = {1, 1, channels};
      if (facts(n.kind).infer(n, {}).what != fault::none) continue;
      CHECK(scratch_bytes_of<Backend>(n) <= std::size_t{2} << 20U);
    }
  }
}

/// Random convolutions: dense, grouped and depthwise ones, any stride, padding and dilation.
template <typename Backend>
void expect_scalar_convolutions(int rounds) {
  random_numbers random{11};
  for (int round = 0; round < rounds; ++round) {
    layer_case c;
    node& n = c.n;
    n.kind = op::conv2d;
    int const kind = random(0, 5);
    n.groups = kind == 0 ? random(2, 3) : 1;
    n.in = {random(1, 9), random(1, 9), n.groups * random(1, 20)};
    n.out = n.groups * random(1, 30);
    if (kind == 1) n.groups = n.out = n.in.channels;
    n.pad = {random(0, 3), random(0, 3), random(0, 3), random(0, 3)};
    int const height = n.in.height + n.pad.top + n.pad.bottom;
    int const width = n.in.width + n.pad.left + n.pad.right;
    n.kernel = {random(1, std::min(height, 5)), random(1, std::min(width, 5))};
    n.stride = {random(1, 4), random(1, 4)};
    if (kind == 2) {
      auto const distance = [&](int taps, int length) {
        return taps == 1 ? random(1, 3) : random(1, (length - 1) / (taps - 1));
      };
      n.dilation = {distance(n.kernel.height, height), distance(n.kernel.width, width)};
    }
    REQUIRE(facts(n.kind).infer(n, {}).what == fault::none);
    fill_in(c, random);
    INFO("round " << round << ": " << n.in.height << "x" << n.in.width << "x" << n.in.channels
                  << " to " << n.out << ", kernel " << n.kernel.height << "x" << n.kernel.width
                  << ", stride " << n.stride.height << ", " << n.stride.width << ", groups "
                  << n.groups);
    expect_scalar_bits<Backend>(c);
  }
  expect_bounded_scratch<Backend>();
}

/// Rows of more pixels than a tile, dense and depthwise, for every number of channels from a block
/// to the next.
template <typename Backend>
void expect_scalar_wide_rows() {
  random_numbers random{14};
  auto const check = [&](node const& n) {
    layer_case c;
    c.n = n;
    REQUIRE(facts(c.n.kind).infer(c.n, {}).what == fault::none);
    fill_in(c, random);
    INFO(n.in.width << " wide, to " << n.out << ", groups " << n.groups);
    expect_scalar_bits<Backend>(c);
  };
  for (int out = 1; out <= 70; ++out) {
    check({.kind = op::conv2d, .out = out, .kernel = 2, .in = {2, random(2, 40), random(1, 9)}});
    for (int const kernel : {3, 5}) {
      check({.kind = op::conv2d,
             .out = out,
             .kernel = kernel,
             .stride = random(1, 2),
             .pad = kernel / 2,
             .groups = out,
             .in = {kernel, random(2, 40), out}});
    }
  }
}

/// Random linear layers, a third of them of int32 logits, and the largest sum that there is.
template <typename Backend>
void expect_scalar_linear_layers(int rounds) {
  random_numbers random{12};
  auto const check = [&](int inputs, int outputs) {
    layer_case c;
    c.n = {.kind = op::linear, .out = outputs, .in = {1, 1, inputs}};
    REQUIRE(facts(c.n.kind).infer(c.n, {}).what == fault::none);
    if (random(0, 2) == 0) c.n.type = element::int32;
    fill_in(c, random);
    INFO(inputs << " to " << outputs);
    expect_scalar_bits<Backend>(c);
    return c;
  };
  for (int round = 0; round < rounds; ++round) check(random(1, 200), random(1, 40));
  auto largest = check(65'536, 3);
  largest.n.type = element::int32;
  std::fill(largest.in.begin(), largest.in.end(), std::int8_t{127});
  std::fill(largest.weight.begin(), largest.weight.end(), std::int8_t{-128});
  std::fill(largest.bias.begin(), largest.bias.end(), 0);
  largest.range.input_zero_point = -128;
  CHECK(run_layer<Backend>(largest) == std::vector<std::int32_t>(3, -65'536 * 255 * 128));
}

}  // namespace saccade::test
