// SPDX-License-Identifier: Apache-2.0
#include <saccade/model/model.hpp>

#include <benchmark/benchmark.h>

#include "support/events.hpp"

#include <saccade/represent/voxel_grid.hpp>

#include <gesture.hpp>

#include <cstdint>
#include <memory>

namespace {

using saccade::benchmarks::random_events;
using gesture_grid = saccade::voxel_grid<2, 5, 128, 128>;

/// A window as busy as the median one of a real waving hand before a DVS128.
constexpr std::size_t events_per_window = 2537;
constexpr std::int64_t window_us = 50'000;

template <typename Backend>
using model = saccade::model<gesture::net, gesture::weights, gesture::labels,
                             saccade::round_half_even, Backend>;

template <typename Backend>
void infer(benchmark::State& state) {
  auto const arena = std::make_unique<typename model<Backend>::arena>();
  gesture_grid grid{model<Backend>::input(*arena)};
  auto const events = random_events({128, 128}, events_per_window, window_us);
  for (auto _ : state) {
    // The arena reuses the input's memory, so that it is filled before every run.
    state.PauseTiming();
    grid.begin(0, window_us);
    for (auto const& e : events) grid(e);
    grid.finish();
    state.ResumeTiming();
    benchmark::DoNotOptimize(model<Backend>::run(*arena).data());
  }
  state.counters["MAC/s"] = benchmark::Counter{static_cast<double>(gesture::model::macs),
                                               benchmark::Counter::kIsIterationInvariantRate};
}
BENCHMARK_TEMPLATE(infer, saccade::backend::scalar)->Unit(benchmark::kMicrosecond);
BENCHMARK_TEMPLATE(infer, saccade::backend::best)->Unit(benchmark::kMicrosecond);

void voxelise_and_infer(benchmark::State& state) {
  auto const arena = std::make_unique<gesture::model::arena>();
  gesture_grid grid{gesture::model::input(*arena)};
  auto const events = random_events({128, 128}, events_per_window, window_us);
  for (auto _ : state) {
    grid.begin(0, window_us);
    for (auto const& e : events) grid(e);
    grid.finish();
    benchmark::DoNotOptimize(gesture::model::run(*arena).data());
  }
}
BENCHMARK(voxelise_and_infer)->Unit(benchmark::kMicrosecond);

}  // namespace
