// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <system_error>

#include <unistd.h>

namespace saccade::fuzz {

/// A file of this process, removed at its end.
struct scratch_file {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("saccade-fuzz-" + std::to_string(::getpid()));

  scratch_file() = default;
  scratch_file(scratch_file const&) = delete;
  auto operator=(scratch_file const&) -> scratch_file& = delete;
  ~scratch_file() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

/// Bytes as a file, for readers that take a path. The last one is overwritten.
inline auto as_file(std::uint8_t const* data, std::size_t size) -> std::filesystem::path const& {
  static scratch_file const file;
  std::ofstream{file.path, std::ios::binary}.write(reinterpret_cast<char const*>(data),
                                                   static_cast<std::streamsize>(size));
  return file.path;
}

}  // namespace saccade::fuzz
