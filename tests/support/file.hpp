// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

namespace saccade::test {

[[nodiscard]] inline auto read_file(std::filesystem::path const& path) -> std::string {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

[[nodiscard]] inline auto bytes_of(std::string_view text) -> std::span<std::byte const> {
  return std::as_bytes(std::span{text.data(), text.size()});
}

}  // namespace saccade::test
