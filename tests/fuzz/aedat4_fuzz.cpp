// SPDX-License-Identifier: Apache-2.0
#include "fuzz/differential.hpp"

#include <saccade/io/aedat4.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

using namespace saccade;

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const input = std::as_bytes(std::span{data, size});
  for (auto const stream : {std::optional<std::int32_t>{}, std::optional<std::int32_t>{2}}) {
    fuzz::decode_differently(input, [&](auto const& options) {
      return host::aedat4_decoder{
          {.decode = options, .stream = stream, .packet_limit = std::size_t{1} << 16}};
    });
  }
  return 0;
}
