// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The file header of AEDAT 4.0 (iniVation): compression, where the packets end, which streams.

#include <saccade/geometry.hpp>
#include <saccade/io/flatbuffer.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace saccade::host {

enum class aedat4_compression : std::int32_t { none, lz4, lz4_high, zstd, zstd_high };

struct aedat4_header {
  aedat4_compression compression{};
  std::int64_t table_position{-1};               ///< where the packets end; -1: at the file's end
  std::optional<std::int32_t> event_stream{};    ///< the first of type EVTS; others are skipped
  std::optional<std::int32_t> trigger_stream{};  ///< the first of type TRIG
  geometry sensor{};                             ///< of the event stream; {0, 0} if not stated
};

namespace detail {

/// The text between `begin` and `end` behind position `at`; `at` moves behind it. "" if not found.
[[nodiscard]] inline auto between(std::string_view text, std::size_t& at, std::string_view begin,
                                  std::string_view end) -> std::string_view {
  auto const found = text.find(begin, at);
  auto const first = found == text.npos ? text.npos : found + begin.size();
  auto const last = first == text.npos ? text.npos : text.find(end, first);
  if (last == text.npos) {
    at = text.size();
    return {};
  }
  at = last + end.size();
  return text.substr(first, last - first);
}

template <typename Int>
[[nodiscard]] auto number(std::string_view text) -> std::optional<Int> {
  Int value{};
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

/// Reads the stream list out of the header's XML: <node name="outInfo"><node name="STREAM"> holds
/// <attr key="typeIdentifier">, and its <node name="info"> holds sizeX and sizeY.
inline void read_streams(std::string_view xml, aedat4_header& header) {
  std::vector<std::string_view> path;
  geometry size{};
  std::string_view type;
  for (std::size_t at = 0; at < xml.size();) {
    auto const tag = between(xml, at, "<", ">");
    if (tag == "/node") {
      if (path.size() == 2 && path[0] == "outInfo") {
        auto const id = number<std::int32_t>(path[1]);
        if (type == "EVTS" && id && !header.event_stream) {
          header.event_stream = id;
          header.sensor = size;
        }
        if (type == "TRIG" && id && !header.trigger_stream) header.trigger_stream = id;
      }
      if (!path.empty()) path.pop_back();
      continue;
    }
    std::size_t in_tag = 0;
    if (tag.starts_with("node ")) {
      if (tag.ends_with("/")) continue;
      path.push_back(between(tag, in_tag, "name=\"", "\""));
      if (path.size() == 2) {
        type = {};
        size = {};
      }
    } else if (tag.starts_with("attr ") && !tag.ends_with("/")) {
      auto const key = between(tag, in_tag, "key=\"", "\"");
      auto const value = xml.substr(at, xml.find('<', at) - at);
      if (path.size() == 2 && key == "typeIdentifier") type = value;
      if (path.size() == 3 && path[2] == "info") {
        if (key == "sizeX") size.width = number<int>(value).value_or(0);
        if (key == "sizeY") size.height = number<int>(value).value_or(0);
      }
    }
  }
}

}  // namespace detail

/// Parses the size-prefixed IOHE table behind the first line. None if it is damaged.
[[nodiscard]] inline auto parse_aedat4_header(std::span<std::byte const> bytes)
    -> std::optional<aedat4_header> {
  flatbuffer const table{bytes};
  auto const root = table.root();
  if (!table.has_identifier("IOHE") || !root) return {};
  aedat4_header header;
  auto const compression = table.field_or<std::int32_t>(*root, 0, 0);
  if (compression < 0 || compression > 4) return {};
  header.compression = static_cast<aedat4_compression>(compression);
  header.table_position = table.field_or<std::int64_t>(*root, 1, -1);
  auto const info = table.field(*root, 2);
  auto const text = info ? table.vector_at(*info, 1) : std::nullopt;
  if (!text) return {};
  auto const xml = bytes.subspan(static_cast<std::size_t>(text->begin), text->size);
  detail::read_streams({reinterpret_cast<char const*>(xml.data()), xml.size()}, header);
  return header;
}

}  // namespace saccade::host
