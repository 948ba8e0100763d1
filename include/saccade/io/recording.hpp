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
#include <saccade/io/input_file.hpp>
#include <saccade/io/recorded_stream.hpp>
#include <saccade/io/time_clamp.hpp>
#include <saccade/io/unknown_file.hpp>
#include <saccade/status.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace saccade::host {

/// Opens a file and knows its format from its content. read() streams it, so that its size does not
/// matter. Throws host::error for what cannot be read.
template <typename Formats>
class basic_recording {
 public:
  /// "-" is standard input. What a file says of itself goes before the options; one that states
  /// another sensor than they do is refused.
  explicit basic_recording(std::filesystem::path const& file, recording_options options = {})
      : file_{file}, options_{std::move(options)} {
    auto in = std::make_shared<input_file>(file_);
    name_ = in->name();
    auto const text = in->first(longest_header);
    file_start start{text, name_, {}, options_, [&](std::size_t n) { return in->first(n); }};
    // The caller's word counts where no content says what the file is.
    if (recognise(start)) {
      if (options_.expected && options_.expected->name() != format_.name()) {
        throw error{name_, "is " + std::string{format_.name()} + ", not " +
                               std::string{options_.expected->name()} +
                               ": leave out --input-format"};
      }
    } else {
      start.text = in->first(longest_header);
      start.expected = options_.expected;
      if (start.expected && !options_.force) refuse_contradiction(start.text);
      if (!start.expected || !recognise(start)) refuse(in->first(longest_header));
    }
    if (options_.stream && streams_.empty()) {
      throw error{name_, "has no numbered streams; leave out --stream"};
    }
    if (options_.sensor.known()) set_sensor(options_.sensor);
    if (!in->can_rewind()) once_ = std::move(in);
  }

  /// The file as errors name it: the path, or "standard input".
  [[nodiscard]] auto name() const noexcept -> std::string const& { return name_; }

  [[nodiscard]] auto format() const noexcept -> recording_format { return format_; }

  /// How a report calls what is none of the format's words.
  [[nodiscard]] auto unreadable() const noexcept -> std::string_view {
    std::string_view what = "unknown words";
    Formats::visit_named(format_, [&]<typename Format>() {
      if constexpr (requires { Format::unreadable; }) what = Format::unreadable;
    });
    return what;
  }

  /// As the file says or as it was given, {0, 0} if neither.
  [[nodiscard]] auto sensor() const noexcept -> geometry { return sensor_; }

  /// What was taken for granted to read it and its user should hear, in one line; "" for nothing.
  [[nodiscard]] auto remark() const noexcept -> std::string const& { return remark_; }

  /// Those that stand in the file side by side, of which one with events is read; none where the
  /// format has no more than that. What read() answers has their counts.
  [[nodiscard]] auto streams() const noexcept -> std::vector<recorded_stream> const& {
    return streams_;
  }

  /// Whether it can be read more than once; a pipe cannot.
  [[nodiscard]] auto can_read_again() const noexcept -> bool { return !once_; }

  /// Streams the whole file into the sink, from its start in each call. Throws at the first fault
  /// under error_policy::strict, and where it has been read and cannot be again.
  template <event_sink Sink>
  auto read(Sink&& sink, error_policy policy = error_policy::skip) const -> read_report {
    if (policy != error_policy::clamp_time) return read_decoded(sink, policy);
    time_clamps<std::remove_reference_t<Sink>> clamped{sink, triggers_in_order()};
    auto report = read_decoded(clamped, error_policy::skip);
    clamped.finish();
    report.changed_times = clamped.changed();
    return report;
  }

  /// Whether triggers come in the order of time with the events.
  [[nodiscard]] auto triggers_in_order() const noexcept -> bool {
    auto in_order = true;
    Formats::visit_named(format_, [&]<typename Format>() { in_order = !triggers_apart<Format>; });
    return in_order;
  }

 private:
  static constexpr std::size_t longest_header = std::size_t{1} << 16;

