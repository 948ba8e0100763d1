// SPDX-License-Identifier: Apache-2.0
#include "fuzz/differential.hpp"

#include <saccade/io/csv.hpp>

using namespace saccade;

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  fuzz::decode_differently(std::as_bytes(std::span{data, size}),
                           [](auto const& options) { return host::csv_decoder{options}; });
  return 0;
}
