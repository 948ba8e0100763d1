// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The text header of Prophesee RAW files: lines "% key value", with or without a closing "% end",
/// as cameras and tools have written them since 2017. Keys, options and names of formats are the
/// same in any case, with blanks or tabs between them. What older files leave out is taken from the
/// number of the camera system, as OpenEB 5.1 does.

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
  byte_order,        ///< words that are not little-endian
  cut,               ///< the text ends within a header line
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
    case raw_header_fault::byte_order:
      return "header states another byte order than little-endian";
    case raw_header_fault::cut:
      return "ends within its header";
    case raw_header_fault::too_long:
      return "header is longer than its reader keeps";
  }
  return "unknown fault";
}

/// What a header says. The views point into the text that was parsed.
struct raw_header {
  std::string_view text{};         ///< all header lines; the body starts behind them
  bool ended{};                    ///< closed by "% end"
  raw_format format{};             ///< from `format`, else `evt`, else `system_ID`
  std::string_view format_name{};  ///< as written, such as "EVT3" or "2.0"; "" from `system_ID`
  /// From `format`, else `geometry`, else `width` and `height`, else `system_ID`.
  geometry sensor{};
  raw_header_fault fault{};
  std::string_view faulty_line{};  ///< without its end; "" where no single line is at fault

  /// The value of the first line with this key, "" if there is none.
  [[nodiscard, gnu::cold]] constexpr auto value(std::string_view key) const noexcept
      -> std::string_view;
  /// That line, without its end.
  [[nodiscard, gnu::cold]] constexpr auto line(std::string_view key) const noexcept
      -> std::string_view;
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

/// The first `count` of `s`, or all if that is more. Neither this nor behind() is substr(), which
/// links a throw where the compiler does not see that there is none.
[[nodiscard]] constexpr auto first(std::string_view s, std::size_t count) noexcept
    -> std::string_view {
  return {s.data(), count < s.size() ? count : s.size()};
}

/// `s` from `at` on, at most its size.
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

[[nodiscard]] constexpr auto lower(char c) noexcept -> char {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Whether they are the same but for the case of letters.
[[nodiscard]] constexpr auto is_same(std::string_view s, std::string_view other) noexcept -> bool {
  if (s.size() != other.size()) return false;
  for (std::size_t i = 0; i != s.size(); ++i) {
    if (lower(s[i]) != lower(other[i])) return false;
  }
  return true;
}

/// The part of `rest` before the first `separator`; `rest` becomes what is behind it.
[[nodiscard]] constexpr auto cut(std::string_view& rest, char separator) noexcept
    -> std::string_view {
  auto const at = rest.find(separator);
  auto const head = first(rest, at);
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
/// with "% ", or a tab for its blank, and hold no control characters: event words that happen to
/// look like "% " end the header there, unless a whole line of them is text.
[[nodiscard]] constexpr auto header_line(std::string_view s) noexcept -> std::string_view {
  if (s.size() < 2 || s[0] != '%' || (s[1] != ' ' && s[1] != '\t')) return {};
  for (std::size_t i = 2; i != s.size(); ++i) {
    if (s[i] == '\n') return first(s, i + 1);
    if (!is_text(s[i])) return {};
  }
  return {};
}

struct header_field {
  std::string_view key{};
  std::string_view value{};
};

[[nodiscard, gnu::cold]] constexpr auto parse_header_line(std::string_view line) noexcept
    -> header_field {
  auto rest = trim(behind(first(line, line.size() - 1), 1));
  std::size_t end = 0;
  while (end != rest.size() && !is_blank(rest[end])) ++end;
  return {first(rest, end), trim(behind(rest, end))};
}

[[nodiscard, gnu::cold]] constexpr auto format_of(std::string_view name) noexcept -> raw_format {
  bool const says_evt = name.size() > 3 && is_same(first(name, 3), "evt");
  auto const version = says_evt ? trim(behind(name, 3)) : name;
  if (version == "2" || version == "2.0") return raw_format::evt2;
  if (version == "21" || version == "2.1") return raw_format::evt21;
  if (version == "3" || version == "3.0") return raw_format::evt3;
  return raw_format::other;
}

/// What is behind a camera system's number where a file does not say it: OpenEB's
/// raw_file_header/psee_raw_file_header.cpp.
struct camera_system {
  geometry sensor{};
  raw_format format{};
};
[[nodiscard, gnu::cold]] constexpr auto camera_system_of(int id) noexcept -> camera_system {
  constexpr geometry gen3{640, 480};
  constexpr geometry gen4{1280, 720};
  switch (id) {
    case 21:
    case 23:
    case 25:
    case 28:
    case 29:
    case 33:
    case 34:
    case 35:
    case 41:
      return {gen3, raw_format::evt2};  // Gen3, Gen3.1
    case 40:
      return {gen3, raw_format::evt3};  // Gen3.1 in an EVK3
    case 26:
    case 31:
    case 39:
      return {gen4, raw_format::evt2};  // Gen4, Gen4.1
    case 30:
    case 46:
    case 48:
    case 49:
    case 50:
      return {gen4, raw_format::evt3};  // Gen4, Gen4.1, IMX636
    default:
      return {};
  }
}

[[nodiscard]] constexpr auto possible(geometry g) noexcept -> bool {
  return g.width > 0 && g.width <= 65535 && g.height > 0 && g.height <= 65535;
}

}  // namespace detail

constexpr auto raw_header::line(std::string_view key) const noexcept -> std::string_view {
  for (auto rest = text; !rest.empty();) {
    auto const line = detail::header_line(rest);
    if (line.empty()) break;
    if (detail::is_same(detail::parse_header_line(line).key, key)) {
      return detail::trim(detail::first(line, line.size() - 1));
    }
    rest.remove_prefix(line.size());
  }
  return {};
}

constexpr auto raw_header::value(std::string_view key) const noexcept -> std::string_view {
  auto const found = line(key);
  if (found.empty()) return {};
  auto rest = detail::trim(detail::behind(found, 1));
  rest.remove_prefix(key.size());
  return detail::trim(rest);
}

namespace detail {

/// The text that is whole header lines, and whether "% end" closes it.
[[gnu::cold]] constexpr void find_text(std::string_view file, raw_header& header) noexcept {
  std::size_t size = 0;
  while (!header.ended) {
    auto const line = header_line(behind(file, size));
    if (line.empty()) break;
    header.ended = is_same(parse_header_line(line).key, "end");
    size += line.size();
  }
  header.text = first(file, size);
}

[[gnu::cold]] constexpr void set_fault(raw_header& header, raw_header_fault fault,
                                       std::string_view line) noexcept {
  if (header.fault != raw_header_fault::none) return;
  header.fault = fault;
  header.faulty_line = line;
}

/// A size that a line states; the header's, if nothing else did.
[[gnu::cold]] constexpr void take_size(raw_header& header, geometry stated,
                                       std::string_view line) noexcept {
  if (!possible(stated)) {
    set_fault(header, raw_header_fault::geometry, line);
  } else if (!header.sensor.known()) {
    header.sensor = stated;
  } else if (header.sensor != stated) {
    set_fault(header, raw_header_fault::disagrees, line);
  }
}

[[gnu::cold]] constexpr void take_byte_order(raw_header& header, std::string_view value,
                                             std::string_view line) noexcept {
  // "legacy" is about the order of EVT 2.1's halves, whose bytes are little-endian.
  if (value.empty() || is_same(value, "little") || is_same(value, "legacy")) return;
  set_fault(header, raw_header_fault::byte_order, line);
}

/// "EVT3;height=720;width=1280" and the older "3.0" of `evt`.
[[gnu::cold]] constexpr void take_format(raw_header& header) noexcept {
  auto const line = header.line("format");
  auto options = header.value("format");
  header.format_name = trim(cut(options, ';'));
  constexpr auto unstated = geometry{-2, -2};
  auto stated = unstated;
  while (!options.empty()) {
    auto value = cut(options, ';');
    auto const name = trim(cut(value, '='));
    value = trim(value);
    if (is_same(name, "width")) stated.width = small_number(value);
    if (is_same(name, "height")) stated.height = small_number(value);
    if (is_same(name, "endianness")) take_byte_order(header, value, line);
  }
  if (stated != unstated) take_size(header, stated, line);

  auto const older_name = header.value("evt");
  if (header.format_name.empty()) header.format_name = older_name;
  if (!header.format_name.empty()) header.format = format_of(header.format_name);
  if (!older_name.empty() && format_of(older_name) != header.format) {
    set_fault(header, raw_header_fault::formats_disagree, line);
  }
}

}  // namespace detail

/// Parses the header at the start of `file`, which need not hold more of the file than that.
/// The header ends behind "% end" or where no header line starts; a file without one has an empty
/// text. A body that starts with a line of text beginning with "% " needs a "% end" before it.
[[nodiscard, gnu::cold]] constexpr auto parse_raw_header(std::string_view file) noexcept
    -> raw_header {
  using namespace detail;
  raw_header header;
  find_text(file, header);
  take_format(header);
  if (auto size = header.value("geometry"); !size.empty()) {
    auto const width = small_number(trim(cut(size, 'x')));
    take_size(header, {width, small_number(trim(size))}, header.line("geometry"));
  }
  // DAT files have these keys too, and there they say no more than this.
  auto const width = header.value("width");
  auto const height = header.value("height");
  if (!width.empty() && !height.empty()) {
    take_size(header, {small_number(width), small_number(height)}, header.line("width"));
  }
  take_byte_order(header, header.value("endianness"), header.line("endianness"));
  auto const system = camera_system_of(small_number(header.value("system_id")));
  if (header.fault == raw_header_fault::none && !header.sensor.known()) {
    header.sensor = system.sensor;
  }
  if (header.format == raw_format::unknown) header.format = system.format;
  return header;
}

/// Whether `rest`, what a file has behind its header lines, begins another one whose end is
/// missing: the file is cut there, if that is all of it.
[[nodiscard]] constexpr auto begins_header_line(std::string_view rest) noexcept -> bool {
  if (rest.empty() || rest[0] != '%') return false;
  for (char const c : rest) {
    if (!detail::is_text(c)) return false;
  }
  return rest.size() == 1 || rest[1] == ' ' || rest[1] == '\t';
}

/// Null if a stream with this header can be decoded as `format` events of `sensor`, else what
/// speaks against it. What the header leaves open is no objection, except the format.
[[nodiscard, gnu::cold]] constexpr auto mismatch(raw_header const& header, raw_format format,
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
