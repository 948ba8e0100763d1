// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/io/error.hpp>
#include <saccade/io/input_file.hpp>

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace saccade::tool {

/// A new folder for files between programs, this user's alone, removed with everything in it.
class temporary_folder {
 public:
  temporary_folder() {
    auto name = (std::filesystem::temp_directory_path() / "saccade-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw host::error{name, "cannot be created: " + host::system_reason()};
    }
    path_ = name;
  }
  temporary_folder(temporary_folder const&) = delete;
  auto operator=(temporary_folder const&) -> temporary_folder& = delete;
  ~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] auto operator/(std::string const& name) const -> std::filesystem::path {
    return path_ / name;
  }

 private:
  std::filesystem::path path_{};
};

/// A file's name for an image in QEMU: examples/stm32h7/emulate says how.
inline auto emulator_argument(std::string const& file) -> std::string {
  std::string out;
  for (char const c : file) {
    if (c == ' ' || c == '\\') out += '\\';
    if (c == ',') out += ',';
    out += c;
  }
  return out;
}

/// Runs a program with its output in `log` and returns its exit status.
inline auto run_program(std::vector<std::string> const& words, std::filesystem::path const& log)
    -> int {
  std::string line;
  for (auto const& word : words) {
    line += '\'';
    for (char const c : word) {
      if (c == '\'') {
        line += "'\\''";
      } else {
        line += c;
      }
    }
    line += "' ";
  }
  int const status = std::system((line + "> '" + log.string() + "' 2>&1 < /dev/null").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/// The same, but a failure is an error that quotes the last line the program has printed.
inline void require_program(std::vector<std::string> const& words,
                            std::filesystem::path const& log) {
  int const status = run_program(words, log);
  if (status == 0) return;
  std::ifstream file{log};
  std::string last;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) last = line;
  }
  if (last.empty()) last = "no output";
  throw host::error{words.front(), "exit status " + std::to_string(status) + ": " + last};
}

}  // namespace saccade::tool
