// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The bytes of a file, of a pipe or, as "-", of standard input.

#include <saccade/io/error.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace saccade::host {

/// The name that stands for standard input and, as an output, for standard output.
inline constexpr std::string_view standard_stream = "-";

[[nodiscard]] inline auto is_standard_stream(std::filesystem::path const& path) -> bool {
  return path.native() == standard_stream;
}

/// What the system last said, as the end of an error's line.
[[nodiscard]] inline auto system_reason(int code = errno) -> std::string {
  return std::generic_category().message(code);
}

namespace detail {

/// Whether standard input stands where it began; a pipe does not go back there.
inline auto rewind_standard_input() -> bool {
  static long const begin = std::ftell(stdin);
  return begin >= 0 && std::fseek(stdin, begin, SEEK_SET) == 0;
}

}  // namespace detail

/// Reads forwards, and again from the start where it is a regular file. Throws host::error, with
/// the system's reason, for what cannot be opened or read.
class input_file {
 public:
  explicit input_file(std::filesystem::path const& path)
      : name_{is_standard_stream(path) ? "standard input" : path.string()} {
    std::error_code ignored;
    if (is_standard_stream(path)) {
      file_ = {stdin, [](std::FILE*) { return 0; }};
      can_rewind_ = detail::rewind_standard_input();
      return;
    }
    if (std::filesystem::is_directory(path, ignored)) throw error{name_, "is a directory"};
    file_ = {std::fopen(path.c_str(), "rb"), &std::fclose};
    if (!file_) throw error{name_, "cannot be opened: " + system_reason()};
    can_rewind_ = std::filesystem::is_regular_file(path, ignored);
  }

  /// The path, or "standard input".
  [[nodiscard]] auto name() const noexcept -> std::string const& { return name_; }

  /// Whether it can be read more than once; a pipe cannot.
  [[nodiscard]] auto can_rewind() const noexcept -> bool { return can_rewind_; }

  /// Whether it has been read from.
  [[nodiscard]] auto begun() const noexcept -> bool { return begun_; }

  /// The first `size` bytes, or all there are, which are still to be read. Before any read() only;
  /// valid until the next call.
  [[nodiscard]] auto first(std::size_t size) -> std::string_view {
    auto const had = start_.size();
    if (had < size) {
      start_.resize(size);
      start_.resize(had + read_on(std::span{start_}.subspan(had)));
    }
    return std::string_view{start_.data(), start_.size()}.substr(0, size);
  }

  /// The next bytes, as many as `to` holds unless there are no more; 0 at the end.
  [[nodiscard]] auto read(std::span<char> to) -> std::size_t {
    begun_ = true;
    auto const waiting = start_.size() - used_;
    if (waiting == 0) {
      start_ = {};
      used_ = 0;
      return read_on(to);
    }
    auto const size = waiting < to.size() ? waiting : to.size();
    if (size != 0) std::memcpy(to.data(), start_.data() + used_, size);
    used_ += size;
    return size + (size < to.size() ? read(to.subspan(size)) : 0);
  }

 private:
  auto read_on(std::span<char> to) -> std::size_t {
    auto const size = std::fread(to.data(), 1, to.size(), file_.get());
    if (size < to.size() && std::ferror(file_.get()) != 0) {
      throw error{name_, "cannot be read: " + system_reason()};
    }
    return size;
  }

  std::string name_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{nullptr, nullptr};
  std::vector<char> start_{};  ///< looked at before it was read
  std::size_t used_{};         ///< of those
  bool can_rewind_{};
  bool begun_{};
};

}  // namespace saccade::host
