// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Where an output's name leads: to a file, which is replaced, or to a stream, which is written.

#include <saccade/io/error.hpp>
#include <saccade/io/input_file.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

namespace saccade::host {

struct output_target {
  std::string name{};            ///< for errors
  std::filesystem::path path{};  ///< links followed; of a file, what is there or is to be
  std::optional<struct ::stat> found{};
  std::optional<int> descriptor{};  ///< what this process has open under that name

  /// Standard output, a pipe, a device: written from the first byte on, with no way back.
  [[nodiscard]] auto is_stream() const noexcept -> bool {
    return descriptor || (found && !S_ISREG(found->st_mode) && !S_ISDIR(found->st_mode));
  }
};

namespace detail {

/// The 3 of "/dev/fd/3". Opened by its name, a file would be written from its start again.
[[nodiscard]] inline auto named_descriptor(std::filesystem::path const& path)
    -> std::optional<int> {
  std::error_code absent;
  auto const folder = path.parent_path();
  if (folder != "/dev/fd" && !std::filesystem::equivalent(folder, "/proc/self/fd", absent)) {
    return std::nullopt;
  }
  auto const number = path.filename().string();
  int descriptor = 0;
  auto const* const end = number.data() + number.size();
  auto const [at, fault] = std::from_chars(number.data(), end, descriptor);
  if (fault != std::errc{} || at != end) return std::nullopt;
  return descriptor;
}

}  // namespace detail

/// Throws host::error, with the system's reason, for a name that leads nowhere.
[[nodiscard]] inline auto find_output(std::filesystem::path const& path) -> output_target {
  output_target target{.name = path.string(), .path = path};
  if (is_standard_stream(path)) {
    target.name = "standard output";
    target.descriptor = STDOUT_FILENO;
  }
  auto end = path;
  std::error_code no_link;
  // As many as the system follows.
  for (int links = 0; links != 40 && !target.descriptor; ++links) {
    target.descriptor = detail::named_descriptor(end);
    auto const next = std::filesystem::read_symlink(end, no_link);
    if (no_link) break;
    end = end.parent_path() / next;
  }
  struct ::stat found{};
  if ((target.descriptor ? ::fstat(*target.descriptor, &found) : ::stat(path.c_str(), &found)) ==
      0) {
    target.found = found;
  } else if (errno != ENOENT) {
    throw error{target.name, "cannot be written: " + system_reason()};
  }
  if (!target.is_stream()) target.path = end;
  return target;
}

}  // namespace saccade::host
