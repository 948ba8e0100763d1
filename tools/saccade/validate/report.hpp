// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "validate/compare.hpp"
#include "validate/window_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iomanip>
#include <ostream>
#include <span>
#include <string>
#include <vector>

namespace saccade::tool {

inline void report_row(std::ostream& out, host::validate::difference const& row) {
  out << "  " << std::left << std::setw(34) << row.name << std::right << std::setw(12)
      << row.elements << std::setw(12) << row.different << std::setw(12) << row.largest << "  ";
  if (row.different == 0) {
    out << "equal\n";
  } else {
    out << "first in window " << row.first_window << '\n';
  }
}

/// Prints a table per tensor and per logit; without `allowed` every bit must be equal. Returns
/// whether the engines agree as they must.
inline auto report(std::ostream& out, std::string const& first, std::string const& second,
                   host::validate::comparison const& found,
                   host::validate::tolerance const* allowed) -> bool {
  out << '\n' << first << " against " << second << '\n';
  if (allowed == nullptr) {
    out << "every bit must be equal\n";
  } else {
    out << "each layer on the host's inputs, logits from end to end; allowed: a difference of "
        << allowed->step << " in " << 100 * allowed->share
        << " % of a tensor,\nanother class where the host's leads by at most " << allowed->lead
        << " standard deviations of the logits\n";
  }
  out << "  " << std::left << std::setw(34) << "tensor" << std::right << std::setw(12) << "elements"
      << std::setw(12) << "different" << std::setw(12) << "at most" << '\n';
  for (auto const& row : found.tensors()) report_row(out, row);
  for (auto const& row : found.logits()) report_row(out, row);
  std::size_t logits = 0;
  std::size_t different = 0;
  for (auto const& row : found.logits()) {
    logits += row.elements;
    different += row.different;
  }
  out << "  " << different << " of " << logits << " logits differ";
  if (auto const* const layer = found.first_divergent()) {
    out << "; first layer that diverges: " << layer->name;
  }
  out << "\n  other class in " << found.other_class() << " windows";
  if (found.other_class() != 0) {
    out << ", leading by " << found.largest_lead() << " standard deviations at most";
  }
  bool const good = allowed == nullptr ? found.equal() : found.within(*allowed);
  out << "\n  " << (good ? "agree" : "DIFFER") << '\n';
  return good;
}

inline void report_instructions(std::ostream& out, std::span<host::device_result const> windows) {
  std::vector<std::uint32_t> grid, inference;
  for (auto const& window : windows) {
    grid.push_back(window.grid_instructions);
    inference.push_back(window.inference_instructions);
  }
  std::ranges::sort(grid);
  std::ranges::sort(inference);
  if (inference.back() == 0) return;  // it counts none
  out << "  instructions per window, median (most): grid " << grid[grid.size() / 2] << " ("
      << grid.back() << "), inference " << inference[inference.size() / 2] << " ("
      << inference.back() << ")\n";
}

}  // namespace saccade::tool
