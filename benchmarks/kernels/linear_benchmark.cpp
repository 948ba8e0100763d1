// SPDX-License-Identifier: Apache-2.0
#include <saccade/kernels/linear.hpp>

#include "support/tensors.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace {

void connect(benchmark::State& state) {
  using namespace saccade::benchmarks;
  auto const inputs = static_cast<std::size_t>(state.range(0));
  auto const outputs = static_cast<std::size_t>(state.range(1));
  auto const in = random_int8(inputs);
  auto const weight = random_int8(inputs * outputs);
  channel_parameters const p{static_cast<int>(outputs)};
  std::vector<std::int8_t> out(outputs);
  for (auto _ : state) {
    saccade::kernels::linear(saccade::backend::best{}, {3, -5, -128}, in, weight, p.bias,
                             p.multiplier, out);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  state.counters["MAC/s"] = benchmark::Counter(static_cast<double>(inputs * outputs),
                                               benchmark::Counter::kIsIterationInvariantRate);
  state.SetLabel(saccade::backend::best::name);
}

}  // namespace

BENCHMARK(connect)->Args({2048, 32})->Args({2048, 320})->Args({96, 11});
