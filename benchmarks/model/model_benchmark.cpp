// SPDX-License-Identifier: Apache-2.0
#include <saccade/model/model.hpp>

#include <benchmark/benchmark.h>

#include "support/events.hpp"

#include <saccade/represent/voxel_grid.hpp>
#include <saccade/runtime/host_backend.hpp>

#include <gesture.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

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
  auto const scratch = std::make_unique<typename model<Backend>::scratch>();
  gesture_grid grid{model<Backend>::input(*arena)};
  auto const events = random_events({128, 128}, events_per_window, window_us);
  for (auto _ : state) {
    // The arena reuses the input's memory, so that it is filled before every run.
    grid.begin(0, window_us);
    for (auto const& e : events) grid(e);
    grid.finish();
    auto const start = std::chrono::steady_clock::now();
    benchmark::DoNotOptimize(model<Backend>::run(*arena, *scratch).data());
    auto const took = std::chrono::steady_clock::now() - start;
    state.SetIterationTime(std::chrono::duration<double>{took}.count());
  }
  state.counters["MAC/s"] = benchmark::Counter{static_cast<double>(gesture::model::macs),
                                               benchmark::Counter::kIsIterationInvariantRate};
}

[[maybe_unused]] auto const registered = [] {
  auto const with = [](auto backend) {
    using type = decltype(backend);
    benchmark::RegisterBenchmark((std::string{"infer/"} + type::name).c_str(), infer<type>)
        ->Unit(benchmark::kMicrosecond)
        ->UseManualTime();
  };
  [&]<typename... Backends>(saccade::backend::list<Backends...>) {
    // Not scalar: beside the others g++ compiles it to half its speed.
    ((saccade::host::runs_here<Backends>() && saccade::backend::derived<Backends> ? with(Backends{})
                                                                                  : void()),
     ...);
  }(saccade::host::host_backends{});
  return true;
}();

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
