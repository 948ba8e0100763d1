// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/io/error.hpp>
#include <saccade/io/input_file.hpp>
#include <saccade/io/output/target.hpp>
#include <saccade/io/output/temporary_name.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <ostream>
#include <system_error>

namespace saccade::tool {

/// Throws host::error where writing `out` would harm `in`: where they are one file, by whatever
/// name or as a standard stream, or `in` is an abandoned copy of `out`.
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
  host::temporary_name const temporary{output.path};
  std::error_code none;
  auto const input_path = std::filesystem::canonical(in, none);
  if (temporary.is_one(input_path.filename().string()) &&
      std::filesystem::equivalent(input_path.parent_path(), temporary.folder(), none)) {
    throw host::error{in.string(), "is what a stopped run has left of " + output.name +
                                       " and would be removed, rename it first"};
  }
}

/// Where a command that writes `out` says what it has done: not into the data.
inline auto summary_stream(std::filesystem::path const& out) -> std::ostream& {
  return host::find_output(out).is_stream() ? std::cerr : std::cout;
}

}  // namespace saccade::tool
