// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "size_text.hpp"

#include <saccade/geometry.hpp>
#include <saccade/io/recording.hpp>
#include <saccade/io/recording_windows.hpp>

#include <filesystem>
#include <ostream>
#include <string>

namespace saccade::tool {

/// What recordings do not say themselves, as every command that reads them takes it.
struct input_options {
  std::string format{};
  std::string sensor{};
};

/// Throws host::error if the file states another sensor than --sensor does.
inline auto open_recording(std::filesystem::path const& file, input_options const& options)
    -> host::recording {
  constexpr int largest = 65536;  // 16-bit coordinates
  auto const sensor =
      options.sensor.empty() ? geometry{} : parse_size("--sensor", options.sensor, largest);
  return host::recording{file, {.expected = host::format_named(options.format), .sensor = sensor}};
}

/// Says which size stood in for one that neither the file nor --sensor states.
inline void print_taken_sensor(std::ostream& out, std::filesystem::path const& file,
                               geometry taken) {
  out << file.string() << ": sensor not stated, " << taken.width << 'x' << taken.height
      << " taken from the extent of the events; --sensor WIDTHxHEIGHT states it\n";
}

/// The same after read_windows(), and nothing where the size was known or there was no event.
inline void print_taken_sensor(std::ostream& out, std::filesystem::path const& file,
                               host::window_report const& report) {
  if (report.sensor_from_events && report.sensor.known()) {
    print_taken_sensor(out, file, report.sensor);
  }
}

/// Says that windows do not follow each other, and nothing where they do.
inline void print_returns(std::ostream& out, host::window_report const& report) {
  if (report.returns == 0) return;
  out << "time goes back for good: " << report.returns << (report.returns == 1 ? " time" : " times")
      << "; windows go on where it then is\n";
}

}  // namespace saccade::tool
