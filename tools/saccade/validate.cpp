// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "input_options.hpp"
#include "load_network.hpp"
#include "number_option.hpp"
#include "validate/validation.hpp"

#include <saccade/io/error.hpp>

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace saccade::tool {

void add_validate(CLI::App& app) {
  auto const options = std::make_shared<validate_options>();
  auto* const command =
      app.add_subcommand("validate", "Run a network in several engines and say where they differ");
  command->add_option("MODEL", options->model, "Quantised network, .onnx")->required();
  command->add_option("RECORDING", options->recordings, "Cut the windows from these");
  command->add_option("--windows", options->windows, "Take the windows of this file instead");
  command->add_option("--count", options->count, "Number of windows")
      ->capture_default_str()
      ->transform(number(1, 100'000));
  command->add_option("--image", options->image,
                      "Application for QEMU's Cortex-M7 that holds the same network");
  command->add_option("--program", options->program,
                      "The same application, compiled for this machine");
  auto const* const python =
      command->add_option("--python", options->python,
                          "Python with onnxruntime, and torch if it is to be compared; '' for none "
                          "[build/venv/bin/python in the sources]");
  command->add_option("--scripts", options->scripts, "Folder of ort_reference.py");
  command->add_flag("--unfused", options->unfused,
                    "Run ONNX Runtime node by node in float, as without VNNI");
  command->add_option("--backend", options->backend, backend_help);
  add_input_options(*command, options->input);
  command->footer("example: saccade validate gesture.onnx --count 200 --image gesture.elf");
  command->callback([options, python] {
    options->python_named = python->count() > 0;
    if (!validate(*options)) throw host::error{"validate", "engines differ"};
  });
}

}  // namespace saccade::tool
