// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// AEDAT 4.0 (iniVation) in, events and triggers out: packets of FlatBuffers, plain, LZ4 or zstd.

#include <saccade/decode/delivery.hpp>
#include <saccade/event.hpp>
#include <saccade/io/aedat4_header.hpp>
#include <saccade/io/decompress.hpp>
#include <saccade/io/flatbuffer.hpp>
#include <saccade/status.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace saccade::host {

inline constexpr std::string_view aedat4_magic = "#!AER-DAT4.0\r\n";

struct aedat4_options {
  /// sensor {0, 0}: as the file's header says.
  decoder_options decode{};
  /// Packets that decompress to more are dropped and counted.
  std::size_t packet_limit{std::size_t{1} << 30};
};

/// Decodes a file cut into chunks of any size: the first event stream, and the edges of the
/// external input (trigger 0; a pulse is reported as its rise) of the first trigger stream. Other
/// streams are skipped. Times are Unix microseconds. Each of the two streams has its own order of
/// time, which is what the policy looks at; packets of the one may lie far behind the other's.
///
/// Whatever the policy, a file whose header is damaged stops with status::bad_packet. A damaged
/// packet is counted in bad_packets; behind one whose length is impossible nothing can be found
/// again, and the bytes up to the stream's end are counted as truncated.
class aedat4_decoder {
 public:
  explicit aedat4_decoder(aedat4_options const& options = {})
      : options_{options}, out_{options.decode, packet_range} {}

  template <event_sink Sink>
  auto push(std::span<std::byte const> bytes, Sink&& sink) -> decode_result {
    while (outcome_ && !bytes.empty() && stage_ != stage::table) {
      if (stage_ == stage::lost) {
        outcome_ = {out_.fault(status::truncated, bytes.size()), offset_};
        break;
      }
      auto const wanted =
          missing_ < bytes.size() ? static_cast<std::size_t>(missing_) : bytes.size();
      auto const part = bytes.first(wanted);
      bytes = bytes.subspan(wanted);
      if (stage_ != stage::foreign) held_.insert(held_.end(), part.begin(), part.end());
      missing_ -= wanted;
      offset_ += wanted;
      if (missing_ == 0) next_stage(sink);
    }
    return outcome_;
  }

  auto finish() -> decode_result {
    bool const between = stage_ == stage::packet_header && held_.empty();
    if (!outcome_ || between || stage_ == stage::table || stage_ == stage::lost) return outcome_;
    auto const cut = out_.fault(status::truncated, offset_ - stage_start_);
    outcome_ = {header_ ? cut : status::bad_packet, stage_start_};
    return outcome_;
  }

  [[nodiscard]] auto counters() const noexcept -> decode_counters const& { return out_.counters(); }

  /// The file's header, as soon as all of it has been pushed.
  [[nodiscard]] auto header() const noexcept -> std::optional<aedat4_header> const& {
    return header_;
  }

 private:
  enum class stage : std::uint8_t {
    magic,
    header_size,
    header,
    packet_header,
    packet,
    foreign,  ///< the body of a packet that is not wanted
    table,    ///< behind the packets
    lost,
  };

  /// Coordinates are signed 16-bit numbers.
  static constexpr auto packet_range = geometry{32768, 32768};
  static constexpr std::uint32_t header_limit = 1U << 24;

  template <typename Sink>
  void next_stage(Sink& sink) {
    switch (stage_) {
      case stage::magic:
        if (std::memcmp(held_.data(), aedat4_magic.data(), aedat4_magic.size()) != 0) {
          return refuse_header();
        }
        return enter(stage::header_size, 4);
      case stage::header_size: {
        auto const size = flatbuffer{held_}.read<std::uint32_t>(0).value_or(0);
        if (size == 0 || size > header_limit) return refuse_header();
        stage_ = stage::header;
        missing_ = size;
        return;
      }
      case stage::header:
        header_ = parse_aedat4_header(held_);
        if (!header_) return refuse_header();
        if (!options_.decode.sensor.known()) {
          out_ = saccade::detail::delivery{{header_->sensor, options_.decode.policy}, packet_range};
        }
        return enter_packet();
      case stage::packet_header:
        return begin_packet();
      case stage::packet: {
        auto const found = packet(sink);
        if (found != status::ok) outcome_ = {found, stage_start_};
        return enter_packet();
      }
      case stage::foreign:
        return enter_packet();
      case stage::table:
      case stage::lost:
        return;
    }
  }

  void enter(stage next, std::uint64_t bytes) {
    stage_ = next;
    missing_ = bytes;
    stage_start_ = offset_;
    held_.clear();
  }

