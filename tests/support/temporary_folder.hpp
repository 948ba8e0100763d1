// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace saccade::test {

/// An empty folder of this process alone, removed at the end with all that is in it.
struct temporary_folder {
  std::filesystem::path path;

  explicit temporary_folder(std::string const& name)
      : path{std::filesystem::temp_directory_path() /
             ("saccade_" + std::to_string(::getpid()) + "_" + name)} {
    std::filesystem::remove_all(path);
    std::filesystem::create_directory(path);
  }

  ~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }

  temporary_folder(temporary_folder const&) = delete;
  auto operator=(temporary_folder const&) -> temporary_folder& = delete;

  [[nodiscard]] auto operator/(std::string const& name) const -> std::filesystem::path {
    return path / name;
  }
};

}  // namespace saccade::test
