// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A recording in a file, of any format of a list.

#include <saccade/decode/raw_header.hpp>
#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/io/block_sink.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/format/format.hpp>
#include <saccade/io/formats.hpp>
#include <saccade/status.hpp>

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

/// Opens a file and knows its format from its content. read() streams it, so that its size does not
/// matter. Throws host::error for what cannot be read.
template <typename Formats>
class basic_recording {
 public:
  /// `expected` is for files without a header; what a header says goes before it. `sensor` is for
  /// files that do not state its size; one that states another is refused.
  explicit basic_recording(std::filesystem::path const& file,
                           std::optional<recording_format> expected = {}, geometry sensor = {})
      : file_{file} {
    auto in = open();
    auto const text = read_start(in);
    file_start start{text, file_.string(), {}, &in};
    // The caller's word counts where no content says what the file is.
    if (!recognise(start)) {
      start.expected = expected;
      if (!expected || !recognise(start)) refuse(text);
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
    block_sink<tick_sink<Sink>> blocks{sink};
    return read_blocks(blocks, policy);
  }

  /// Whether triggers come in the order of time with the events.
  [[nodiscard]] auto triggers_in_order() const noexcept -> bool {
    auto in_order = true;
    Formats::visit_named(format_, [&]<typename Format>() { in_order = !triggers_apart<Format>; });
    return in_order;
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

  auto recognise(file_start const& start) -> bool {
    auto known = false;
    Formats::for_each([&]<typename Format>() {
      if (known) return;
      auto const found = Format::recognise(start);
      if (!found) return;
      known = true;
      format_ = Format::format;
      sensor_ = found->sensor;
      body_ = found->body;
    });
    return known;
  }

  [[noreturn]] void refuse(std::string_view text) const {
    if (text.starts_with("#!AER-DAT4.0")) {
      throw error{file_.string(),
                  "AEDAT 4.0 needs LZ4 and zstd, which this program was built without"};
    }
    if (text.starts_with("#!AER-DAT")) {
      throw error{file_.string(), "AEDAT " + std::string{text.substr(9, 3)} +
                                      " is not supported, only AEDAT 4.0 is"};
    }
    auto const header = parse_raw_header(text);
    if (header.format != raw_format::unknown) {
      throw error{file_.string(),
                  "RAW format " + std::string{header.format_name} + " is not supported"};
    }
    throw error{file_.string(), "not a known format; for EVT words without a header say which: " +
                                    alternatives(Formats::headerless())};
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

  template <bool Ticks>
  auto read_blocks(block_sink<Ticks>& blocks, error_policy policy) const -> decode_counters {
    decoder_options const options{sensor_, policy};
    decode_counters counters;
    Formats::visit_named(format_, [&]<typename Format>() {
      counters = read_with(Format::make_decoder(options), blocks);
    });
    return counters;
  }

  template <typename Decoder, bool Ticks>
  auto read_with(Decoder decoder, block_sink<Ticks>& blocks) const -> decode_counters {
    auto in = open();
    in.seekg(static_cast<std::streamoff>(body_));
    std::vector<char> chunk(std::size_t{1} << 18);
    while (in) {
      in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
      auto const bytes =
          std::as_bytes(std::span{chunk}.first(static_cast<std::size_t>(in.gcount())));
      auto const result = decoder.push(bytes, blocks);
      blocks.flush();
      check(result);
    }
    if (in.bad()) throw error{file_.string(), "cannot be read"};
    auto const result = [&] {
      if constexpr (requires { decoder.finish(blocks); }) {
        return decoder.finish(blocks);
      } else {
        return decoder.finish();
      }
    }();
    blocks.flush();
    check(result);
    return decoder.counters();
  }

  void check(decode_result const& result) const {
    if (result) return;
    throw error{file_.string(), std::string{message(result.status)} + " at byte " +
                                    std::to_string(body_ + result.offset)};
  }

  std::filesystem::path file_;
  recording_format format_{Formats::names.front()};
  geometry sensor_{};
  std::uint64_t body_{};
};

class recording : public basic_recording<all_formats> {
 public:
  using basic_recording::basic_recording;
};

}  // namespace saccade::host
