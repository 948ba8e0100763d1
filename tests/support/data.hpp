// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace saccade::test {

/// tests/data, the project's own small files.
[[nodiscard]] inline auto data() -> std::filesystem::path {
  return std::filesystem::path{__FILE__}.parent_path().parent_path() / "data";
}

}  // namespace saccade::test
