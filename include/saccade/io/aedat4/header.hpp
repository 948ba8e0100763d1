// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The file header of AEDAT 4.0 (iniVation): compression, where the packets end, which streams.

#include <saccade/geometry.hpp>
#include <saccade/io/aedat4/xml.hpp>
#include <saccade/io/flatbuffer.hpp>
#include <saccade/io/recorded_stream.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace saccade::host {

enum class aedat4_compression : std::int32_t { none, lz4, lz4_high, zstd, zstd_high };

struct aedat4_stream {
  std::int32_t number{};
  std::string type{};    ///< EVTS, TRIG, FRME, IMUS or another
  std::string name{};    ///< "" if not stated
  std::string source{};  ///< the camera; "" if not stated
  geometry sensor{};     ///< {0, 0} if not stated
};

struct aedat4_header {
  aedat4_compression compression{};
  std::int64_t table_position{-1};  ///< where the packets end; -1: at the file's end
  std::vector<aedat4_stream> streams{};

  /// The stream of events with this number, or the first one; null if there is none.
  [[nodiscard]] auto events(std::optional<std::int32_t> number) const -> aedat4_stream const* {
    auto const found = std::ranges::find_if(streams, [&](aedat4_stream const& s) {
      return s.type == "EVTS" && s.number == number.value_or(s.number);
    });
    return found == streams.end() ? nullptr : &*found;
  }

  /// The stream of triggers from the same camera, or else the first one; null if there is none.
  [[nodiscard]] auto triggers_beside(aedat4_stream const& events) const -> aedat4_stream const* {
    aedat4_stream const* best = nullptr;
    for (auto const& s : streams) {
      if (s.type != "TRIG") continue;
      if (s.source == events.source) return &s;
      if (best == nullptr) best = &s;
    }
    return best;
  }
};

/// Without what is only known of one that is read.
[[nodiscard]] inline auto as_recorded(aedat4_stream const& s) -> recorded_stream {
  return {.number = s.number,
          .type = s.type,
          .name = s.name,
          .source = s.source,
          .sensor = s.sensor,
          .events = s.type == "EVTS"};
}

namespace detail {

template <typename Int>
[[nodiscard]] auto number(std::string_view text) -> std::optional<Int> {
  Int value{};
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

/// Reads the list of streams out of the header's XML: <node name="outInfo"><node name="STREAM">
/// holds <attr key="typeIdentifier">, and its <node name="info"> holds sizeX and sizeY. Whatever
/// else there is, at any depth, is passed over.
class aedat4_stream_list {
 public:
  /// Answers what is wrong, "" if nothing is.
  [[nodiscard]] auto read(std::string_view xml) -> std::string {
    xml_reader in{xml};
    for (;;) {
      switch (in.next()) {
        case xml_token::open:
          open(in);
          break;
        case xml_token::text:
          text_ += in.text();
          break;
        case xml_token::close:
          if (open_.empty() || open_.back().element != in.name()) {
            return "has an XML element that ends without a begin";
          }
          if (auto fault = close(); !fault.empty()) return fault;
          break;
        case xml_token::damaged:
          return "has an XML tag without an end";
        case xml_token::end:
          return open_.empty() ? "" : "has an XML element without an end";
      }
    }
  }

  [[nodiscard]] auto streams() && -> std::vector<aedat4_stream> { return std::move(streams_); }

 private:
  struct element {
    std::string element{};
    std::string name{};
  };

  void open(xml_reader const& in) {
    auto const key = in.name() == "attr" ? "key" : "name";
    open_.push_back({std::string{in.name()}, in.attribute(key).value_or("")});
    text_.clear();
    if (list_ == 0 && is_node(open_.size() - 1, "outInfo")) list_ = open_.size();
    if (list_ != 0 && open_.size() == list_ + 1) stream_ = {};
  }

  auto close() -> std::string {
    auto const depth = open_.size() - list_;
    auto fault = std::string{};
    if (list_ != 0 && depth >= 1 && open_[list_].element == "node") {
      if (depth == 1) fault = close_stream();
      if (depth == 2 && open_.back().element == "attr") of_stream(open_.back().name);
      if (depth == 3 && open_.back().element == "attr" && is_node(list_ + 1, "info")) {
        fault = of_info(open_.back().name);
      }
    }
    if (depth == 0) list_ = 0;
    open_.pop_back();
    text_.clear();
    return fault;
  }

  [[nodiscard]] auto is_node(std::size_t depth, std::string_view name) const -> bool {
    return open_[depth].element == "node" && open_[depth].name == name;
  }

  auto close_stream() -> std::string {
    auto const id = number<std::int32_t>(open_.back().name);
    if (!id) return {};
    for (auto const& s : streams_) {
      if (s.number == *id) return "lists stream " + open_.back().name + " twice";
    }
    stream_.number = *id;
    streams_.push_back(std::exchange(stream_, {}));
    return {};
  }

  void of_stream(std::string_view key) {
    if (key == "typeIdentifier") stream_.type = text_;
    if (key == "originalOutputName") stream_.name = text_;
  }

  auto of_info(std::string_view key) -> std::string {
    if (key == "source") stream_.source = text_;
    if (key != "sizeX" && key != "sizeY") return {};
    constexpr int largest = 32767;  // coordinates are signed 16-bit numbers
    auto const size = number<int>(text_);
    if (!size || *size < 0 || *size > largest) {
      return "states " + std::string{key} + " '" + text_ + "' for stream " + open_[list_].name;
    }
    (key == "sizeX" ? stream_.sensor.width : stream_.sensor.height) = *size;
    return {};
  }

  std::vector<element> open_{};
  std::size_t list_{};  ///< how many elements are open within the list; 0: outside
  aedat4_stream stream_{};
  std::string text_{};
  std::vector<aedat4_stream> streams_{};
};

}  // namespace detail

struct aedat4_header_result {
  std::optional<aedat4_header> header{};
  std::string fault{};  ///< behind "the header"; "" if there is none
};

/// Parses the size-prefixed IOHE table behind the first line.
[[nodiscard]] inline auto parse_aedat4_header(std::span<std::byte const> bytes)
    -> aedat4_header_result {
  flatbuffer const table{bytes};
  auto const root = table.root();
  if (!table.has_identifier("IOHE") || !root) return {{}, "is no IOHE table"};
  aedat4_header header;
  auto const compression = table.field_or<std::int32_t>(*root, 0, 0);
  if (compression < 0 || compression > 4) {
    return {{}, "names a compression " + std::to_string(compression) + ", which does not exist"};
  }
  header.compression = static_cast<aedat4_compression>(compression);
  header.table_position = table.field_or<std::int64_t>(*root, 1, -1);
  auto const info = table.field(*root, 2);
  auto const text = info ? table.vector_at(*info, 1) : std::nullopt;
  if (!text) return {{}, "has no list of streams"};
  auto const xml = bytes.subspan(static_cast<std::size_t>(text->begin), text->size);
  detail::aedat4_stream_list list;
  auto fault = list.read({reinterpret_cast<char const*>(xml.data()), xml.size()});
  if (!fault.empty()) return {{}, std::move(fault)};
  header.streams = std::move(list).streams();
  return {std::move(header), {}};
}

}  // namespace saccade::host
