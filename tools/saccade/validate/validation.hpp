// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "input.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace saccade::tool {

struct validate_options {
  std::string model;
  std::vector<std::string> recordings;
  std::string windows;
  std::size_t count = 200;
  std::string image;
  std::string program;
  std::string python;
  bool python_named{};
  std::string scripts{};
  std::string backend{};
  bool unfused{};
  input_options input{};
};

/// Runs the same windows in every engine that there is and prints what differs. False if any does.
[[nodiscard]] auto validate(validate_options const& options) -> bool;

}  // namespace saccade::tool