  [[nodiscard]] auto open() const -> std::shared_ptr<input_file> {
    if (!once_) return std::make_shared<input_file>(file_);
    if (once_->begun()) {
      throw error{name_, "can be read once only, and has been: save it to a file first"};
    }
    return once_;
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
      remark_ = found->remark;
      streams_ = found->streams;
    });
    return known;
  }

  /// Throws where the bytes leave no doubt of what they are.
  void refuse_known(std::string_view text) const {
    if (text.starts_with("#!AER-DAT4.0")) {
      throw error{name_, "AEDAT 4.0 needs LZ4 and zstd, which this program was built without"};
    }
    constexpr std::string_view aedat = "#!AER-DAT";
    if (text.starts_with(aedat)) {
      auto version = text.substr(aedat.size(), 3);
      version = version.substr(0, version.find_first_not_of("0123456789."));
      throw error{name_, "AEDAT" + std::string{version.empty() ? "" : " "} + std::string{version} +
                             " is not supported, only AEDAT 4.0 is"};
    }
    auto const header = parse_raw_header(text);
    if (header.format != raw_format::unknown) {
      throw error{name_, "RAW format " + std::string{header.format_name} + " is not supported"};
    }
    if (auto const what = name_foreign_file(text); !what.empty()) throw error{name_, what};
  }

  /// Throws where the bytes are plainly not what the caller says.
  void refuse_contradiction(std::string_view text) const {
    refuse_known(text);
    auto const possible = words_in(text);
    auto const said = options_.expected->name();
    if (possible.empty() || std::find(possible.begin(), possible.end(), said) != possible.end()) {
      return;
    }
    throw error{name_, "does not look like " + std::string{said} + ", but like " +
                           alternatives(possible) + ": say that with --input-format"};
  }

  /// The formats whose words can stand behind the header, if there is one.
  [[nodiscard]] static auto words_in(std::string_view text) -> std::vector<std::string> {
    return Formats::headerless(text.substr(parse_raw_header(text).text.size()));
  }

  [[noreturn]] void refuse(std::string_view text) const {
    refuse_known(text);
    auto const possible = words_in(text);
    auto const what = describe_unknown_file(text);
    // Bytes that are something else are no words, whatever they look like.
    if (possible.empty() || !what.starts_with("is no known format")) throw error{name_, what};
    auto const* const lacks =
        parse_raw_header(text).text.empty() ? "has no header" : "names no format in its header";
    throw error{name_, std::string{lacks} + ", and its bytes may be " + alternatives(possible) +
                           ": say which with --input-format"};
  }

  void set_sensor(geometry given) {
    auto const text = [](geometry size) {
      return std::to_string(size.width) + 'x' + std::to_string(size.height);
    };
    if (sensor_.known() && sensor_ != given) {
      throw error{name_, "states a sensor of " + text(sensor_) + ", not " + text(given)};
    }
    sensor_ = given;
  }

  template <typename Sink>
  auto read_decoded(Sink& sink, error_policy policy) const -> read_report {
    block_sink<tick_sink<Sink>> blocks{sink};
    return read_blocks(blocks, policy);
  }

  template <bool Ticks>
  auto read_blocks(block_sink<Ticks>& blocks, error_policy policy) const -> read_report {
    decoder_options const options{sensor_, policy};
    read_report report;
    Formats::visit_named(format_, [&]<typename Format>() {
      report = read_with(Format::make_decoder(options, options_), blocks);
    });
    return report;
  }

  template <typename Decoder, bool Ticks>
  auto read_with(Decoder decoder, block_sink<Ticks>& blocks) const -> read_report {
    auto const in = open();
    read_report report;
    std::vector<char> chunk(std::size_t{1} << 18U);
    for (auto header = body_; header != 0;) {
      auto const part = std::min<std::uint64_t>(header, chunk.size());
      auto const got = in->read(std::span{chunk}.first(static_cast<std::size_t>(part)));
      if (got == 0) break;
      header -= got;
    }
    for (;;) {
      auto const got = in->read(chunk);
      report.bytes += got;
      auto const result = decoder.push(std::as_bytes(std::span{chunk}.first(got)), blocks);
      blocks.flush();
      check(result, decoder);
      if (got != chunk.size()) break;
    }
    auto const result = [&] {
      if constexpr (requires { decoder.finish(blocks); }) {
        return decoder.finish(blocks);
      } else {
        return decoder.finish();
      }
    }();
    blocks.flush();
    check(result, decoder);
    static_cast<decode_counters&>(report) = decoder.counters();
    report.first_fault = first_fault(decoder);
    if constexpr (requires { decoder.streams(); }) report.streams = decoder.streams();
    return report;
  }

  template <typename Decoder>
  static auto first_fault(Decoder const& decoder) -> std::string {
    if constexpr (requires { decoder.first_fault(); }) return decoder.first_fault();
    return {};
  }

  template <typename Decoder>
  void check(decode_result const& result, Decoder const& decoder) const {
    if (result) return;
    auto const fault = first_fault(decoder);
    throw error{name_, std::string{message(result.status)} + " at byte " +
                           std::to_string(body_ + result.offset) +
                           (fault.empty() ? "" : ", " + fault)};
  }

  std::filesystem::path file_;
  std::string name_{};
  recording_options options_;
  std::shared_ptr<input_file> once_{};  ///< of what cannot be opened again
  recording_format format_{Formats::names.front()};
  geometry sensor_{};
  std::uint64_t body_{};
  std::string remark_{};
  std::vector<recorded_stream> streams_{};
};

class recording : public basic_recording<all_formats> {
 public:
  using basic_recording::basic_recording;
};

}  // namespace saccade::host
