// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// From a recording to windows of events at a network's size: the one way in which every command
/// cuts a file.

#include <saccade/event.hpp>
#include <saccade/filter/rescale.hpp>
#include <saccade/geometry.hpp>
#include <saccade/io/recording.hpp>
#include <saccade/io/sensor_of_events.hpp>
#include <saccade/stage/into.hpp>
#include <saccade/status.hpp>
#include <saccade/window/by_time.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace saccade::host {

/// Throws host::error for a recording that cannot be read for its sensor and then again.
inline void require_pass_for_sensor(recording const& from) {
  if (from.can_read_again()) return;
  throw error{from.name(),
              "does not state its sensor and can be read once only: say --sensor "
              "WIDTHxHEIGHT, or save it to a file first"};
}

/// The sensor of a recording that does not state it, by its events, which are read for that.
[[nodiscard]] inline auto sensor_of(recording const& from) -> sensor_choice {
  require_pass_for_sensor(from);
  sensor_finder finder;
  from.read(finder);
  return finder.choice();
}

/// Times from `from` on and before `to`; without one, from the first or to the last.
struct time_range {
  std::optional<timestamp_us> from{};
  std::optional<timestamp_us> to{};

  [[nodiscard]] constexpr auto contains(timestamp_us t) const noexcept -> bool {
    return (!from || t >= *from) && (!to || t < *to);
  }
};

/// What became of a recording's events.
struct window_report {
  read_report decoded{};
  geometry sensor{};
  std::optional<sensor_choice> sensor_from_events{};  ///< where the recording does not state it
  rescale_counters rescaled{};
  std::uint64_t late{};                  ///< dropped: before the open window
  std::uint64_t out_of_time{};           ///< dropped: outside the time range
  std::uint64_t outliers{};              ///< dropped: those behind them had another time
  std::uint64_t returns{};               ///< how often time went back for good
  std::chrono::nanoseconds decoding{};   ///< reading the file and decoding it
  std::chrono::nanoseconds windowing{};  ///< all that came behind: the crop, the windows, the sink

  [[nodiscard]] constexpr auto kept() const noexcept -> std::uint64_t {
    return decoded.events - out_of_time - late - outliers - rescaled.cropped -
           rescaled.out_of_range;
  }
};

/// So many wait for others to prove their time right: more than a packet of events, which may be
/// wrong as a whole.
inline constexpr std::size_t held_events = 8192;

/// Gives `sink` the recording in windows of `length_us`, its pixels rescaled to `target`. The first
/// window starts at the recording's first event, or where `range` does, and the last one holds its
/// last, also where the crop drops them. Events go on in batches, so that the clock is rarely
/// asked; a pass to find the sensor's size is in no time.
template <window_sink Sink>
auto read_windows(recording const& from, geometry target, std::int64_t length_us, Sink&& sink,
                  time_range const& range = {}) -> window_report {
  window_report report{.sensor = from.sensor()};
  if (!report.sensor.known()) {
    report.sensor_from_events = sensor_of(from);
    report.sensor = report.sensor_from_events->size;
  }
  dynamic_rescale rescale{report.sensor, target};
  using windower = basic_window_by_time<held_events>;
  auto const windows_owner =
      range.from ? std::make_unique<windower>(length_us, *range.from)
                 : std::make_unique<windower>(length_us);  // too large for some stacks
  auto& windows = *windows_owner;
  using clock = std::chrono::steady_clock;
  auto const timed = [&](auto&& step) {
    auto const start = clock::now();
    step();
    report.windowing += clock::now() - start;
  };
  std::vector<event> batch;
  batch.reserve(std::size_t{1} << 12);
  auto const pass_on = [&] {
    for (event const& e : batch) rescale.push(e, into{windows, sink});
    batch.clear();
  };
  auto const start = clock::now();
  report.decoded = from.read([&](event const& e) {
    if (!range.contains(e.t)) {
      ++report.out_of_time;
      return;
    }
    batch.push_back(e);
    if (batch.size() == batch.capacity()) timed(pass_on);
  });
  timed([&] {
    pass_on();
    windows.finish(sink);
  });
  report.decoding = clock::now() - start - report.windowing;
  report.rescaled = rescale.counters();
  report.late = windows.late();
  report.outliers = windows.outliers();
  report.returns = windows.returns();
  return report;
}

}  // namespace saccade::host
