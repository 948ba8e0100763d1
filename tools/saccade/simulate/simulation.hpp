// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulate/data_set.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace saccade::tool {

struct simulate_options {
  host::simulate::data_set set;
  std::filesystem::path out;
  std::vector<std::string> subjects{"0:40"};
  std::vector<std::string> classes;
  double seconds = 2;
  unsigned threads = 2;
  bool statistics = false;
};

/// Writes the recordings and their labels, or prints how busy they are, or both.
void simulate(simulate_options o);

}  // namespace saccade::tool
