// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "input_options.hpp"
#include "report.hpp"

#include <saccade/event.hpp>
#include <saccade/host/classify.hpp>
#include <saccade/host/executor.hpp>
#include <saccade/host/label_file.hpp>
#include <saccade/host/onnx/import.hpp>
#include <saccade/host/recording.hpp>
#include <saccade/model/parameter_layout.hpp>
#include <saccade/model/weights.hpp>

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
  std::filesystem::path labels;
  input_options input;
  std::int64_t window_us{};
  std::uint64_t min_events{host::usual_min_events};
  std::uint64_t limit{std::numeric_limits<std::uint64_t>::max()};
  bool quiet{};
  bool csv{};
};

struct totals {
  std::uint64_t shown{};
  std::uint64_t windows{};
  std::uint64_t too_few{};  ///< of those: windows with too few events for a class
  std::uint64_t reports{};  ///< a run without events is one
  std::uint64_t inferences{};
  std::chrono::nanoseconds inference{};
  std::chrono::nanoseconds reporting{};  ///< labels and printing, in no stage
  std::vector<std::uint64_t> per_class{};
  std::uint64_t labelled{};
  std::uint64_t labelled_too_few{};
  std::uint64_t right{};
};

void print_window(run_options const& options, host::classified_window const& w,
                  std::vector<std::string> const& labels) {
  auto& out = std::cout;
  if (options.csv) {
    out << w.start << ',' << w.windows << ',' << w.events << ',';
    if (w.best) out << *w.best;
    out << ',';
    if (w.best) out << w.confidence;
    out << '\n';
    return;
  }
  out << std::setw(14) << w.start << " us" << std::setw(9) << w.events << " events  ";
  if (w.best) {
    out << std::left << std::setw(28) << labels[*w.best] << std::right << std::fixed
        << std::setprecision(3) << w.confidence << std::defaultfloat;
  } else {
    out << "too few events";
  }
  if (w.windows > 1) out << "  (" << w.windows << " windows without events)";
  out << '\n';
}

void print_network(host::executor const& network) {
  auto const& m = network.network();
  std::uint64_t macs = 0;
  for (auto const& n : m.nodes) macs += macs_of(n);
  auto const flash = m.weight.size() + m.bias.size() * sizeof(std::int32_t) +
                     m.multiplier.size() * sizeof(float) +
                     m.nodes.size() * sizeof(node_quantization);
  std::cout << "network: " << macs << " MACs, arena " << network.arena_bytes()
            << " bytes without logits (model::arena_bytes has them), weights " << m.weight.size()
            << " bytes, all parameters " << flash
            << " bytes without header (model::flash_bytes has it)\n";
}

void print_accuracy(totals const& t) {
  auto& out = std::cout;
  auto const classified = t.labelled - t.labelled_too_few;
  out << "accuracy: ";
  if (t.labelled == 0) {
    out << "no window lies within a label\n";
    return;
  }
  if (classified > 0) {
    out << std::fixed << std::setprecision(2)
        << 100.0 * static_cast<double>(t.right) / static_cast<double>(classified) << " %, "
        << std::defaultfloat;
  }
  out << t.right << " right of " << classified << " classified; " << t.labelled
      << " labelled windows, " << t.labelled_too_few << " of them with too few events\n";
}

