// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "report.hpp"

#include <saccade/host/classify.hpp>
#include <saccade/host/executor.hpp>
#include <saccade/host/onnx/import.hpp>
#include <saccade/host/recording.hpp>

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iomanip>
#include <ios>
#include <iostream>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace saccade::tool {
namespace {

struct run_options {
  std::filesystem::path model;
  std::filesystem::path recording;
  std::string input_format;
  std::int64_t window_us{};
  std::uint64_t limit{std::numeric_limits<std::uint64_t>::max()};
  bool quiet{};
  bool csv{};
};

struct totals {
  std::uint64_t shown{};
  std::uint64_t windows{};
  std::uint64_t inferences{};
  std::chrono::nanoseconds inference{};
  std::vector<std::uint64_t> per_class{};
};

void print_window(run_options const& options, host::classified_window const& w,
                  std::string const& label) {
  auto& out = std::cout;
  if (options.csv) {
    out << w.start << ',' << w.windows << ',' << w.events << ',' << w.best << ',' << w.confidence
        << '\n';
    return;
  }
  out << std::setw(14) << w.start << " us" << std::setw(9) << w.events << " events  " << std::left
      << std::setw(28) << label << std::right << std::fixed << std::setprecision(3) << w.confidence
      << std::defaultfloat;
  if (w.windows > 1) out << "  (" << w.windows << " windows without events)";
  out << '\n';
}

void print_summary(totals const& t, host::classify_report const& report,
                   std::vector<std::string> const& labels, std::chrono::nanoseconds all) {
  auto const microseconds = [&](std::chrono::nanoseconds time) {
    auto const runs = t.inferences == 0 ? 1U : t.inferences;
    return std::chrono::duration<double, std::micro>(time).count() / static_cast<double>(runs);
  };
  auto const& from = report.recording;
  auto& out = std::cout;
  out << t.windows << " windows, " << from.decoded.events << " events from " << from.sensor.width
      << 'x' << from.sensor.height << (from.sensor_from_events ? " (the extent of the events)" : "")
      << '\n';
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (t.per_class[i] > 0) out << "  " << labels[i] << ": " << t.per_class[i] << '\n';
  }
  out << std::fixed << std::setprecision(1) << "per window: " << microseconds(all - t.inference)
      << " us to decode and voxelise, " << microseconds(t.inference) << " us to infer\n"
      << std::defaultfloat;
  auto const dropped = [&](char const* what, std::uint64_t count) {
    if (count != 0) out << what << ": " << count << '\n';
  };
  dropped("outside the centre crop", from.rescaled.cropped);
  dropped("outside the sensor", from.rescaled.out_of_range);
  dropped("before their window", from.late);
  dropped("in full cells", report.grid.saturated);
  print_faults(out, from.decoded);
}

void run_model(run_options const& options) {
  auto network = host::executor{host::import_onnx(options.model)};
  auto const format = host::input_format(network.network(), options.window_us);
  auto const recording =
      host::recording{options.recording, host::format_named(options.input_format)};
  auto const& labels = network.network().labels;
  auto sum = totals{.per_class = std::vector<std::uint64_t>(labels.size())};
  if (options.csv && !options.quiet) std::cout << "start_us,windows,events,class,confidence\n";

  auto const start = std::chrono::steady_clock::now();
  auto const report =
      host::classify(recording, network, format, [&](host::classified_window const& w) {
        sum.windows += w.windows;
        sum.per_class[w.best] += w.windows;
        sum.inference += w.inference;
        ++sum.inferences;
        if (options.quiet || sum.shown == options.limit) return;
        ++sum.shown;
        print_window(options, w, labels[w.best]);
      });
  auto const all = std::chrono::steady_clock::now() - start;
  if (!options.csv) print_summary(sum, report, labels, all);
}

}  // namespace

void add_run(CLI::App& app) {
  auto options = std::make_shared<run_options>();
  auto* const command =
      app.add_subcommand("run", "Run a quantised ONNX model over the windows of a recording");
  command->add_option("MODEL", options->model, "Quantised network, .onnx in QDQ form")->required();
  command->add_option("FILE", options->recording, "Recording: EVT2 or EVT3 .raw, .aedat4, .csv")
      ->required();
  command
      ->add_option("--window-us", options->window_us,
                   "Length of a window in microseconds (default: the model's)")
      ->check(CLI::Range(std::int64_t{1}, std::numeric_limits<std::int64_t>::max()));
  command->add_option("--show", options->limit, "Print the first N windows only");
  command->add_flag("--quiet", options->quiet, "Print the summary only");
  command->add_flag("--csv", options->csv, "Print windows as CSV, and no summary");
  command->add_option("--input-format", options->input_format, "For EVT files without a header")
      ->check(CLI::IsMember({"evt2", "evt3"}));
  command->footer("example: saccade run gesture.onnx recording.raw");
  command->callback([options] { run_model(*options); });
}

}  // namespace saccade::tool
