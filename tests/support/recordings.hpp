// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace saccade::test {

inline bool recordings_absent = false;

/// The folder of real recordings, from the environment variable SACCADE_DATA. Where it is empty
/// the caller returns, and ctest lists it as skipped. A test case that calls this has the tag
/// [recordings], so that it is a ctest test apart from the others in its file.
inline auto recordings() -> std::filesystem::path {
  if (char const* folder = std::getenv("SACCADE_DATA"); folder != nullptr && *folder != '\0') {
    return folder;
  }
  std::cout << "skipped: no recordings (SACCADE_DATA is not set)\n";
  recordings_absent = true;
  return {};
}

}  // namespace saccade::test
