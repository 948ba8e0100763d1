// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "input.hpp"
#include "run/score.hpp"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace saccade::tool {

struct run_options {
  std::filesystem::path model{};
  std::vector<std::filesystem::path> recordings{};
  std::filesystem::path labels{};
  input_options input{};
  std::string time_range{};
  std::string backend{};
  std::int64_t window_us{};
  std::uint64_t min_events{host::usual_min_events};
  std::uint64_t limit{std::numeric_limits<std::uint64_t>::max()};
  bool quiet{};
  bool csv{};
};

/// Classifies the windows of all recordings and prints what the options ask for.
void run_network(run_options const& options);

}  // namespace saccade::tool