void print_summary(std::filesystem::path const& recording, totals const& t,
                   host::classify_report const& report, std::vector<std::string> const& labels,
                   std::uint64_t min_events, bool labels_given) {
  auto const each = [](std::chrono::nanoseconds time, std::uint64_t count) {
    return std::chrono::duration<double, std::micro>(time).count() /
           static_cast<double>(count == 0 ? 1U : count);
  };
  auto const& from = report.recording;
  auto& out = std::cout;
  out << t.windows << " windows, " << from.decoded.events << " events from " << from.sensor.width
      << 'x' << from.sensor.height << (from.sensor_from_events ? " (the extent of the events)" : "")
      << '\n';
  print_taken_sensor(out, recording, from);
  if (min_events > 0) {
    out << "too few events for a class: " << t.too_few << " windows (fewer than " << min_events
        << ", --min-events)\n";
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (t.per_class[i] > 0) out << "  " << labels[i] << ": " << t.per_class[i] << '\n';
  }
  if (labels_given) print_accuracy(t);
  out << std::fixed << std::setprecision(1);
  auto const voxelising = from.windowing - t.inference - t.reporting;
  out << (t.reports == t.windows ? "per window" : "per window, a run without events as one")
      << ": decode " << each(from.decoding, t.reports) << " us, rescale and voxelise "
      << each(voxelising, t.reports) << " us, infer " << each(t.inference, t.inferences) << " us\n"
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

/// Each window of a run without events has its own label.
void count_right(std::vector<host::labelled_span> const& truth, host::classified_window const& w,
                 std::int64_t length_us, totals& sum) {
  auto start = w.start;
  for (auto left = w.windows; left > 0;) {
    auto const same = host::label_of(truth, start, length_us, left);
    if (same.label) {
      sum.labelled += same.count;
      if (!w.best) sum.labelled_too_few += same.count;
      if (w.best == same.label) sum.right += same.count;
    }
    left -= same.count;
    start = static_cast<timestamp_us>(static_cast<std::uint64_t>(start) +
                                      same.count * static_cast<std::uint64_t>(length_us));
  }
}

void run_model(run_options const& options) {
  auto network = host::executor{host::import_onnx(options.model)};
  auto const format = host::input_format(network.network(), options.window_us);
  auto const recording = open_recording(options.recording, options.input);
  auto const& labels = network.network().labels;
  auto sum = totals{.per_class = std::vector<std::uint64_t>(labels.size())};
  auto const truth = options.labels.empty() ? std::vector<host::labelled_span>{}
                                            : host::read_label_file(options.labels);
  for (auto const& span : truth) {
    if (span.label < labels.size()) continue;
    throw host::error{options.labels.string(), "has class " + std::to_string(span.label + 1) +
                                                   ", the model knows " +
                                                   std::to_string(labels.size())};
  }
  if (options.csv && !options.quiet) std::cout << "start_us,windows,events,class,confidence\n";

  auto const report = host::classify(recording, network, format, options.min_events,
                                     [&](host::classified_window const& w) {
                                       auto const start = std::chrono::steady_clock::now();
                                       ++sum.reports;
                                       sum.windows += w.windows;
                                       if (w.best) {
                                         sum.per_class[*w.best] += w.windows;
                                         sum.inference += w.inference;
                                         ++sum.inferences;
                                       } else {
                                         sum.too_few += w.windows;
                                       }
                                       count_right(truth, w, format.window_us, sum);
                                       if (!options.quiet && sum.shown != options.limit) {
                                         ++sum.shown;
                                         print_window(options, w, labels);
                                       }
                                       sum.reporting += std::chrono::steady_clock::now() - start;
                                     });
  if (options.csv) {
    print_taken_sensor(std::cerr, options.recording, report.recording);
    return;
  }
  print_summary(options.recording, sum, report, labels, options.min_events, !truth.empty());
  print_network(network);
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
  command
      ->add_option("--min-events", options->min_events,
                   "Windows with fewer events are not classified, only counted")
      ->capture_default_str();
  command->add_option("--labels", options->labels,
                      "class,startTime_usec,endTime_usec as in DVS128 Gesture: print the accuracy");
  command->add_option("--show", options->limit, "Print the first N windows only");
  command->add_flag("--quiet", options->quiet, "Print the summary only");
  command->add_flag("--csv", options->csv,
                    "Print windows as CSV, and no summary; class and confidence are empty "
                    "where there are too few events");
  add_input_options(*command, options->input);
  command->footer("example: saccade run gesture.onnx recording.raw");
  command->callback([options] { run_model(*options); });
}

}  // namespace saccade::tool
