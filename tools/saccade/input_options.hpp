// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "input.hpp"
#include "number_option.hpp"

#include <saccade/io/formats.hpp>

#include <CLI/CLI.hpp>

#include <string>

namespace saccade::tool {

/// What a command that reads one says of it.
[[nodiscard]] inline auto recording_help() -> std::string {
  std::string titles;
  host::all_formats::for_each([&]<typename Format>() {
    titles += (titles.empty() ? "" : ", ") + std::string{Format::title};
  });
  return "Recording: " + titles + " (" + host::all_formats::extensions() + ")";
}

/// `options` must live until the command has run.
inline void add_input_options(CLI::App& command, input_options& options) {
  auto* const format =
      command.add_option("--input-format", options.format, "For EVT files without a header")
          ->check(CLI::IsMember(host::all_formats::headerless()));
  command
      .add_flag("--force", options.force,
                "Read what --input-format says, also if it does not look like it")
      ->needs(format);
  command
      .add_option("--stream", options.stream,
                  "Number of the stream of events, where a file has several (AEDAT4): info lists "
                  "them; default: the first")
      ->transform(number<int>(0));
  command
      .add_option("--packet-limit", options.packet_mib,
                  "MiB that a packet (AEDAT4) may have, packed or not; larger ones are dropped")
      ->transform(number<std::uint64_t>(1, 1U << 20U))
      ->capture_default_str();
  command
      .add_option("--sensor", options.sensor,
                  "WIDTHxHEIGHT of the sensor, for recordings that do not state it")
      ->check([](std::string const& text) {
        return std::string{text.empty() ? "expected WIDTHxHEIGHT" : ""};
      });
  command.add_option("--columns", options.columns,
                     "Of CSV that does not name them: x, y, p and t from the left to the right, - "
                     "for one to pass over, as in t,x,y,p");
  command
      .add_option("--time-unit", options.time_unit,
                  "Of CSV that does not state it: s, ms, us or ns, as in --time-unit s; whole "
                  "numbers are us without it")
      ->check(CLI::IsMember({"s", "ms", "us", "ns"}));
}

}  // namespace saccade::tool
