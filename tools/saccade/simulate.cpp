// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "number_option.hpp"
#include "simulate/simulation.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <memory>

namespace saccade::tool {

void add_simulate(CLI::App& app) {
  auto const o = std::make_shared<simulate_options>();
  auto* const command = app.add_subcommand(
      "simulate",
      "Simulate an event camera before people who perform the gestures of DVS128 Gesture: one\n"
      "EVT3 recording per subject, trial and class, and labels.csv. Equal options give equal\n"
      "files with any compiler; another C library's mathematics may give others.\n"
      "example: saccade simulate --out gestures --subjects 0:32 --trials 2 --seconds 2");
  command->add_option("--out", o->out, "Folder for recordings and labels; made if absent");
  command->add_option("--subjects", o->subjects, "Ids, or ranges such as 0:32 with exclusive end")
      ->delimiter(',')
      ->capture_default_str();
  command->add_option("--classes", o->classes, "Class names; default: all eleven")->delimiter(',');
  command->add_option("--trials", o->set.trials, "Recordings per subject and class")
      ->transform(number(1, 1000))
      ->capture_default_str();
  command->add_option("--seconds", o->seconds, "Length of each class's part")
      ->transform(number(0.05, 180.0))
      ->capture_default_str();
  command->add_option("--seed", o->set.seed, "Of everything that is drawn")
      ->transform(number<std::uint64_t>(0))
      ->capture_default_str();
  command->add_option("--threads", o->threads, "The files do not depend on it")
      ->transform(number(1, 256))
      ->capture_default_str();
  command->add_flag("--sequence", o->set.sequence, "One recording that plays through the classes");
  command->add_flag("--mirror", o->set.mirror, "Flip x; the labels follow");
  command->add_flag("--reverse", o->set.reverse, "Play backwards; the labels follow");
  command->add_flag("--statistics", o->statistics, "Print how busy the recordings are");
  command->callback([o] { simulate(*o); });
}

}  // namespace saccade::tool
