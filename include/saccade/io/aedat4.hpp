// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// AEDAT 4.0 (iniVation) in, events and triggers out: packets of FlatBuffers, plain, LZ4 or zstd.

#include <saccade/decode/delivery.hpp>
#include <saccade/event.hpp>
#include <saccade/io/aedat4/event_packet.hpp>
#include <saccade/io/aedat4/header.hpp>
#include <saccade/io/aedat4/header_reader.hpp>
#include <saccade/io/aedat4/packets.hpp>
#include <saccade/io/aedat4/payload.hpp>
#include <saccade/io/flatbuffer.hpp>
#include <saccade/io/recorded_stream.hpp>
#include <saccade/status.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saccade::host {

struct aedat4_options {
  /// sensor {0, 0}: as the file's header says.
  decoder_options decode{};
  /// Of several streams of events, the number of the one to decode; without, the first one.
  std::optional<std::int32_t> stream{};
  /// Bytes of a packet, and of what it decompresses to; larger ones are dropped and counted.
  std::size_t packet_limit{std::size_t{64} << 20U};
};

/// Decodes a file cut into chunks of any size: one stream of events, and the edges of the external
/// input (trigger 0; a pulse is reported as its rise) of the same camera's stream of triggers, or
/// of the first one. Times are Unix microseconds. Each of the two streams has its own order of
/// time, which is what the policy looks at; packets of the one may lie far behind the other's.
///
/// Whatever the policy, a file whose header is damaged stops with status::bad_packet. Behind it
/// damage costs the packets that it is in: what cannot be decompressed or parsed, or is too large,
/// counts as a bad packet, also bytes between packets, whose number goes to skipped_bytes.
///
/// Damaged times pass as sound ones where nothing has a checksum. So a packet in which time leaps
/// by more than a second, the first one, and one behind such a gap wait for the next one: if time
/// then goes back that far, and would not without the packet, the whole packet counts as bad. All
/// other times are delivered as they are, gaps of any length among them.
class aedat4_decoder {
 public:
  explicit aedat4_decoder(aedat4_options const& options = {})
      : options_{options},
        out_{options.decode, packet_range},
        packets_{options.packet_limit},
        payloads_{options.packet_limit} {}

  template <event_sink Sink>
  auto push(std::span<std::byte const> bytes, Sink&& sink) -> decode_result {
    if (outcome_ && !header()) {
      bytes = bytes.subspan(header_.push(bytes));
      if (header_.done()) begin();
    }
    while (outcome_ && header() && !bytes.empty()) {
      constexpr auto at_once = std::size_t{1} << 15U;
      auto const part = bytes.first(bytes.size() < at_once ? bytes.size() : at_once);
      bytes = bytes.subspan(part.size());
      packets_.add(part);
      take_packets(sink);
    }
    return outcome_;
  }

  template <event_sink Sink>
  auto finish(Sink&& sink) -> decode_result {
    if (!outcome_) return outcome_;
    if (!header()) {
      out_.fault(status::truncated, header_.size());
      return outcome_ = {status::bad_packet, 0};
    }
    packets_.end();
    take_packets(sink);
    if (outcome_) settle({}, sink);
    return outcome_;
  }

  [[nodiscard]] auto counters() const noexcept -> decode_counters { return out_.counters(); }

  /// What the user should know of where a fault is; "" if there is nothing.
  [[nodiscard]] auto first_fault() const noexcept -> std::string const& { return first_fault_; }

  /// The file's header, as soon as all of it has been pushed.
  [[nodiscard]] auto header() const noexcept -> std::optional<aedat4_header> const& {
    return header_.header();
  }

  /// Those that the header lists, with what has been found of them.
  [[nodiscard]] auto streams() const noexcept -> std::vector<recorded_stream> const& {
    return streams_;
  }

 private:
  /// A packet of events that waits for the next one.
  struct waiting {
    std::unique_ptr<std::byte[]> bytes{};
    aedat4_events events{};
    aedat4_times times{};
    std::uint64_t offset{};
  };

  enum clock_owner : std::uint8_t { events_clock, triggers_clock };

  /// Coordinates are signed 16-bit numbers.
  static constexpr auto packet_range = geometry{32768, 32768};

  void begin() {
    auto const* const events = header() ? header()->events(options_.stream) : nullptr;
    if (!header() || (options_.stream && events == nullptr)) {
      outcome_ = {status::bad_packet, 0};
      out_.fault(status::bad_packet);
      return;
    }
    auto const* const triggers = events != nullptr ? header()->triggers_beside(*events) : nullptr;
    for (auto const& s : header()->streams) {
      streams_.push_back(as_recorded(s));
      streams_.back().read = &s == events || &s == triggers;
    }
    if (events != nullptr && !options_.decode.sensor.known()) {
      out_ = saccade::detail::delivery{{events->sensor, options_.decode.policy}, packet_range};
    }
    packets_.start(*header(), header_.size());
    payloads_.start(header()->compression);
  }

  template <typename Sink>
  void take_packets(Sink& sink) {
    using enum aedat4_found::kind;
    for (;;) {
      auto const found = packets_.next();
      auto result = status::ok;
      switch (found.what) {
        case nothing:
          return;
        case packet:
          result = take(found, sink);
          break;
        case rest:  // bytes that were lost or added may have moved the table
          if (payloads_.begins_as("FTAB", found.body)) {
            result = take_table(found);
            break;
          }
          [[fallthrough]];
        case damage:
          out_.skip(found.bytes);
          if (!found.known) result = out_.fault(status::bad_packet);
          break;
        case cut:
          result = out_.fault(status::truncated, found.bytes);
          break;
      }
      if (outcome_ && result != status::ok) outcome_ = {result, found.offset};
      if (!outcome_) return;
    }
  }

