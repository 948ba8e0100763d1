// SPDX-License-Identifier: Apache-2.0
// A million made-up events of a 1280x720 sensor to 128x128, and on into windows and voxel grids.
#include <saccade/filter/rescale.hpp>

#include "support/events.hpp"

#include <saccade/represent/voxel_grid.hpp>
#include <saccade/window/by_time.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <memory>

namespace {

constexpr std::int64_t count = 1'000'000;

auto const& events() {
  static auto const all = saccade::benchmarks::random_events({1280, 720}, count, 1'000'000);
  return all;
}

template <typename Stage>
void rescale(benchmark::State& state, Stage stage) {
  for (auto _ : state) {
    std::uint32_t sum = 0;
    for (auto const& e : events()) {
      stage.push(e, [&](saccade::event const& out) { sum += out.x + 128U * out.y; });
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * count);
}

using grid_type = saccade::voxel_grid<2, 5, 128, 128>;

struct grids {
  grid_type& grid;
  void operator()(saccade::window_opened const& window) { grid.begin(window); }
  void operator()(saccade::event const& e) { grid(e); }
  void operator()(saccade::window_closed const&) { grid.finish(); }
  void operator()(saccade::empty_windows const&) {}
};

void rescale_window_and_voxel_grid(benchmark::State& state) {
  auto const cells = std::make_unique<std::array<std::int8_t, grid_type::size>>();
  grid_type grid{*cells};
  grids sink{grid};
  for (auto _ : state) {
    saccade::rescale<saccade::geometry{1280, 720}, saccade::geometry{128, 128}> stage;
    saccade::window<saccade::milliseconds(50)> windows;
    for (auto const& e : events()) {
      stage.push(e, [&](saccade::event const& out) { windows.push(out, sink); });
    }
    windows.finish(sink);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * count);
}

}  // namespace

BENCHMARK_CAPTURE(rescale, static_size,
                  saccade::rescale<saccade::geometry{1280, 720}, saccade::geometry{128, 128}>{});
BENCHMARK_CAPTURE(rescale, dynamic_size, saccade::dynamic_rescale{{1280, 720}, {128, 128}});
BENCHMARK(rescale_window_and_voxel_grid);
