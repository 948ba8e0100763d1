// SPDX-License-Identifier: Apache-2.0
#include "fuzz/differential.hpp"

#include <saccade/decode/raw_header.hpp>
#include <saccade/decode/raw_header_reader.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

using namespace saccade;

namespace {

/// In pieces of `chunk` bytes: the same header, and every byte in it or behind it.
void read_in_pieces(std::string_view file, raw_header const& whole, std::size_t chunk) {
  raw_header_reader<256> reader;
  std::string behind;
  auto const body = [&](std::span<std::byte const> bytes) {
    fuzz::require(reader.complete(), "a body comes behind its header");
    for (auto const b : bytes) behind += static_cast<char>(b);
  };
  for (auto rest = file; !rest.empty(); rest.remove_prefix(std::min(chunk, rest.size()))) {
    reader.push(std::as_bytes(std::span{rest.substr(0, chunk)}), body);
  }
  reader.finish(body);
  auto const& header = reader.header();
  fuzz::require(std::string{header.text} + behind == file, "no byte is lost");
  fuzz::require(header.text == whole.text || header.fault != raw_header_fault::none,
                "pieces give the header of the whole");
}

}  // namespace

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
  for (std::size_t const chunk : {1U, 7U, 1024U}) read_in_pieces(file, header, chunk);
  return 0;
}
