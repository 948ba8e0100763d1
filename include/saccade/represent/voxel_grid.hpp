// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Counts events per pixel, polarity and time bin, straight into the caller's tensor.
///
///   grid.begin(window);      // clears the cells
///   grid(e); ...             // each event of the window
///   grid.finish();           // the cells are complete from here until the next begin()
///
/// Others call such counts a stacked histogram (Tonic: ToFrame with time bins) and mean by "voxel
/// grid" one that splits an event between neighbouring bins (Tonic: ToVoxelGrid).
///
/// Cells lie as [y][x][polarity * bins + bin] (NHWC), so int8 ones can be a network's input as they
/// are. With one polarity both are counted together. A window without events gives zeros.
/// The grid clears all cells at begin(), because a network's arena reuses its input's memory.

#include <saccade/duration.hpp>
#include <saccade/event.hpp>
#include <saccade/represent/counts.hpp>
#include <saccade/represent/data_range.hpp>
#include <saccade/represent/fixed_window.hpp>
#include <saccade/represent/grid_format.hpp>
#include <saccade/tensor/shape.hpp>
#include <saccade/window/by_time.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade {

/// What a grid has not counted since its construction.
struct grid_counters {
  std::uint64_t out_of_range{};   ///< coordinates outside the grid
  std::uint64_t out_of_window{};  ///< times outside the window
  std::uint64_t overflow{};       ///< no room in the buffer of a data_range
  std::uint64_t saturated{};      ///< the cell was at its cap

  [[nodiscard]] constexpr auto all() const noexcept -> std::uint64_t {
    return out_of_range + out_of_window + overflow + saturated;
  }

  friend constexpr auto operator==(grid_counters const&, grid_counters const&) -> bool = default;
};

/// The size of a grid as template arguments.
template <int Polarities, int Bins, int Height, int Width>
struct static_grid_size {
  static_assert(Polarities == 1 || Polarities == 2,
                "saccade: voxel_grid: polarities must be 2, or 1 to count both together");
  static_assert(Bins >= 1, "saccade: voxel_grid: there must be a bin");
  static_assert(Height >= 1, "saccade: voxel_grid: the height must be positive");
  static_assert(Width >= 1, "saccade: voxel_grid: the width must be positive");

  static constexpr int polarities = Polarities;
  static constexpr int bins = Bins;
  static constexpr int height = Height;
  static constexpr int width = Width;
};

/// The size of a grid at run time; all four are positive and `polarities` is at most 2.
struct dynamic_grid_size {
  int polarities{};
  int bins{};
  int height{};
  int width{};
};

template <typename Size, typename Map, typename Cells>
class basic_voxel_grid {
 public:
  using value_type = typename Cells::value_type;

  /// `cells` holds height * width * polarities * bins values and outlives the grid.
  constexpr basic_voxel_grid(Size size, std::span<value_type> cells) noexcept
      : size_{size}, cells_{cells} {}

  /// Starts a window: zeroes every cell.
  constexpr void begin(timestamp_us start, std::int64_t length_us) noexcept {
    map_.begin(start, length_us);
    for (auto& cell : cells_) cell = 0;
  }
  constexpr void begin(window_opened const& window) noexcept {
    begin(window.start, window.length_us);
  }

  constexpr void operator()(event const& e) {
    if (e.x >= size_.width || e.y >= size_.height) {
      ++counters_.out_of_range;
      return;
    }
    auto const pixel = static_cast<std::uint32_t>(e.y) * static_cast<std::uint32_t>(size_.width) +
                       static_cast<std::uint32_t>(e.x);
    auto const channel = size_.polarities == 2 && e.p == polarity::on ? size_.bins : 0;
    auto const cell = pixel * static_cast<std::uint32_t>(size_.polarities * size_.bins) +
                      static_cast<std::uint32_t>(channel);
    if constexpr (Map::buffered) {
      if (!map_.contains(e.t)) {
        ++counters_.out_of_window;
      } else if (!map_.store({e.t, cell})) {
        ++counters_.overflow;
      }
    } else {
      auto const bin = map_.bin(e.t, size_.bins);
      if (bin < 0) {
        ++counters_.out_of_window;
      } else {
        count(cell, bin);
      }
    }
  }

  constexpr void finish() {
    if constexpr (Map::buffered) {
      map_.finish(size_.bins, [this](std::uint32_t cell, int bin) { count(cell, bin); });
    }
  }

  [[nodiscard]] constexpr auto cells() const noexcept -> std::span<value_type const> {
    return cells_;
  }
  [[nodiscard]] constexpr auto counters() const noexcept -> grid_counters const& {
    return counters_;
  }
  [[nodiscard]] constexpr auto dropped() const noexcept -> std::uint64_t { return counters_.all(); }
  [[nodiscard]] constexpr auto shape() const noexcept -> saccade::shape {
    return {size_.height, size_.width, size_.polarities * size_.bins};
  }
  [[nodiscard]] constexpr auto format(std::int64_t window_us) const noexcept -> grid_format {
    return {size_.polarities, size_.bins, size_.height, size_.width,
            window_us,        Map::kind,  Cells::cap};
  }

 private:
  constexpr void count(std::uint32_t cell, int bin) noexcept {
    if (!Cells::add(cells_[cell + static_cast<std::uint32_t>(bin)])) ++counters_.saturated;
  }

  [[no_unique_address]] Size size_;
  std::span<value_type> cells_;
  Map map_{};
  grid_counters counters_{};
};

/// `Map` is fixed_window or data_range<Mode, Capacity>; `Cells` saturating_counts<Cap> or
/// float_counts.
template <int Polarities, int Bins, int Height, int Width, typename Map = fixed_window,
          typename Cells = saturating_counts<>>
class voxel_grid
    : public basic_voxel_grid<static_grid_size<Polarities, Bins, Height, Width>, Map, Cells> {
  using size_type = static_grid_size<Polarities, Bins, Height, Width>;
  using base = basic_voxel_grid<size_type, Map, Cells>;

 public:
  using typename base::value_type;

  static constexpr saccade::shape tensor{Height, Width, Polarities* Bins};
  static constexpr std::size_t size = tensor.size();
  static constexpr int cap = Cells::cap;  ///< of a cell, 0 for float cells

  /// What this grid gives with windows of a length: compare with weights::grid.
  [[nodiscard]] static constexpr auto format(duration window) noexcept -> grid_format {
    return {Polarities, Bins, Height, Width, window.us, Map::kind, Cells::cap};
  }

  explicit constexpr voxel_grid(std::span<value_type, size> cells) noexcept
      : base{size_type{}, cells} {}
};

/// A grid whose size is known at run time.
template <typename Map = fixed_window, typename Cells = saturating_counts<>>
using dynamic_voxel_grid = basic_voxel_grid<dynamic_grid_size, Map, Cells>;

}  // namespace saccade