  /// The table's content is of no use here; it is a file's last.
  auto take_table(aedat4_found const& found) -> status {
    auto const length = payloads_.length(found.body);
    if (!length) return out_.fault(status::truncated, found.bytes);
    if (*length == found.bytes) return status::ok;
    auto const behind = found.body.subspan(*length);
    constexpr std::string_view magic = "#!AER-DAT";
    auto const* const first = reinterpret_cast<char const*>(behind.data());
    if (std::string_view{first, std::min(behind.size(), magic.size())} == magic) {
      first_fault_ = "a second file, from byte " + std::to_string(found.offset + *length) +
                     " on, which is not read";
    }
    out_.skip(found.bytes - *length);
    return out_.fault(status::bad_packet);
  }

  template <typename Sink>
  auto take(aedat4_found const& found, Sink& sink) -> status {
    auto& stream = *std::ranges::find(streams_, found.stream, &recorded_stream::number);
    ++stream.packets;
    if (!stream.read) {
      if (stream.type.size() != 4 || payloads_.begins_as(stream.type, found.body)) {
        return status::ok;
      }
    } else if (auto const payload = payloads_.of(found.body)) {
      if (stream.events) {
        if (auto const events = aedat4_events::in(*payload)) {
          return take_events(*events, *payload, found.offset, sink);
        }
      } else if (auto const edges = trigger_list(*payload)) {
        return take_triggers(flatbuffer{*payload}, *edges, stream, sink);
      }
    }
    packets_.reject();
    return out_.fault(status::bad_packet);
  }

  template <typename Sink>
  auto take_events(aedat4_events const& events, std::span<std::byte const> payload,
                   std::uint64_t offset, Sink& sink) -> status {
    if (events.size() == 0) return status::ok;
    auto const times = aedat4_times::of(events);
    settle(times.first, sink);
    if (!outcome_) return outcome_.status;
    if (waiting_.empty() && last_time_ && !times.leap_from(*last_time_)) {
      return deliver(events, times, sink);
    }
    auto bytes = payloads_.keep(payload);
    auto const kept = aedat4_events::in({bytes.get(), payload.size()});
    waiting_.push_back({std::move(bytes), *kept, times, offset});
    return status::ok;
  }

  /// Delivers or drops the packets that wait, by the first time of the next one. Where the file's
  /// second packet goes far back behind its first, the third one shows which of them is damaged.
  template <typename Sink>
  void settle(std::optional<timestamp_us> next, Sink& sink) {
    while (outcome_ && !waiting_.empty()) {
      auto const& times = waiting_.front().times;
      bool const two = waiting_.size() == 2;
      auto behind = two ? waiting_.back().times.first : next;
      if (!last_time_ && two && next) behind = std::max(behind, next);
      if (!last_time_ && !two && next && far_back(times.last, *next)) return;
      auto const packet = std::move(waiting_.front());
      waiting_.erase(waiting_.begin());
      auto const result = packet.times.are_damaged(last_time_, behind)
                              ? out_.fault(status::bad_packet)
                              : deliver(packet.events, packet.times, sink);
      if (result != status::ok) outcome_ = {result, packet.offset};
    }
  }

  template <typename Sink>
  auto deliver(aedat4_events const& events, aedat4_times const& times, Sink& sink) -> status {
    last_time_ = times.last;
    use_clock_of(events_clock);
    auto& stream = *std::ranges::find_if(
        streams_, [](recorded_stream const& s) { return s.read && s.events; });
    stream.elements += events.size();
    for (std::size_t i = 0; i != events.size(); ++i) {
      auto s = out_.advance(events.t(i));
      if (s == status::ok) s = out_.deliver(events.x(i), events.y(i), events.p(i), sink);
      if (s != status::ok) return s;
    }
    return status::ok;
  }

  [[nodiscard]] static auto trigger_list(std::span<std::byte const> payload)
      -> std::optional<flatbuffer::vector> {
    flatbuffer const table{payload};
    auto const root = table.root();
    if (!root || !table.has_identifier("TRIG") || !table.is_whole()) return {};
    auto const elements = table.field(*root, 0);
    return elements ? table.vector_at(*elements, 4) : flatbuffer::vector{};
  }

  /// Tables of i64 t, i8 source: 1, 2, 3 are rise, fall and pulse of the external input.
  template <typename Sink>
  auto take_triggers(flatbuffer const& table, flatbuffer::vector list, recorded_stream& stream,
                     Sink& sink) -> status {
    use_clock_of(triggers_clock);
    stream.elements += list.size;
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

  void use_clock_of(clock_owner owner) {
    if (std::exchange(clock_, owner) != owner) out_.exchange_clock(other_clock_);
  }

  aedat4_options options_;
  saccade::detail::delivery out_;
  saccade::detail::stream_clock other_clock_{};
  clock_owner clock_{events_clock};  ///< that out_ has
  aedat4_header_reader header_{};
  aedat4_packets packets_;
  aedat4_payloads payloads_;
  std::vector<recorded_stream> streams_{};
  std::optional<timestamp_us> last_time_{};  ///< of the events delivered
  std::vector<waiting> waiting_{};           ///< two at most
  decode_result outcome_{};
  std::string first_fault_{};
};

}  // namespace saccade::host
