// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What stands in one field of event text.

#include <saccade/event.hpp>
#include <saccade/io/csv/columns.hpp>
#include <saccade/io/csv/number.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace saccade::host::csv {

[[nodiscard]] inline auto word_polarity(std::string_view word) -> std::optional<polarity> {
  auto const text = lower_case(word);
  if (among(text, {"true", "on"})) return polarity::on;
  if (among(text, {"false", "off"})) return polarity::off;
  return {};
}

/// The field that ends before a separator, a blank or a quote.
[[nodiscard]] constexpr auto end_of_field(char const* at, char const* end, char separator) noexcept
    -> char const* {
  while (at != end && *at != separator && *at != ' ' && *at != '\t' && *at != '"') ++at;
  return at;
}

/// 0, 1 or -1, on or off, true or false.
[[nodiscard]] inline auto read_polarity(char const*& at, char const* end, char separator)
    -> std::optional<polarity> {
  auto const* const start = at;
  auto const number = read_number(at, end);
  if (number.fault == number_fault::syntax) {
    at = end_of_field(start, end, separator);
    return word_polarity({start, static_cast<std::size_t>(at - start)});
  }
  if (number.rounded || number.value < -1 || number.value > 1) return {};
  return number.value == 1 ? polarity::on : polarity::off;
}

/// Whether a table of numbers can hold it, whatever its column.
[[nodiscard]] inline auto is_value(std::string_view field) -> bool {
  auto const* at = field.data();
  auto const* const end = at + field.size();
  return word_polarity(field) || (read_number(at, end).fault != number_fault::syntax && at == end);
}

}  // namespace saccade::host::csv
