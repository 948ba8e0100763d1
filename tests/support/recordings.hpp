// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace saccade::test {

/// The folder of real recordings, from the environment variable SACCADE_DATA. Where it is empty
/// the caller returns, and ctest lists the test as skipped if nothing else in it ran.
inline auto recordings() -> std::filesystem::path {
  if (char const* folder = std::getenv("SACCADE_DATA"); folder != nullptr && *folder != '\0') {
    return folder;
  }
  std::cout << "skipped: no recordings (SACCADE_DATA is not set)\n";
  return {};
}

}  // namespace saccade::test
