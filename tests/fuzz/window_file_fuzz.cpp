// SPDX-License-Identifier: Apache-2.0
#include "fuzz/as_file.hpp"
#include "fuzz/differential.hpp"

#include <saccade/io/error.hpp>
#include "validate/window_file.hpp"

using namespace saccade;

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const path = fuzz::as_file(data, size);
  try {
    auto const windows = host::read_window_file(path);
    host::write_window_file(path, windows);
    fuzz::require(host::read_window_file(path) == windows, "what was written is read again");
  } catch (host::error const&) {
  }
  try {
    static_cast<void>(host::read_result_file(path));
  } catch (host::error const&) {
  }
  return 0;
}
