// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The text header of Prophesee RAW files: lines "% key value", with or without a closing "% end".

#include <saccade/geometry.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace saccade {

enum class raw_format : std::uint8_t {
  unknown,  ///< the header does not say
  evt2,
  evt21,
  evt3,
  other,  ///< a format that saccade does not decode; see raw_header::format_name
};

enum class raw_header_fault : std::uint8_t {
  none,
  geometry,          ///< a size that is no pair of numbers from 1 to 65535
  disagrees,         ///< `format` and `geometry` state different sizes
  formats_disagree,  ///< `format` and `evt` state different formats
  too_long,          ///< longer than a raw_header_reader keeps
};

[[nodiscard]] constexpr auto message(raw_header_fault fault) noexcept -> char const* {
  switch (fault) {
    case raw_header_fault::none:
      return "ok";
    case raw_header_fault::geometry:
      return "header states a sensor size that is none";
    case raw_header_fault::disagrees:
      return "header states two different sensor sizes";
    case raw_header_fault::formats_disagree:
      return "header states two different formats";
    case raw_header_fault::too_long:
      return "header is longer than its reader keeps";
  }
  return "unknown fault";
}

/// What a header says. The views point into the text that was parsed.
struct raw_header {
  std::string_view text{};         ///< all header lines; the body starts behind them
  bool ended{};                    ///< closed by "% end"
  raw_format format{};             ///< from `format`, else from the older `evt`
  std::string_view format_name{};  ///< as written, such as "EVT3" or "2.0"
  geometry sensor{};               ///< from `format`, else `geometry`, else `system_ID`
  raw_header_fault fault{};

  /// The value of the first line with this key, "" if there is none.
  [[nodiscard]] constexpr auto value(std::string_view key) const noexcept -> std::string_view;
};

namespace detail {

[[nodiscard]] constexpr auto is_blank(char c) noexcept -> bool {
  return c == ' ' || c == '\t' || c == '\r';
}

/// Whether a header line may hold it: no control character but blanks.
[[nodiscard]] constexpr auto is_text(char c) noexcept -> bool {
  auto const byte = static_cast<unsigned char>(c);
  return (byte >= 0x20 && byte != 0x7F) || is_blank(c);
}

/// `s` from `at` on, at most its size. Not substr(), which links a throw where the compiler does
/// not see that.
[[nodiscard]] constexpr auto behind(std::string_view s, std::size_t at) noexcept
    -> std::string_view {
  s.remove_prefix(at);
  return s;
}

[[nodiscard]] constexpr auto trim(std::string_view s) noexcept -> std::string_view {
  while (!s.empty() && is_blank(s.front())) s.remove_prefix(1);
  while (!s.empty() && is_blank(s.back())) s.remove_suffix(1);
  return s;
}

/// The part of `rest` before the first `separator`; `rest` becomes what is behind it.
[[nodiscard]] constexpr auto cut(std::string_view& rest, char separator) noexcept
    -> std::string_view {
  auto const at = rest.find(separator);
  auto const head = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view{} : behind(rest, at + 1);
  return head;
}

/// A decimal number of at most five digits, -1 for anything else.
[[nodiscard]] constexpr auto small_number(std::string_view s) noexcept -> int {
  if (s.empty() || s.size() > 5) return -1;
  int n = 0;
  for (char const c : s) {
    if (c < '0' || c > '9') return -1;
    n = n * 10 + (c - '0');
  }
  return n;
}

/// The line at the start of `s`, with its '\n', or "" if it is no header line. Header lines start
/// with "% " and hold no control characters: event words that happen to look like "% " end the
/// header there, unless a whole line of them is text.
[[nodiscard]] constexpr auto header_line(std::string_view s) noexcept -> std::string_view {
  if (s.size() < 2 || s[0] != '%' || s[1] != ' ') return {};
  for (std::size_t i = 2; i != s.size(); ++i) {
    if (s[i] == '\n') return s.substr(0, i + 1);
    if (!is_text(s[i])) return {};
  }
  return {};
}

struct header_field {
  std::string_view key{};
  std::string_view value{};
};

[[nodiscard]] constexpr auto parse_header_line(std::string_view line) noexcept -> header_field {
  auto rest = trim(behind(line.substr(0, line.size() - 1), 1));
  auto const key = cut(rest, ' ');
  return {key, trim(rest)};
}

[[nodiscard]] constexpr auto format_of(std::string_view name) noexcept -> raw_format {
  if (name == "EVT2" || name == "2.0") return raw_format::evt2;
  if (name == "EVT21" || name == "EVT2.1" || name == "2.1") return raw_format::evt21;
  if (name == "EVT3" || name == "3.0") return raw_format::evt3;
  return raw_format::other;
}

/// The sensors behind the camera system numbers of files that state no size.
[[nodiscard]] constexpr auto sensor_of_system(int id) noexcept -> geometry {
  switch (id) {
    case 21:
    case 23:
    case 25:
    case 28:
    case 29:
    case 33:
    case 34:
    case 35:
    case 40:
    case 41:
      return {640, 480};  // Gen3, Gen3.1
    case 26:
    case 30:
    case 31:
    case 39:
    case 46:
    case 48:
    case 49:
    case 50:
      return {1280, 720};  // Gen4, Gen4.1, IMX636
    default:
      return {};
  }
}

[[nodiscard]] constexpr auto possible(geometry g) noexcept -> bool {
  return g.width > 0 && g.width <= 65535 && g.height > 0 && g.height <= 65535;
}

}  // namespace detail

