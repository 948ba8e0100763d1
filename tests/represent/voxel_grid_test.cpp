// SPDX-License-Identifier: Apache-2.0
#include <saccade/represent/voxel_grid.hpp>

#include "support/catch.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

using saccade::event;
using saccade::grid_counters;
using saccade::polarity;
using saccade::time_map;

namespace {

constexpr auto on = polarity::on;
constexpr auto off = polarity::off;

template <typename Grid>
struct grid_with_cells {
  std::array<typename Grid::value_type, Grid::size> cells{};
  Grid grid{cells};

  constexpr auto at(int y, int x, int channel) const -> typename Grid::value_type {
    auto const s = Grid::tensor;
    return cells[static_cast<std::size_t>((y * s.width + x) * s.channels + channel)];
  }
  constexpr auto sum() const -> int {
    int total = 0;
    for (auto cell : cells) total += static_cast<int>(cell);
    return total;
  }
};

using fixed = grid_with_cells<saccade::voxel_grid<2, 5, 4, 6>>;
template <time_map Mode, std::size_t Capacity = 8>
using ranged =
    grid_with_cells<saccade::voxel_grid<2, 5, 4, 6, saccade::data_range<Mode, Capacity>>>;

static_assert(saccade::event_sink<saccade::voxel_grid<2, 5, 4, 6>>);
static_assert(saccade::voxel_grid<2, 5, 128, 128>::size == 163'840);
static_assert(saccade::voxel_grid<2, 5, 128, 128>::format(saccade::milliseconds(50)) ==
              saccade::grid_format{2, 5, 128, 128, 50'000, time_map::fixed_window, 127});
static_assert(
    saccade::voxel_grid<2, 5, 128, 128, saccade::data_range<time_map::data_range_float32, 1>,
                        saccade::float_counts>::format(saccade::milliseconds(50)) ==
    saccade::grid_format{2, 5, 128, 128, 50'000, time_map::data_range_float32, 0});

constexpr auto layout_is_nhwc_polarity_major() -> bool {
  fixed g;
  g.grid.begin(1000, 50);
  g.grid(event{1000, 0, 0, off});
  g.grid(event{1025, 5, 3, on});
  g.grid(event{1025, 5, 3, on});
  g.grid.finish();
  return g.cells[0] == 1 && g.at(3, 5, 5 + 2) == 2 && g.sum() == 3;
}
static_assert(layout_is_nhwc_polarity_major());

constexpr auto ranges_are_constexpr() -> bool {
  ranged<time_map::data_range_float32> g;
  g.grid.begin(0, 50);
  g.grid(event{10, 1, 0, off});
  g.grid(event{20, 1, 0, off});
  g.grid(event{30, 1, 0, off});
  g.grid.finish();
  return g.at(0, 1, 0) == 1 && g.at(0, 1, 2) == 1 && g.at(0, 1, 4) == 1 && g.sum() == 3;
}
static_assert(ranges_are_constexpr());

}  // namespace

TEST_CASE("a window without events is zeros, and begin() clears what was there") {
  fixed g;
  g.cells.fill(9);
  g.grid.begin(0, 50);
  g.grid.finish();
  CHECK(g.sum() == 0);

  ranged<time_map::data_range_float64> r;
  r.cells.fill(9);
  r.grid.begin(0, 50);
  r.grid.finish();
  CHECK(r.sum() == 0);
}

TEST_CASE("one event, and several at one time, lie in bin 0 of a data range") {
  ranged<time_map::data_range_float32> f32;
  ranged<time_map::data_range_float64> f64;
  ranged<time_map::data_range_clamped> clamped;
  auto const check = [](auto& g, int events) {
    g.grid.begin(1000, 50);
    for (int i = 0; i < events; ++i) g.grid(event{1049, 2, 1, on});
    g.grid.finish();
    CHECK(g.at(1, 2, 5) == events);
    CHECK(g.sum() == events);
  };
  for (int const events : {1, 3}) {
    check(f32, events);
    check(f64, events);
    check(clamped, events);
  }
}

TEST_CASE("one polarity counts both together") {
  grid_with_cells<saccade::voxel_grid<1, 2, 4, 6>> g;
  g.grid.begin(0, 10);
  g.grid(event{0, 0, 0, off});
  g.grid(event{0, 0, 0, on});
  g.grid(event{5, 0, 0, on});
  CHECK(g.at(0, 0, 0) == 2);
  CHECK(g.at(0, 0, 1) == 1);
}

TEST_CASE("a polarity that is neither on nor off writes nothing out of place") {
  fixed g;
  g.grid.begin(0, 50);
  g.grid(event{0, 5, 3, static_cast<polarity>(200)});
  CHECK(g.at(3, 5, 0) == 1);
  CHECK(g.sum() == 1);
}

TEST_CASE("events outside the grid or the window are counted, not written") {
  fixed g;
  g.grid.begin(1000, 50);
  g.grid(event{1000, 6, 0, on});
  g.grid(event{1000, 0, 4, on});
  g.grid(event{1000, 65'535, 65'535, on});
  g.grid(event{999, 0, 0, on});
  g.grid(event{1050, 0, 0, on});
  CHECK(g.sum() == 0);
  CHECK(g.grid.counters() == grid_counters{.out_of_range = 3, .out_of_window = 2});

  ranged<time_map::data_range_clamped> r;
  r.grid.begin(1000, 50);
  r.grid(event{1000, 6, 0, on});
  r.grid(event{999, 0, 0, on});
  r.grid(event{1050, 0, 0, on});
  r.grid.finish();
  CHECK(r.sum() == 0);
  CHECK(r.grid.counters() == grid_counters{.out_of_range = 1, .out_of_window = 2});
}

TEST_CASE("events outside the grid do not stretch the data range") {
  ranged<time_map::data_range_float32> g;
  g.grid.begin(0, 50);
  g.grid(event{0, 6, 0, on});
  g.grid(event{10, 0, 0, on});
  g.grid(event{20, 0, 0, on});
  g.grid.finish();
  CHECK(g.at(0, 0, 5) == 1);
  CHECK(g.at(0, 0, 9) == 1);
}

TEST_CASE("a full buffer drops and counts, and the next window starts empty") {
  ranged<time_map::data_range_float32, 2> g;
  g.grid.begin(0, 50);
  for (int i = 0; i < 5; ++i) g.grid(event{i, 0, 0, on});
  g.grid.finish();
  CHECK(g.sum() == 2);
  CHECK(g.grid.counters().overflow == 3);
  g.grid.begin(50, 50);
  g.grid(event{50, 0, 0, on});
  g.grid.finish();
  CHECK(g.sum() == 1);
  CHECK(g.grid.counters().overflow == 3);
}

TEST_CASE("times may step back inside a data range") {
  ranged<time_map::data_range_clamped> g;
  g.grid.begin(0, 50);
  for (int const t : {20, 10, 0, 5}) g.grid(event{t, 0, 0, off});
  g.grid.finish();
  CHECK(g.at(0, 0, 0) == 1);
  CHECK(g.at(0, 0, 1) == 1);
  CHECK(g.at(0, 0, 2) == 1);
  CHECK(g.at(0, 0, 4) == 1);
}

TEST_CASE("cells saturate at the cap, floats count on") {
  grid_with_cells<
      saccade::voxel_grid<2, 5, 4, 6, saccade::fixed_window, saccade::saturating_counts<3>>>
      capped;
  grid_with_cells<saccade::voxel_grid<2, 5, 4, 6, saccade::fixed_window, saccade::float_counts>>
      counted;
  capped.grid.begin(0, 50);
  counted.grid.begin(0, 50);
  for (int i = 0; i < 300; ++i) {
    capped.grid(event{0, 1, 1, on});
    counted.grid(event{0, 1, 1, on});
  }
  CHECK(capped.at(1, 1, 5) == 3);
  CHECK(capped.grid.counters().saturated == 297);
  CHECK(counted.at(1, 1, 5) == 300.0F);
}

TEST_CASE("a grid of run-time size fills its cells as the static one does") {
  std::array<std::int8_t, 4 * 6 * 10> cells{};
  saccade::dynamic_voxel_grid<> dynamic{{2, 5, 4, 6}, cells};
  fixed g;
  dynamic.begin(100, 77);
  g.grid.begin(100, 77);
  for (int i = 0; i < 500; ++i) {
    event const e{100 + i * 77 / 500, static_cast<std::uint16_t>(i * 7 % 8),
                  static_cast<std::uint16_t>(i * 3 % 5), i % 3 == 0 ? on : off};
    dynamic(e);
    g.grid(e);
  }
  CHECK(cells == g.cells);
  CHECK(dynamic.counters() == g.grid.counters());
  CHECK(dynamic.counters().out_of_range > 0);
  CHECK(dynamic.shape() == g.grid.tensor);
  CHECK(dynamic.format(77) == saccade::voxel_grid<2, 5, 4, 6>::format(saccade::microseconds(77)));
}
