// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A recording in a file, of any format that saccade decodes.

#include <saccade/decode/evt2.hpp>
#include <saccade/decode/evt3.hpp>
#include <saccade/decode/raw_header.hpp>
#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/io/aedat4.hpp>
#include <saccade/io/csv.hpp>
#include <saccade/io/error.hpp>
#include <saccade/status.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host {

enum class recording_format : std::uint8_t { evt2, evt3, aedat4, csv };

[[nodiscard]] constexpr auto name(recording_format format) noexcept -> std::string_view {
  switch (format) {
    case recording_format::evt2:
      return "evt2";
    case recording_format::evt3:
      return "evt3";
    case recording_format::aedat4:
      return "aedat4";
    case recording_format::csv:
      return "csv";
  }
  return "unknown";
}

/// The format with this name, as given on a command line or as a file name's extension.
[[nodiscard]] constexpr auto format_named(std::string_view text) noexcept
    -> std::optional<recording_format> {
  for (auto const format : {recording_format::evt2, recording_format::evt3,
                            recording_format::aedat4, recording_format::csv}) {
    if (text == name(format)) return format;
  }
  return {};
}

/// Opens a file and knows its format from its content. read() streams it, so that its size does not
/// matter. Throws host::error for what cannot be read.
class recording {
 public:
  /// `format` is for EVT files without a header; what a header says goes before it. `sensor` is for
  /// files that do not state its size; one that states another is refused.
  explicit recording(std::filesystem::path const& file, std::optional<recording_format> format = {},
                     geometry sensor = {})
      : file_{file} {
    auto in = open();
    auto const start = read_start(in);
    auto const text = std::string_view{start};
    if (text.starts_with(aedat4_magic)) {
      format_ = recording_format::aedat4;
      read_aedat4_header(in);
    } else if (text.starts_with(csv_header)) {
      format_ = recording_format::csv;
    } else if (text.starts_with("#!AER-DAT")) {
      throw error{file_.string(), "AEDAT " + std::string{text.substr(9, 3)} +
                                      " is not supported, only AEDAT 4.0 is"};
    } else {
      read_raw_header(text, format);
    }
    if (sensor.known()) set_sensor(sensor);
  }

  [[nodiscard]] auto format() const noexcept -> recording_format { return format_; }

  /// As the file says or as it was given, {0, 0} if neither.
  [[nodiscard]] auto sensor() const noexcept -> geometry { return sensor_; }

  /// Streams the whole file into the sink, from its start in each call. Throws at the first fault
  /// under error_policy::strict.
  template <event_sink Sink>
  auto read(Sink&& sink, error_policy policy = error_policy::skip) const -> decode_counters {
    decoder_options const options{sensor_, policy};
    switch (format_) {
      case recording_format::evt2:
        return read_with(evt2_decoder{options}, sink);
      case recording_format::evt3:
        return read_with(evt3_decoder{options}, sink);
      case recording_format::aedat4:
        return read_with(aedat4_decoder{{.decode = options}}, sink);
      case recording_format::csv:
        break;
    }
    return read_with(csv_decoder{options}, sink);
  }

 private:
  static constexpr std::size_t longest_header = std::size_t{1} << 16;

  [[nodiscard]] auto open() const -> std::ifstream {
    std::error_code fault;
    if (std::filesystem::is_directory(file_, fault)) throw error{file_.string(), "is a directory"};
    // A recording is read from its start more than once; a pipe cannot be.
    if (std::filesystem::exists(file_, fault) && !std::filesystem::is_regular_file(file_, fault)) {
      throw error{file_.string(), "is not a regular file: save the stream to one first"};
    }
    std::ifstream in{file_, std::ios::binary};
    if (!in) throw error{file_.string(), "cannot be opened"};
    return in;
  }

  [[nodiscard]] static auto read_start(std::ifstream& in) -> std::string {
    std::string start(longest_header, '\0');
    in.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(in.gcount()));
    return start;
  }

  void read_aedat4_header(std::ifstream& in) {
    in.clear();
    in.seekg(0);
    aedat4_decoder decoder;
    std::array<char, 4096> chunk{};
    while (!decoder.header()) {
      in.read(chunk.data(), chunk.size());
      auto const bytes =
          std::as_bytes(std::span{chunk}.first(static_cast<std::size_t>(in.gcount())));
      if (bytes.empty() || !decoder.push(bytes, [](event const&) {})) break;
    }
    if (!decoder.header()) throw error{file_.string(), "AEDAT 4.0 header is damaged or cut off"};
    if (!decoder.header()->event_stream) throw error{file_.string(), "holds no stream of events"};
    sensor_ = decoder.header()->sensor;
  }

  void read_raw_header(std::string_view text, std::optional<recording_format> format) {
    auto const header = parse_raw_header(text);
    if (header.text.size() > longest_header / 2) {
      throw error{file_.string(), "header is longer than 32 KiB"};
    }
    if (header.fault != raw_header_fault::none) {
      throw error{file_.string(), message(header.fault)};
    }
    if (header.format == raw_format::evt2) {
      format_ = recording_format::evt2;
    } else if (header.format == raw_format::evt3) {
      format_ = recording_format::evt3;
    } else if (header.format != raw_format::unknown) {
      throw error{file_.string(),
                  "RAW format " + std::string{header.format_name} + " is not supported"};
    } else if (format == recording_format::evt2 || format == recording_format::evt3) {
      format_ = *format;
    } else {
      throw error{file_.string(),
                  "not a known format; for EVT words without a header say which: evt2 or evt3"};
    }
    sensor_ = header.sensor;
    body_ = header.text.size();
  }

  void set_sensor(geometry given) {
    auto const text = [](geometry size) {
      return std::to_string(size.width) + 'x' + std::to_string(size.height);
    };
    if (sensor_.known() && sensor_ != given) {
      throw error{file_.string(), "states a sensor of " + text(sensor_) + ", not " + text(given)};
    }
    sensor_ = given;
  }

  template <typename Decoder, typename Sink>
  auto read_with(Decoder decoder, Sink& sink) const -> decode_counters {
    auto in = open();
    in.seekg(static_cast<std::streamoff>(body_));
    std::vector<char> chunk(std::size_t{1} << 18);
    while (in) {
      in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
      auto const bytes =
          std::as_bytes(std::span{chunk}.first(static_cast<std::size_t>(in.gcount())));
      check(decoder.push(bytes, sink));
    }
    if (in.bad()) throw error{file_.string(), "cannot be read"};
    if constexpr (requires { decoder.finish(sink); }) {
      check(decoder.finish(sink));
    } else {
      check(decoder.finish());
    }
    return decoder.counters();
  }

  void check(decode_result const& result) const {
    if (result) return;
    throw error{file_.string(), std::string{message(result.status)} + " at byte " +
                                    std::to_string(body_ + result.offset)};
  }

  std::filesystem::path file_;
  recording_format format_{};
  geometry sensor_{};
  std::uint64_t body_{};
};

}  // namespace saccade::host