constexpr auto raw_header::value(std::string_view key) const noexcept -> std::string_view {
  for (auto rest = text; !rest.empty();) {
    auto const line = detail::header_line(rest);
    if (line.empty()) break;
    auto const field = detail::parse_header_line(line);
    if (field.key == key) return field.value;
    rest.remove_prefix(line.size());
  }
  return {};
}

/// Parses the header at the start of `file`, which need not hold more of the file than that.
/// The header ends behind "% end" or where no header line starts; a file without one has an empty
/// text. A body that starts with a line of text beginning with "% " needs a "% end" before it.
[[nodiscard]] constexpr auto parse_raw_header(std::string_view file) noexcept -> raw_header {
  raw_header header;
  std::size_t size = 0;
  while (!header.ended) {
    auto const line = detail::header_line(detail::behind(file, size));
    if (line.empty()) break;
    header.ended = detail::parse_header_line(line).key == "end";
    size += line.size();
  }
  header.text = file.substr(0, size);

  constexpr auto unstated = geometry{-2, -2};
  auto in_format = unstated;
  auto options = header.value("format");
  header.format_name = detail::trim(detail::cut(options, ';'));
  while (!options.empty()) {
    auto number = detail::cut(options, ';');
    auto const name = detail::trim(detail::cut(number, '='));
    if (name == "width") in_format.width = detail::small_number(detail::trim(number));
    if (name == "height") in_format.height = detail::small_number(detail::trim(number));
  }
  auto const older_name = header.value("evt");
  if (header.format_name.empty()) header.format_name = older_name;
  if (!header.format_name.empty()) header.format = detail::format_of(header.format_name);
  if (!older_name.empty() && detail::format_of(older_name) != header.format) {
    header.fault = raw_header_fault::formats_disagree;
  }

  auto stated = unstated;
  if (auto size_text = header.value("geometry"); !size_text.empty()) {
    stated.width = detail::small_number(detail::cut(size_text, 'x'));
    stated.height = detail::small_number(size_text);
  }
  for (auto const& candidate : {in_format, stated}) {
    if (candidate == unstated) continue;
    if (!detail::possible(candidate)) {
      header.fault = raw_header_fault::geometry;
    } else if (!header.sensor.known()) {
      header.sensor = candidate;
    } else if (header.sensor != candidate) {
      header.fault = raw_header_fault::disagrees;
    }
  }
  if (header.fault == raw_header_fault::none && !header.sensor.known()) {
    header.sensor = detail::sensor_of_system(detail::small_number(header.value("system_ID")));
  }
  return header;
}

/// Null if a stream with this header can be decoded as `format` events of `sensor`, else what
/// speaks against it. What the header leaves open is no objection, except the format.
[[nodiscard]] constexpr auto mismatch(raw_header const& header, raw_format format,
                                      geometry sensor) noexcept -> char const* {
  if (header.fault != raw_header_fault::none) return message(header.fault);
  if (header.text.empty()) return "the stream has no RAW header";
  if (header.format == raw_format::unknown) return "the header names no format";
  if (header.format != format) return "the header names another format";
  bool const both_known = header.sensor.known() && sensor.known();
  if (both_known && header.sensor != sensor) return "the header names another sensor size";
  return nullptr;
}

}  // namespace saccade
