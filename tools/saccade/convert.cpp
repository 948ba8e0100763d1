// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "input_options.hpp"
#include "output.hpp"
#include "report.hpp"

#include <saccade/encode/encoder.hpp>
#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/read_in_time_order.hpp>
#include <saccade/io/recording.hpp>
#include <saccade/io/recording_windows.hpp>
#include <saccade/io/recording_writer.hpp>

#include <CLI/CLI.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace saccade::tool {
namespace {

struct convert_options {
  std::string in;
  std::string out;
  std::string format;
  input_options input{};
  bool rebase{};
  std::string policy{"skip"};
};

auto policy_named(std::string const& name) -> error_policy {
  if (name == "strict") return error_policy::strict;
  return name == "skip" ? error_policy::skip : error_policy::clamp_time;
}

auto output_format(convert_options const& options) -> host::recording_format {
  if (!options.format.empty()) return host::recording_format{options.format};
  auto const extension = std::filesystem::path{options.out}.extension().string();
  auto const format =
      host::all_formats::written_as(extension.empty() ? extension : extension.substr(1));
  if (!format) {
    auto const name = host::is_standard_stream(options.out) ? "standard output" : options.out;
    throw host::error{name, "say the output's format: --format " +
                                host::alternatives(host::all_formats::writable())};
  }
  return *format;
}

/// The smallest sensor that holds all events.
struct bounding_box {
  geometry size{};

  void operator()(event const& e) {
    size.width = e.x >= size.width ? e.x + 1 : size.width;
    size.height = e.y >= size.height ? e.y + 1 : size.height;
  }
};

auto hint(encode_status s, bool rebased) -> std::string {
  if (s == encode_status::time_out_of_range) {
    return rebased
               ? "; --policy clamp_time mends single wrong times"
               : "; --rebase makes times start at 0, --policy clamp_time mends single wrong ones";
  }
  if (s == encode_status::backward_time) return "; --policy clamp_time holds them";
  return {};
}

void convert(convert_options const& options) {
  auto const format = output_format(options);
  auto const policy = policy_named(options.policy);
  auto const in = open_recording(options.in, options.input);
  refuse_input_as_output(options.in, options.out);
  bounding_box box{in.sensor()};
  bool const raw = format != host::recording_format::csv;
  if (raw && !box.size.known()) {
    host::require_pass_for_sensor(in);
    in.read(box, policy);
  }

  host::recording_writer out{options.out, format, box.size};
  std::optional<timestamp_us> start;
  if (!options.rebase) start = 0;
  auto write = [&](auto item) {
    if (!start) start = item.t;
    // Unsigned, because a damaged file can hold any two times.
    item.t = static_cast<timestamp_us>(static_cast<std::uint64_t>(item.t) -
                                       static_cast<std::uint64_t>(*start));
    if (auto const s = out.write(item); s != encode_status::ok) {
      throw host::error{options.in, std::string{message(s)} + " at " + std::to_string(item.t) +
                                        " us" + hint(s, options.rebase)};
    }
  };
  // CSV holds no triggers, so that none may be its first time.
  auto const counters = raw ? host::read_in_time_order(in, write, policy)
                            : in.read([&](event const& e) { write(e); }, policy);
  require_some(counters.events + (raw ? counters.triggers : 0), in, counters);
  out.close();

  auto& summary = summary_stream(options.out);
  summary << "events: " << counters.events << '\n';
  if (counters.triggers != 0) {
    summary << "triggers" << (raw ? ": " : " (not in CSV): ") << counters.triggers << '\n';
  }
  print_faults(summary, in, counters);
  print_unread_streams(summary, in);
  if (raw && !in.sensor().known() && box.size.known()) {
    auto const size = std::to_string(box.size.width) + 'x' + std::to_string(box.size.height);
    print_taken_sensor(summary, options.in, size + " written, the extent of all events");
  }
}

}  // namespace

void add_convert(CLI::App& app) {
  auto const options = std::make_shared<convert_options>();
  auto* const command = app.add_subcommand("convert", "Write a recording in another format");
  command->add_option("IN", options->in, recording_help())->required();
  command
      ->add_option("OUT", options->out,
                   "File to write, - for standard output; .raw is " +
                       std::string{host::all_formats::written_as("raw")->name()})
      ->required();
  auto const writable = host::all_formats::writable();
  command
      ->add_option("--format", options->format,
                   host::alternatives(writable) + " instead of OUT's extension")
      ->check(CLI::IsMember(writable));
  add_input_options(*command, options->input);
  command->add_flag("--rebase", options->rebase,
                    "Subtract the first time. EVT files hold times from 0 to 2^40 us only, AEDAT4 "
                    "has Unix time");
  command
      ->add_option("--policy", options->policy,
                   "On bad input: strict stops, skip drops and counts, clamp_time also holds times "
                   "that go back")
      ->check(CLI::IsMember({"strict", "skip", "clamp_time"}))
      ->capture_default_str();
  command->footer("example: saccade convert recording.aedat4 recording.raw --rebase");
  command->callback([options] { convert(*options); });
}

}  // namespace saccade::tool
