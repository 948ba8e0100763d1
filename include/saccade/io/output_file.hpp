// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A file that appears whole or not at all.

#include <saccade/io/error.hpp>

#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

namespace saccade::host {

/// Writes beside `path`, under its name with ".part" added, and takes its place on commit().
/// Without one, what stood at `path` still stands there. A device or a pipe is written directly.
class output_file {
 public:
  explicit output_file(std::filesystem::path path) : path_{std::move(path)}, written_{path_} {
    std::error_code fault;
    if (!std::filesystem::exists(path_, fault) || std::filesystem::is_regular_file(path_, fault)) {
      written_ += ".part";
    }
    stream_.open(written_, std::ios::binary | std::ios::trunc);
    if (!stream_) throw error{path_.string(), "cannot be written"};
  }

  output_file(output_file const&) = delete;
  auto operator=(output_file const&) -> output_file& = delete;

  ~output_file() {
    if (!stream_.is_open()) return;
    stream_.close();
    std::error_code ignored;
    if (written_ != path_) std::filesystem::remove(written_, ignored);
  }

  [[nodiscard]] auto stream() noexcept -> std::ofstream& { return stream_; }

  void commit() {
    stream_.flush();
    if (!stream_) throw error{path_.string(), "cannot be written (is the disk full?)"};
    stream_.close();
    if (written_ == path_) return;
    std::error_code fault;
    // Through a link, so that the link stays one.
    auto const target = std::filesystem::is_symlink(path_, fault)
                            ? std::filesystem::canonical(path_, fault)
                            : path_;
    std::filesystem::rename(written_, target, fault);
    if (fault) throw error{path_.string(), "cannot be written: " + fault.message()};
  }

 private:
  std::filesystem::path path_;
  std::filesystem::path written_;
  std::ofstream stream_{};
};

}  // namespace saccade::host
