// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Many simulated recordings with their labels.

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include "simulate/gesture.hpp"
#include "simulate/labels.hpp"
#include "simulate/performance.hpp"
#include "simulate/scene/transform.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace saccade::host::simulate {

struct data_set {
  std::uint64_t seed = 1;
  std::vector<std::uint32_t> subjects;
  std::vector<gesture> classes;
  std::uint32_t trials = 1;
  timestamp_us part_us = 2'000'000;  ///< length of each class's part
  bool sequence = false;  ///< one recording per subject and trial that plays through the classes
  bool mirror = false;    ///< labels follow, here and in reverse
  bool reverse = false;
  geometry size{128, 128};
};

/// One recording: its parts follow each other in time and share a file.
struct simulated_recording {
  std::vector<label> parts;
  std::vector<event> events;
};

/// The parts of every recording, still as they are performed: before mirror and reverse. A file is
/// named subject03_trial1_right_hand_wave.raw, or subject03_trial1_sequence.raw.
[[nodiscard]] inline auto plan(data_set const& set) -> std::vector<std::vector<label>> {
  std::vector<std::vector<label>> recordings;
  for (std::uint32_t const subject : set.subjects) {
    for (std::uint32_t trial = 0; trial < set.trials; ++trial) {
      std::string const stem = std::string{"subject"} + (subject < 10 ? "0" : "") +
                               std::to_string(subject) + "_trial" + std::to_string(trial) + "_";
      std::vector<label> parts;
      for (gesture const g : set.classes) {
        timestamp_us const start = static_cast<timestamp_us>(parts.size()) * set.part_us;
        std::string const what{set.sequence ? "sequence" : name(g)};
        parts.push_back({stem + what + ".raw", g, subject, trial, start, start + set.part_us});
        if (!set.sequence) recordings.push_back(std::exchange(parts, {}));
      }
      if (set.sequence) recordings.push_back(std::move(parts));
    }
  }
  return recordings;
}

/// Performs the parts of one recording. In a mirrored or reversed set a file keeps the name of what
/// was performed; its labels say what is seen.
[[nodiscard]] inline auto record(data_set const& set, std::vector<label> parts)
    -> simulated_recording {
  simulated_recording result{std::move(parts), {}};
  for (label& part : result.parts) {
    auto events = simulate_events({.seed = set.seed,
                                   .subject = part.subject,
                                   .trial = part.trial,
                                   .gesture = part.gesture,
                                   .duration_us = set.part_us,
                                   .size = set.size});
    if (set.mirror) {
      events = simulate::mirror(std::move(events), set.size.width);
      part.gesture = mirrored(part.gesture);
    }
    if (set.reverse) {
      events = simulate::reverse(std::move(events), set.part_us);
      part.gesture = reversed(part.gesture);
    }
    for (event& e : events) {
      e.t += part.start_us;
      result.events.push_back(e);
    }
  }
  return result;
}

}  // namespace saccade::host::simulate
