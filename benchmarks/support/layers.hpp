// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/backend.hpp>
#include <saccade/graph/operations.hpp>
#include <saccade/model/execute.hpp>
#include <saccade/model/packing.hpp>
#include <saccade/quantize/requantize.hpp>
#include <saccade/runtime/host_backend.hpp>

#include "support/tensors.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace saccade::benchmarks {

/// Runs one layer of int8 results as `Backend` does it, its weights packed beforehand. MACs count
/// padding as if it were data.
template <typename Backend>
void run_layer(benchmark::State& state, node n) {
  static_cast<void>(facts(n.kind).infer(n, {}));
  auto const in = random_int8(n.in.size());
  auto const weight = random_int8(weight_bytes_of(n));
  channel_parameters const p{n.out};
  std::vector<std::int8_t> packed(packed_bytes_of<Backend>(n));
  kernels::with_kernel<Backend>(n, [&](auto kernel) { kernel.pack(n, weight, packed); });
  std::vector<std::byte> scratch(scratch_bytes_of<Backend>(n));
  std::vector<std::int8_t> out(n.result.size());
  for (auto _ : state) {
    // In the loop, so that the compiler knows the zero points, as it does in a model.
    kernels::arguments a{.out = out,
                         .range = {3, -5, -128},
                         .weight = packed,
                         .bias = p.bias,
                         .multiplier = p.multiplier,
                         .scratch = scratch};
    a.in[0] = in;
    execute<Backend, round_half_even>(kernels::run_time_layer{n}, a);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  state.counters["MAC/s"] = benchmark::Counter(static_cast<double>(macs_of(n)),
                                               benchmark::Counter::kIsIterationInvariantRate);
}

/// Of every backend that runs here, in one run.
inline void register_layer(char const* name, node const& n) {
  auto const with = [&]<typename Backend>(Backend) {
    benchmark::RegisterBenchmark((std::string{name} + "/" + Backend::name).c_str(),
                                 [n](benchmark::State& state) { run_layer<Backend>(state, n); });
  };
  [&]<typename... Backends>(backend::list<Backends...>) {
    ((host::runs_here<Backends>() ? with(Backends{}) : void()), ...);
  }(host::host_backends{});
}

}  // namespace saccade::benchmarks
