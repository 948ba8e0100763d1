// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The one exception of the host headers.

#include <stdexcept>
#include <string>

namespace saccade::host {

/// A fault that the user can act on: "<where>: <what>" in one line, where `where` is a file, a
/// stream or a node of a model.
class error : public std::runtime_error {
 public:
  error(std::string const& where, std::string const& what)
      : std::runtime_error{where + ": " + what} {}
};

}  // namespace saccade::host
