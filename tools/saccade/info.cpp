// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "input_options.hpp"
#include "report.hpp"

#include <saccade/event.hpp>
#include <saccade/io/recording.hpp>

#include <CLI/CLI.hpp>

#include <cstdint>
#include <iomanip>
#include <iostream>
#include <limits>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

namespace saccade::tool {
namespace {

struct info_options {
  std::string file;
  input_options input;
};

/// Minimum and maximum time, because a damaged stream may go back.
struct summary {
  std::uint64_t on{};
  timestamp_us first{std::numeric_limits<timestamp_us>::max()};
  timestamp_us last{std::numeric_limits<timestamp_us>::min()};

  void operator()(event const& e) {
    on += e.p == polarity::on ? 1U : 0U;
    first = e.t < first ? e.t : first;
    last = e.t > last ? e.t : last;
  }
};

void print_stream(std::ostream& out, host::recorded_stream const& s) {
  out << "stream " << s.number << ": " << s.type;
  if (!s.name.empty()) out << " '" << s.name << '\'';
  if (!s.source.empty()) out << " of " << s.source;
  if (s.sensor.known()) out << ", " << s.sensor.width << 'x' << s.sensor.height;
  out << ", " << s.packets << " packets";
  if (s.read) {
    out << ", " << s.elements << " elements, read";
  } else {
    out << ", not read";
    if (s.events) out << ": --stream " << s.number << " does";
  }
  out << '\n';
}

void info(info_options const& options) {
  auto const recording = open_recording(options.file, options.input);
  summary seen;
  auto const counters = recording.read(seen);
  auto& out = std::cout;
  out << "format: " << host::name(recording.format()) << '\n';
  auto const sensor = recording.sensor();
  if (sensor.known()) {
    out << "geometry: " << sensor.width << 'x' << sensor.height << '\n';
  } else {
    out << "geometry: unknown\n";
  }
  out << "events: " << counters.events << '\n';
  if (counters.events != 0) {
    auto const events = static_cast<double>(counters.events);
    // Unsigned, because damaged files can hold any two times.
    auto const us = static_cast<double>(static_cast<std::uint64_t>(seen.last) -
                                        static_cast<std::uint64_t>(seen.first));
    out << std::fixed << std::setprecision(1)
        << "on share: " << 100.0 * static_cast<double>(seen.on) / events << " %\n"
        << "first time: " << seen.first << " us\n"
        << "last time: " << seen.last << " us\n"
        << std::setprecision(6) << "duration: " << us * 1e-6 << " s\n";
    if (us > 0) out << std::setprecision(3) << "rate: " << events / us << " Mev/s\n";
  }
  out << "triggers: " << counters.triggers << '\n';
  for (auto const& s : counters.streams) print_stream(out, s);
  print_faults(out, recording, counters);
  require_some(counters.events + counters.triggers, recording, counters);
}

}  // namespace

void add_info(CLI::App& app) {
  auto const options = std::make_shared<info_options>();
  auto* const command = app.add_subcommand("info", "Say what a recording holds");
  command->add_option("FILE", options->file, recording_help())->required();
  add_input_options(*command, options->input);
  command->footer("example: saccade info recording.raw");
  command->callback([options] { info(*options); });
}

}  // namespace saccade::tool
