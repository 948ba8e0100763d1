// SPDX-License-Identifier: Apache-2.0
// One 50 ms window into a [2,5,128,128] grid, its clearing included. 2,537 events are the median of
// a real DVS128 looking at a waving hand; with a million the clearing vanishes.
#include <saccade/represent/voxel_grid.hpp>

#include "support/events.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace {

constexpr std::int64_t window_us = 50'000;

template <typename Map, typename Cells>
void fill(benchmark::State& state) {
  using grid_type = saccade::voxel_grid<2, 5, 128, 128, Map, Cells>;
  auto const events = saccade::benchmarks::random_events(
      {128, 128}, static_cast<std::size_t>(state.range(0)), window_us);
  auto const cells =
      std::make_unique<std::array<typename grid_type::value_type, grid_type::size>>();
  auto const grid = std::make_unique<grid_type>(*cells);
  for (auto _ : state) {
    grid->begin(0, window_us);
    for (auto const& e : events) (*grid)(e);
    grid->finish();
    benchmark::DoNotOptimize(cells->data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

constexpr std::size_t room = 1'000'000;
template <saccade::time_map Mode>
using range = saccade::data_range<Mode, room>;
using counts = saccade::saturating_counts<>;
using saccade::fixed_window;
using saccade::float_counts;
using saccade::time_map;

}  // namespace

BENCHMARK(fill<fixed_window, counts>)->Arg(2'537)->Arg(room);
BENCHMARK(fill<fixed_window, float_counts>)->Arg(2'537)->Arg(room);
BENCHMARK(fill<range<time_map::data_range_float32>, float_counts>)->Arg(2'537)->Arg(room);
BENCHMARK(fill<range<time_map::data_range_float64>, float_counts>)->Arg(2'537)->Arg(room);
BENCHMARK(fill<range<time_map::data_range_clamped>, float_counts>)->Arg(2'537)->Arg(room);
