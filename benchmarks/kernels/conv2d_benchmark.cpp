// SPDX-License-Identifier: Apache-2.0
// Convolutions of the gesture networks. MACs count padding as if it were data.
#include <saccade/kernels/conv2d.hpp>

#include "support/tensors.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

namespace {

using saccade::kernels::conv2d_shape;

void convolve(benchmark::State& state, conv2d_shape const& s) {
  using namespace saccade::benchmarks;
  auto const taps = static_cast<std::size_t>(s.kernel.height * s.kernel.width * s.in_per_group());
  auto const in = random_int8(s.in.size());
  auto const weight = random_int8(taps * static_cast<std::size_t>(s.out.channels));
  channel_parameters const p{s.out.channels};
  std::vector<std::int8_t> out(s.out.size());
  for (auto _ : state) {
    saccade::kernels::conv2d(saccade::backend::best{}, s, {3, -5, -128}, in, weight, p.bias,
                             p.multiplier, out);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  state.counters["MAC/s"] = benchmark::Counter(static_cast<double>(taps * s.out.size()),
                                               benchmark::Counter::kIsIterationInvariantRate);
  state.SetLabel(saccade::backend::best::name);
}

}  // namespace

BENCHMARK_CAPTURE(convolve, 4x4_stride_4_10_to_24_at_32,
                  conv2d_shape{{128, 128, 10}, {32, 32, 24}, 4, 4});
BENCHMARK_CAPTURE(convolve, 2x2_stride_2_24_to_32_at_16,
                  conv2d_shape{{32, 32, 24}, {16, 16, 32}, 2, 2});
BENCHMARK_CAPTURE(convolve, 3x3_48_to_48_at_8, conv2d_shape{{8, 8, 48}, {8, 8, 48}, 3, 1, 1});
BENCHMARK_CAPTURE(convolve, 3x3_stride_2_48_to_96_at_4,
                  conv2d_shape{{8, 8, 48}, {4, 4, 96}, 3, 2, 1});
BENCHMARK_CAPTURE(convolve, 1x1_48_to_96_at_8, conv2d_shape{{8, 8, 48}, {8, 8, 96}});
BENCHMARK_CAPTURE(convolve, 3x3_depthwise_48_at_16,
                  conv2d_shape{{16, 16, 48}, {16, 16, 48}, 3, 1, 1, 48});
