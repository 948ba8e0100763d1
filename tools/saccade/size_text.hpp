// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/geometry.hpp>
#include <saccade/io/error.hpp>

#include <charconv>
#include <string>
#include <system_error>

namespace saccade::tool {

/// The value of an option that names a size in pixels, "WIDTHxHEIGHT" of 1 to `largest` each.
inline auto parse_size(std::string const& option, std::string const& text, int largest)
    -> geometry {
  geometry size;
  auto const* const end = text.data() + text.size();
  auto const width = std::from_chars(text.data(), end, size.width);
  if (width.ec == std::errc{} && width.ptr != end && *width.ptr == 'x') {
    auto const height = std::from_chars(width.ptr + 1, end, size.height);
    if (height.ec == std::errc{} && height.ptr == end && size.known() && size.width <= largest &&
        size.height <= largest) {
      return size;
    }
  }
  throw host::error{option, "expected WIDTHxHEIGHT of 1 to " + std::to_string(largest) +
                                " pixels, not '" + text + "'"};
}

}  // namespace saccade::tool
