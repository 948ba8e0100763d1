// SPDX-License-Identifier: Apache-2.0
// Kernels without weights: elements of the output per second.
#include <saccade/kernels/activation.hpp>
#include <saccade/kernels/add.hpp>
#include <saccade/kernels/pool.hpp>
#include <saccade/kernels/softmax.hpp>

#include "support/tensors.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <vector>

namespace {

using saccade::benchmarks::random_int8;
using saccade::kernels::pool_shape;
constexpr saccade::backend::scalar scalar{};
constexpr saccade::shape picture{16, 16, 48};

template <typename Kernel>
void measure(benchmark::State& state, saccade::shape result, Kernel kernel) {
  std::vector<std::int8_t> out(result.size());
  for (auto _ : state) {
    kernel(out);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(out.size()));
  state.SetLabel(saccade::backend::scalar::name);
}

void add(benchmark::State& state) {
  auto const in = random_int8(2 * picture.size());
  std::span<std::int8_t const> const both{in};
  auto const p = saccade::make_add_parameters({0.1F, 117}, {0.07F, 131}, {0.13F, 99});
  measure(state, picture, [&](auto& out) {
    saccade::kernels::add(scalar, p, -128, both.first(picture.size()), both.last(picture.size()),
                          out);
  });
}

void relu(benchmark::State& state) {
  auto const in = random_int8(picture.size());
  measure(state, picture, [&](auto& out) { saccade::kernels::relu(scalar, -5, in, out); });
}

void max_pool(benchmark::State& state) {
  auto const in = random_int8(picture.size());
  pool_shape const s{picture, {8, 8, 48}, 2, 2};
  measure(state, s.out, [&](auto& out) { saccade::kernels::max_pool(scalar, s, in, out); });
}

void average_pool(benchmark::State& state) {
  auto const in = random_int8(picture.size());
  pool_shape const s{picture, {8, 8, 48}, 2, 2};
  measure(state, s.out, [&](auto& out) {
    saccade::kernels::average_pool(scalar, s, {0.1F, 0.08F}, {3, -5, -128}, in, out);
  });
}

void global_average_pool(benchmark::State& state) {
  auto const in = random_int8(picture.size());
  measure(state, {1, 1, 48}, [&](auto& out) {
    saccade::kernels::global_average_pool(scalar, picture, 0.004F, {3, -5, -128}, in, out);
  });
}

void softmax(benchmark::State& state) {
  std::array<std::int32_t, 11> const logits{100, -300, 50, 700, 0, 1, 2, 3, 400, 500, -600};
  std::array<float, 11> out{};
  for (auto _ : state) {
    saccade::kernels::softmax(logits, 0.01F, out);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * 11);
}

}  // namespace

BENCHMARK(add);
BENCHMARK(relu);
BENCHMARK(max_pool);
BENCHMARK(average_pool);
BENCHMARK(global_average_pool);
BENCHMARK(softmax);
