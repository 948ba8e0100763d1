// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "input_options.hpp"
#include "load_network.hpp"
#include "number_option.hpp"
#include "run/runner.hpp"
#include "time_range.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <memory>

namespace saccade::tool {
void add_run(CLI::App& app) {
  auto options = std::make_shared<run_options>();
  auto* const command =
      app.add_subcommand("run", "Run a quantised ONNX model over the windows of recordings");
  command->add_option("MODEL", options->model, "Quantised network, .onnx in QDQ form")->required();
  command
      ->add_option("FILE", options->recordings, recording_help() + "; of several also the totals")
      ->required();
  command
      ->add_option("--window-us", options->window_us,
                   "Length of a window in microseconds (default: the model's)")
      ->transform(number<std::int64_t>(1));
  command
      ->add_option("--min-events", options->min_events,
                   "Windows with fewer events are not classified, only counted")
      ->transform(number<std::uint64_t>(0))
      ->capture_default_str();
  command->add_option("--labels", options->labels,
                      "Print the accuracy, per window and as one-second votes. A table with the "
                      "columns file and class, and start_us and end_us unless whole recordings are "
                      "labelled, as `saccade simulate` writes it; or of one recording "
                      "class,startTime_usec,endTime_usec as in DVS128 Gesture");
  command->add_option("--show", options->limit, "Print the first N windows only")
      ->transform(number<std::uint64_t>(0));
  command->add_flag("--quiet", options->quiet, "Print the summary only");
  command->add_flag("--csv", options->csv,
                    "Print windows as CSV, and no summary; class and confidence are empty "
                    "where there are too few events");
  command->add_option("--time-range", options->time_range, time_range_help);
  command->add_option("--backend", options->backend, backend_help);
  add_input_options(*command, options->input);
  command->footer(
      "example: saccade run gesture.onnx recording.raw\n"
      "         saccade run gesture.onnx held_out/*.raw --labels held_out/labels.csv --quiet");
  command->callback([options] { run_network(*options); });
}

}  // namespace saccade::tool
