// SPDX-License-Identifier: Apache-2.0
#include "fuzz/differential.hpp"

#include <saccade/decode/raw_header.hpp>

#include <string_view>

using namespace saccade;

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const file = std::string_view{reinterpret_cast<char const*>(data), size};
  auto const header = parse_raw_header(file);
  fuzz::require(file.starts_with(header.text), "the header is the file's start");
  fuzz::require(header.text.empty() || header.text.back() == '\n', "the header is whole lines");
  fuzz::require(header.sensor.known() || header.sensor == geometry{}, "a size is known or 0x0");
  fuzz::require(header.sensor.width <= 65535 && header.sensor.height <= 65535, "sizes have limits");
  auto const again = parse_raw_header(header.text);
  fuzz::require(again.text == header.text && again.format == header.format &&
                    again.sensor == header.sensor && again.fault == header.fault,
                "the body does not change the header");
  return 0;
}
