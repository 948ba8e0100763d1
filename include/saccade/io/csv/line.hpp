// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The lines of event text: separators, fields, comments.

#include <saccade/decode/raw_header.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host::csv {

/// Stands for any run of blanks and tabs.
inline constexpr char blanks = ' ';

/// Which starts a file that some programs save as "UTF-8".
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

[[nodiscard]] constexpr auto is_comment(std::string_view line) noexcept -> bool {
  auto const text = saccade::detail::trim(line);
  return !text.empty() && (text.front() == '#' || text.front() == '%');
}

[[nodiscard]] constexpr auto says_nothing(std::string_view line) noexcept -> bool {
  return saccade::detail::trim(line).empty() || is_comment(line);
}

/// Whether all of it is text, so that it can be a line of what people call a text file.
[[nodiscard]] constexpr auto is_text(std::string_view line) noexcept -> bool {
  for (char const c : line) {
    if (!saccade::detail::is_text(c)) return false;
  }
  return true;
}

/// Whether a text starts with UTF-16's byte-order mark and then eight characters of ASCII.
[[nodiscard]] constexpr auto is_utf16(std::string_view text) noexcept -> bool {
  if (text.size() < 18) return false;
  bool const little = text.starts_with("\xFF\xFE");
  if (!little && !text.starts_with("\xFE\xFF")) return false;
  for (std::size_t i = 2; i != 18; i += 2) {
    auto const high = text[little ? i + 1 : i];
    auto const low = text[little ? i : i + 1];
    if (high != '\0' || (low != '\n' && !is_text({&low, 1}))) return false;
  }
  return true;
}

/// Text whose lines end as they did on the first Macintoshs.
[[nodiscard]] constexpr auto has_returns_alone(std::string_view text) noexcept -> bool {
  return text.find('\r') < text.size() - 1 && text.find('\n') == std::string_view::npos &&
         is_text(text);
}

/// What parts a line: ';', ',' or tabs where they stand in it, else blanks.
[[nodiscard]] constexpr auto separator_of(std::string_view line) noexcept -> char {
  for (char const separator : {';', ',', '\t'}) {
    if (saccade::detail::trim(line).find(separator) != std::string_view::npos) return separator;
  }
  return blanks;
}

/// `line` without the carriage return that some programs end it with.
[[nodiscard]] constexpr auto without_return(std::string_view line) noexcept -> std::string_view {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

/// Without the blanks around them. "t [s]" is one field between blanks too.
[[nodiscard]] inline auto fields_of(std::string_view line, char separator)
    -> std::vector<std::string_view> {
  std::vector<std::string_view> fields;
  // Between tabs the first field and the last can be empty.
  auto rest = separator == '\t' ? line : saccade::detail::trim(line);
  if (separator != blanks) {
    auto const last = rest.empty() || rest.back() == separator;
    while (!rest.empty()) {
      fields.push_back(saccade::detail::trim(saccade::detail::cut(rest, separator)));
    }
    if (last) fields.emplace_back();
    return fields;
  }
  while (!rest.empty()) {
    auto const size = rest.find_first_of(" \t");
    auto const field = rest.substr(0, size);
    bool const unit = field.front() == '[' || field.front() == '(';
    if (unit && !fields.empty()) {
      auto const* const start = fields.back().data();
      fields.back() = {start, static_cast<std::size_t>(field.data() + field.size() - start)};
    } else {
      fields.push_back(field);
    }
    rest = saccade::detail::trim(rest.substr(field.size()));
  }
  return fields;
}

/// Between quotes, for an error's one line: what is no plain character as \xNN, what is long cut.
[[nodiscard]] inline auto quoted(std::string_view line) -> std::string {
  constexpr std::size_t longest = 60;
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string all{'\''};
  for (char const c : line.substr(0, longest)) {
    auto const byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      all += c;
    } else {
      all += {'\\', 'x', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return all + (line.size() > longest ? "...'" : "'");
}

}  // namespace saccade::host::csv
