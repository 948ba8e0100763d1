// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/event.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/recording_windows.hpp>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace saccade::tool {

/// The value of --time-range, "FROM:TO" in microseconds of the recording's own time; either may be
/// left out. "" is all of it.
inline auto parse_time_range(std::string const& text) -> host::time_range {
  if (text.empty()) return {};
  auto const refuse = [&]() -> host::time_range {
    throw host::error{"--time-range",
                      "expected FROM:TO in microseconds, FROM before TO, not '" + text + "'"};
  };
  auto const number = [&](std::string_view part) -> std::optional<timestamp_us> {
    if (part.empty()) return {};
    timestamp_us value{};
    auto const [end, fault] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (fault != std::errc{} || end != part.data() + part.size()) refuse();
    return value;
  };
  auto const colon = text.find(':');
  if (colon == std::string::npos) return refuse();
  host::time_range const range{number(std::string_view{text}.substr(0, colon)),
                               number(std::string_view{text}.substr(colon + 1))};
  return range.from && range.to && *range.from >= *range.to ? refuse() : range;
}

inline constexpr char const* time_range_help =
    "FROM:TO in microseconds of the recording's own time; the first window starts at FROM. Either "
    "may be left out";

}  // namespace saccade::tool
