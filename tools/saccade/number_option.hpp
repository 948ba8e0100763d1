// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "number_text.hpp"

#include <CLI/CLI.hpp>

#include <concepts>
#include <limits>
#include <sstream>
#include <string>

namespace saccade::tool {

/// For an option's transform(): its value must be a number from `least` to `most`. CLI11 by itself
/// takes -1 and what is too large for the largest number of the type, and 010 for 8.
template <typename T>
[[nodiscard]] auto number(T least, T most = std::numeric_limits<T>::max()) -> CLI::Validator {
  std::ostringstream range;
  range << least << " to " << most;
  auto const check = [=, range = range.str()](std::string& text) -> std::string {
    auto const value = to_number<T>(text);
    if (!value || !(*value >= least) || !(*value <= most)) {
      return "'" + text + "' is no " + (std::integral<T> ? "whole " : "") + "number from " + range;
    }
    if constexpr (std::integral<T>) text = std::to_string(*value);
    return {};
  };
  return {check, most == std::numeric_limits<T>::max() ? "" : range.str()};
}

}  // namespace saccade::tool
