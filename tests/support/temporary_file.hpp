// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace saccade::test {

/// A path of this process alone, since several builds' tests run side by side; removed at the end.
struct temporary_file {
  std::filesystem::path path;

  explicit temporary_file(std::string const& name)
      : path{std::filesystem::temp_directory_path() /
             ("saccade_" + std::to_string(::getpid()) + "_" + name)} {}

  temporary_file(std::string const& name, std::string_view content) : temporary_file{name} {
    std::ofstream{path, std::ios::binary} << content;
  }

  ~temporary_file() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }

  temporary_file(temporary_file const&) = delete;
  auto operator=(temporary_file const&) -> temporary_file& = delete;
};

}  // namespace saccade::test
