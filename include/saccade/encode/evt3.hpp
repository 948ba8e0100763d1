// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Events and triggers in, EVT 3.0 words out (without the file's text header).

#include <saccade/encode/encoder.hpp>
#include <saccade/event.hpp>

#include <bit>
#include <cstdint>

namespace saccade {

/// Decoding its output gives back every event and trigger that was not refused, in order.
/// Five or more events in a row that share time, row, polarity and an aligned block of 32 columns,
/// from left to right, become one vector; so the latest events are held back until finish().
class evt3_encoder {
 public:
  template <byte_sink Sink>
  constexpr auto push(event const& e, Sink&& sink) -> encode_status {
    if (e.x >= 2048 || e.y >= 2048) return encode_status::coordinate_out_of_range;
    if (auto const s = time_.check(e.t); s != encode_status::ok) return s;
    auto const base = static_cast<std::uint32_t>(e.x) & ~31U;
    auto const bit = 1U << (e.x & 31U);
    bool const joins = valid_ != 0 && base == base_ && e.t == held_.t && e.y == held_.y &&
                       e.p == held_.p && bit > valid_;
    if (!joins) {
      put_held(sink);
      time_.accept(e.t);
      held_ = e;
      base_ = base;
    }
    valid_ |= bit;
    return encode_status::ok;
  }

  template <byte_sink Sink>
  constexpr auto push(trigger const& e, Sink&& sink) -> encode_status {
    if (e.id >= 16) return encode_status::trigger_out_of_range;
    if (auto const s = time_.check(e.t); s != encode_status::ok) return s;
    put_held(sink);
    time_.accept(e.t);
    put_time(e.t, sink);
    put(0xA, std::uint32_t{e.id} << 8 | (e.value ? 1U : 0U), sink);
    return encode_status::ok;
  }

  /// Ends the stream: writes what is held back.
  template <byte_sink Sink>
  constexpr void finish(Sink&& sink) {
    put_held(sink);
  }

 private:
  template <typename Sink>
  static constexpr void put(std::uint32_t type, std::uint32_t data, Sink& sink) {
    detail::put_word(static_cast<std::uint16_t>(type << 12 | data), sink);
  }

  template <typename Sink>
  constexpr void put_time(timestamp_us t, Sink& sink) {
    auto const us = static_cast<std::uint64_t>(t);
    bool const stepped = time_.step_to(us >> 12, [&](std::uint32_t high) { put(0x8, high, sink); });
    auto const low = static_cast<std::uint32_t>(us & 0xFFF);
    // Decoders differ in what a new TIME_HIGH does to the low bits, so they are always restated.
    if (stepped || low != low_) put(0x6, low, sink);
    low_ = low;
  }

  template <typename Sink>
  constexpr void put_held(Sink& sink) {
    if (valid_ == 0) return;
    put_time(held_.t, sink);
    if (!row_known_ || row_ != held_.y) put(0x0, held_.y, sink);
    row_ = held_.y;
    row_known_ = true;
    auto const sign = static_cast<std::uint32_t>(held_.p) << 11;
    if (std::popcount(valid_) >= 5) {
      put(0x3, sign | base_, sink);
      put(0x4, valid_ & 0xFFF, sink);
      put(0x4, (valid_ >> 12) & 0xFFF, sink);
      put(0x5, valid_ >> 24, sink);
    } else {
      for (; valid_ != 0; valid_ &= valid_ - 1) {
        put(0x2, sign | (base_ + static_cast<std::uint32_t>(std::countr_zero(valid_))), sink);
      }
    }
    valid_ = 0;
  }

  detail::time_words<12> time_{};
  std::uint32_t low_{};
  std::uint16_t row_{};
  bool row_known_{};

  event held_{};  ///< the first of the events held back
  std::uint32_t base_{};
  std::uint32_t valid_{};  ///< their columns, relative to base_
};

}  // namespace saccade
