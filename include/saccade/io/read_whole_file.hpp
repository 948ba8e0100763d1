// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// All bytes of a file that is small enough to be held.

#include <saccade/io/error.hpp>
#include <saccade/io/input_file.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace saccade::host {

/// Of a file, a pipe or, as "-", standard input. Throws host::error, with the system's reason, for
/// what cannot be opened or read, and for more than `most_bytes`.
[[nodiscard]] inline auto read_whole_file(std::filesystem::path const& path,
                                          std::uintmax_t most_bytes = UINTMAX_MAX) -> std::string {
  constexpr std::size_t step = std::size_t{1} << 16U;
  input_file file{path};
  std::string bytes;
  for (std::size_t got = step; got == step;) {
    auto const had = bytes.size();
    bytes.resize(had + step);
    got = file.read(std::span{bytes}.subspan(had));
    bytes.resize(had + got);
    if (bytes.size() > most_bytes) {
      throw error{file.name(), "is larger than " + std::to_string(most_bytes >> 20U) + " MiB"};
    }
  }
  return bytes;
}

}  // namespace saccade::host