  void enter_packet() {
    bool const at_table = header_->table_position > 0 &&
                          offset_ == static_cast<std::uint64_t>(header_->table_position);
    enter(at_table ? stage::table : stage::packet_header, 8);
  }

  void refuse_header() {
    out_.fault(status::bad_packet);
    outcome_ = {status::bad_packet, stage_start_};
  }

  void begin_packet() {
    flatbuffer const words{held_};
    stream_ = words.read<std::int32_t>(0).value_or(-1);
    auto const size = words.read<std::int32_t>(4).value_or(-1);
    if (size < 0) {
      outcome_ = {out_.fault(status::bad_packet), stage_start_};
      stage_ = stage::lost;
      return;
    }
    bool const wanted = stream_ == header_->event_stream || stream_ == header_->trigger_stream;
    stage_ = wanted ? stage::packet : stage::foreign;
    missing_ = static_cast<std::uint64_t>(size);
    held_.clear();
    if (size == 0) {
      if (wanted) outcome_ = {out_.fault(status::bad_packet), stage_start_};
      enter_packet();
    }
  }

  template <typename Sink>
  auto packet(Sink& sink) -> status {
    bool ok = true;
    switch (header_->compression) {
      case aedat4_compression::none:
        plain_.assign(held_.begin(), held_.end());
        break;
      case aedat4_compression::lz4:
      case aedat4_compression::lz4_high:
        ok = decompress_lz4(held_, plain_, options_.packet_limit);
        break;
      case aedat4_compression::zstd:
      case aedat4_compression::zstd_high:
        ok = decompress_zstd(held_, plain_, options_.packet_limit);
        break;
    }
    if (!ok) return out_.fault(status::bad_packet);
    flatbuffer const table{plain_};
    bool const events = stream_ == header_->event_stream;
    auto const root = table.root();
    if (!table.has_identifier(events ? "EVTS" : "TRIG") || !root) {
      return out_.fault(status::bad_packet);
    }
    auto const elements = table.field(*root, 0);
    if (!elements) return status::ok;
    auto const list = table.vector_at(*elements, events ? 16 : 4);
    if (!list) return out_.fault(status::bad_packet);
    if (events == at_triggers_) {
      out_.exchange_clock(other_clock_);
      at_triggers_ = !events;
    }
    return events ? event_packet(table, *list, sink) : trigger_packet(table, *list, sink);
  }

  /// Structs of 16 bytes: i64 t, i16 x, i16 y, u8 on, 3 bytes of padding.
  template <typename Sink>
  auto event_packet(flatbuffer const& table, flatbuffer::vector list, Sink& sink) -> status {
    for (std::uint64_t i = 0, at = list.begin; i != list.size; ++i, at += 16) {
      auto const t = table.read<std::int64_t>(at).value_or(0);
      auto const x = table.read<std::uint16_t>(at + 8).value_or(0);
      auto const y = table.read<std::uint16_t>(at + 10).value_or(0);
      auto const on = table.read<std::uint8_t>(at + 12).value_or(0) != 0;
      auto s = out_.advance(t);
      if (s == status::ok) s = out_.deliver(x, y, on ? polarity::on : polarity::off, sink);
      if (s != status::ok) return s;
    }
    return status::ok;
  }

  /// Tables of i64 t, i8 source: 1, 2, 3 are rise, fall and pulse of the external input.
  template <typename Sink>
  auto trigger_packet(flatbuffer const& table, flatbuffer::vector list, Sink& sink) -> status {
    for (std::uint64_t i = 0, at = list.begin; i != list.size; ++i, at += 4) {
      auto const edge = at + table.read<std::uint32_t>(at).value_or(0);
      auto const source = table.field_or<std::uint8_t>(edge, 1, 0);
      if (source < 1 || source > 3) continue;
      if (auto const s = out_.advance(table.field_or<std::int64_t>(edge, 0, 0)); s != status::ok) {
        return s;
      }
      out_.deliver_trigger(0, source != 2, sink);
    }
    return status::ok;
  }

  aedat4_options options_;
  saccade::detail::delivery out_;
  saccade::detail::stream_clock other_clock_{};
  bool at_triggers_{};  ///< out_ has the trigger stream's clock
  std::optional<aedat4_header> header_{};
  std::vector<std::byte> held_{};
  std::vector<std::byte> plain_{};
  stage stage_{stage::magic};
  std::int32_t stream_{};
  std::uint64_t missing_{aedat4_magic.size()};
  std::uint64_t offset_{};
  std::uint64_t stage_start_{};
  decode_result outcome_{};
};

}  // namespace saccade::host
