// SPDX-License-Identifier: Apache-2.0
#include "fuzz/differential.hpp"

#include <saccade/io/aedat4.hpp>

using namespace saccade;

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  fuzz::decode_differently(std::as_bytes(std::span{data, size}), [](auto const& options) {
    return host::aedat4_decoder{{.decode = options, .packet_limit = std::size_t{1} << 16}};
  });
  return 0;
}
