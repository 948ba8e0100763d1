// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "size_text.hpp"

#include <saccade/geometry.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/formats.hpp>
#include <saccade/io/recording.hpp>
#include <saccade/io/recording_windows.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

namespace saccade::tool {

/// What recordings do not say themselves, as every command that reads them takes it.
struct input_options {
  std::string format{};
  std::string sensor{};
  std::string columns{};
  std::string time_unit{};
  std::optional<int> stream{};
  std::uint64_t packet_mib{64};
  bool force{};
};

/// Refuses what is said of the text of a file that is none.
inline void require_text(std::filesystem::path const& file, host::recording_format format,
                         input_options const& options) {
  if (format == host::recording_format::csv) return;
  for (auto const& [option, value] :
       {std::pair{"--columns", &options.columns}, std::pair{"--time-unit", &options.time_unit}}) {
    if (value->empty()) continue;
    throw host::error{file.string(), "is " + std::string{host::name(format)} + ", leave out " +
                                         option + ", which is for CSV"};
  }
}

/// Throws host::error if the file contradicts the options. What it takes for granted goes to
/// `notes`.
inline auto open_recording(std::filesystem::path const& file, input_options const& options,
                           std::ostream& notes = std::cerr) -> host::recording {
  constexpr int largest = 65536;  // 16-bit coordinates
  auto const sensor =
      options.sensor.empty() ? geometry{} : parse_size("--sensor", options.sensor, largest);
  host::recording recording{file,
                            {.expected = host::format_named(options.format),
                             .sensor = sensor,
                             .columns = options.columns,
                             .time_unit = options.time_unit,
                             .stream = options.stream,
                             .packet_limit = static_cast<std::size_t>(options.packet_mib << 20U),
                             .force = options.force}};
  require_text(file, recording.format(), options);
  if (!recording.remark().empty()) notes << file.string() << ": " << recording.remark() << '\n';
  return recording;
}

/// Says which size stood in for one that neither the file nor --sensor states.
inline void print_taken_sensor(std::ostream& out, std::filesystem::path const& file,
                               std::string const& taken) {
  out << file.string() << ": sensor not stated, " << taken << "; --sensor WIDTHxHEIGHT states it\n";
}

/// The same after read_windows(), and nothing where the size was known or there was no event.
inline void print_taken_sensor(std::ostream& out, std::filesystem::path const& file,
                               host::window_report const& report) {
  if (report.sensor_from_events && report.sensor.known()) {
    print_taken_sensor(out, file, report.sensor_from_events->text());
  }
}

/// Says which other streams of events stand in the file, and nothing where there is none.
inline void print_unread_streams(std::ostream& out, host::recording const& from) {
  for (auto const& s : from.streams()) {
    if (!s.events || s.read) continue;
    out << from.name() << ": stream " << s.number << " of events";
    if (!s.source.empty()) out << ", of " << s.source << ',';
    out << " is not read: --stream " << s.number << " does\n";
  }
}

/// Says that windows do not follow each other, and nothing where they do.
inline void print_returns(std::ostream& out, host::window_report const& report) {
  if (report.returns == 0) return;
  out << "time goes back for good: " << report.returns << (report.returns == 1 ? " time" : " times")
      << "; windows go on where it then is\n";
}

}  // namespace saccade::tool
