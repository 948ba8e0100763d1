// SPDX-License-Identifier: Apache-2.0
// A stranger's program: reads a recording that is not there, through all host headers behind it.
#include <saccade/io/recording.hpp>

#include <iostream>

auto main() -> int {
  try {
    saccade::host::recording const recording{"nonexistent.aedat4"};
    recording.read([](saccade::event const&) {});
  } catch (saccade::host::error const& error) {
    std::cout << error.what() << '\n';
    return 0;
  }
  return 1;
}
