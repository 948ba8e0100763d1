// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The label files beside simulated recordings.

#include <saccade/event.hpp>
#include "simulate/gesture.hpp"

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace saccade::host::simulate {

/// [start, end) of a recording shows a gesture.
struct label {
  std::string file;
  simulate::gesture gesture{};
  std::uint32_t subject{};
  std::uint32_t trial{};
  timestamp_us start_us{};
  timestamp_us end_us{};
};

/// One recording a line; `label` counts from 0.
inline void write_labels(std::ostream& out, std::vector<label> const& labels) {
  out << "file,class,label,subject,trial,start_us,end_us\n";
  for (label const& l : labels) {
    out << l.file << ',' << name(l.gesture) << ',' << static_cast<int>(l.gesture) << ','
        << l.subject << ',' << l.trial << ',' << l.start_us << ',' << l.end_us << '\n';
  }
}

/// One part of a recording a line, as DVS128 Gesture's userNN_<light>_labels.csv: classes count
/// from 1.
inline void write_sequence_labels(std::ostream& out, std::vector<label> const& labels) {
  out << "class,startTime_usec,endTime_usec\n";
  for (label const& l : labels) {
    out << static_cast<int>(l.gesture) + 1 << ',' << l.start_us << ',' << l.end_us << '\n';
  }
}

}  // namespace saccade::host::simulate
