// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/io/error.hpp>
#include <saccade/io/input_file.hpp>
#include <saccade/io/output_target.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <ostream>

namespace saccade::tool {

/// Throws host::error where `out` is the file `in`, by whatever name or as a standard stream.
inline void refuse_input_as_output(std::filesystem::path const& in,
                                   std::filesystem::path const& out) {
  struct ::stat input{};
  int const unknown =
      host::is_standard_stream(in) ? ::fstat(STDIN_FILENO, &input) : ::stat(in.c_str(), &input);
  auto const output = host::find_output(out);
  if (unknown == 0 && output.found && S_ISREG(input.st_mode) &&
      input.st_dev == output.found->st_dev && input.st_ino == output.found->st_ino) {
    throw host::error{output.name, "is the input, name another file"};
  }
}

/// Where a command that writes `out` says what it has done: not into the data.
inline auto summary_stream(std::filesystem::path const& out) -> std::ostream& {
  return host::find_output(out).is_stream() ? std::cerr : std::cout;
}

}  // namespace saccade::tool
