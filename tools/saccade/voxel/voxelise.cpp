// SPDX-License-Identifier: Apache-2.0
#include "voxel/voxelise.hpp"

#include "output.hpp"
#include "report.hpp"
#include "size_text.hpp"
#include "time_range.hpp"
#include "voxel/npy.hpp"

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/event_vector.hpp>
#include <saccade/io/recording.hpp>
#include <saccade/io/recording_windows.hpp>
#include <saccade/represent/voxel_grid.hpp>
#include <saccade/tensor/nchw.hpp>
#include <saccade/window/by_time.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace saccade::tool {
namespace {

constexpr int polarities = 2;
constexpr int largest = 4096;
constexpr std::size_t most_cells = std::size_t{1} << 28U;

auto cells_of(geometry size, int bins) -> std::size_t {
  auto const cells = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height) *
                     polarities * static_cast<std::size_t>(bins);
  if (cells <= most_cells) return cells;
  throw host::error{
      "--bins", "a window of " + std::to_string(cells) + " voxels is too large: 2^28 is the limit"};
}

/// Fills grids of `Cells` and writes each finished one as `Element`s.
template <typename Map, typename Cells, typename Element>
class grid_writer {
 public:
  grid_writer(std::filesystem::path const& path, geometry size, int bins, std::uint64_t most)
      : path_{path},
        cells_(cells_of(size, bins)),
        out_(cells_.size()),
        window_bytes_{cells_.size() * sizeof(Element)},
        most_{most != 0 ? most : std::max(most_bytes / window_bytes_, std::uint64_t{1})},
        grid_{{polarities, bins, size.height, size.width}, cells_},
        file_{path,
              {polarities, static_cast<std::size_t>(bins), static_cast<std::size_t>(size.height),
               static_cast<std::size_t>(size.width)}} {}

  void operator()(window_opened const& window) {
    opened(window.start);
    grid_.begin(window);
  }
  void operator()(event const& e) { grid_(e); }
  void operator()(window_closed const& window) {
    make_room(1, window.start);
    grid_.finish();
    nhwc_to_nchw<typename Cells::value_type, Element>(grid_.shape(), cells_, out_);
    file_.write(out_);
  }
  void operator()(empty_windows const& run) {
    opened(run.start);
    make_room(run.count, run.start);
    file_.write_zeros(run.count);
    empty_ += run.count;
  }

  void finish() { file_.finish(); }
  [[nodiscard]] auto windows() const -> std::uint64_t { return file_.items(); }
  [[nodiscard]] auto empty() const -> std::uint64_t { return empty_; }
  [[nodiscard]] auto counters() const -> grid_counters { return grid_.counters(); }
  /// The start of the first window, none without one.
  [[nodiscard]] auto start() const -> std::optional<timestamp_us> { return start_; }

 private:
  void opened(timestamp_us start) {
    if (!start_) start_ = start;
  }

  void make_room(std::uint64_t windows, timestamp_us start) const {
    auto const room = most_ - file_.items();
    if (windows <= room) return;
    auto const text = [&](std::uint64_t count) {
      return std::to_string(count) + " windows (" + std::to_string(count * window_bytes_ >> 20U) +
             " MiB)";
    };
    throw host::error{
        path_.string(),
        "would hold more than " + text(most_) + ": " + std::to_string(windows) +
            (windows > 1 ? " empty ones come" : " comes") + " behind " +
            std::to_string(file_.items()) + ", at " + std::to_string(start) +
            " us; --max-windows lifts the limit, --time-range leaves out what lies apart"};
  }

  std::filesystem::path path_;
  std::vector<typename Cells::value_type> cells_;
  std::vector<Element> out_;
  std::uint64_t window_bytes_;
  std::uint64_t most_;
  dynamic_voxel_grid<Map, Cells> grid_;
  host::npy_writer<Element> file_;
  std::uint64_t empty_{};
  std::optional<timestamp_us> start_{};
};

void say(voxel_options const& options, host::recording const& recording, geometry size,
         std::uint64_t windows, std::uint64_t empty, grid_counters const& uncounted,
         host::window_report const& report) {
  auto& out = summary_stream(options.out);
  out << options.out << ": " << windows << " windows [2," << options.bins << ',' << size.height
      << ',' << size.width << "] of " << options.window_us << " us, " << empty << " empty; "
      << report.kept() << " events from " << report.sensor.width << 'x' << report.sensor.height;
  if (report.sensor_from_events) out << " (not stated)";
  for_each_loss(report, [&](std::string_view why, std::uint64_t count) {
    out << ", " << count << ' ' << why;
  });
  if (uncounted.saturated != 0) out << ", " << uncounted.saturated << " in full cells";
  out << '\n';
  print_taken_sensor(out, options.in, report);
  print_returns(out, report);
  auto faults = report.decoded;
  faults.out_of_range = 0;
  print_faults(out, recording, faults);
  print_lost(out, report);
  print_unread_streams(out, recording);
}

template <typename Map, typename Cells, typename Element>
void voxelise(voxel_options const& options) {
  auto const size = parse_size("--size", options.size, largest);
  auto const recording = open_recording(options.in, options.input);
  refuse_input_as_output(options.in, options.out);
  auto const range = parse_time_range(options.time_range);
  grid_writer<Map, Cells, Element> writer{options.out, size, options.bins, options.max_windows};
  auto const report = host::read_windows(recording, size, options.window_us, writer, range);
  require_some(recording, report);
  writer.finish();
  say(options, recording, size, writer.windows(), writer.empty(), writer.counters(), report);
  if (writer.start()) summary_stream(options.out) << "first window: " << *writer.start() << " us\n";
}

template <typename Map>
void voxelise(voxel_options const& options) {
  if (options.cells == "u8") {
    voxelise<Map, saturating_counts<>, std::uint8_t>(options);
  } else {
    voxelise<Map, float_counts, float>(options);
  }
}

}  // namespace

void voxelise(voxel_options const& options) {
  if (options.time_map == "data") {
    voxelise<host::unlimited_data_range<time_map::data_range_float32>>(options);
  } else {
    voxelise<fixed_window>(options);
  }
}

}  // namespace saccade::tool
