// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// EVT 3.0 (Prophesee): stateful 16-bit little-endian words in, events and triggers out.

#include <saccade/decode/evt_decoder.hpp>
#include <saccade/decode/high_time.hpp>

#include <bit>
#include <cstdint>

namespace saccade {
namespace detail {

/// Word types and bits as in Prophesee's description of EVT 3.0: type [15:12]; ADDR_X and
/// VECT_BASE_X: polarity [11]; addresses [10:0]; trigger: id [11:8], value [0].
struct evt3_words {
  using word_type = std::uint16_t;

  enum type : std::uint32_t {
    addr_y = 0x0,
    foreign_addr_y = 0x1,
    addr_x = 0x2,
    vect_base_x = 0x3,
    vect_12 = 0x4,
    vect_8 = 0x5,
    time_low = 0x6,
    continued_4 = 0x7,
    time_high = 0x8,
    ext_trigger = 0xA,
    others = 0xE,
    continued_12 = 0xF,
  };

  /// The multi-word message that may go on, by what it still needs. Vectors come as VECT_BASE_X,
  /// VECT_12, VECT_12, VECT_8; other messages as OTHERS, CONTINUED_12, CONTINUED_12, CONTINUED_4.
  /// Real sensors leave out the last of these where it would be 0, and some messages have no
  /// payload at all; the counts of rate control (subtypes 0x14, 0x16) need 22 bits, two words.
  enum class message : std::uint8_t {
    none,
    vector_base,
    vector_12,
    vector_24,
    other,
    other_needs_24,
    other_needs_12,
  };

  /// What has not been seen yet.
  enum : std::uint8_t { no_time = 1, no_row = 2, no_base = 4 };

  template <typename Out, typename Sink>
  constexpr auto use(std::uint16_t word, Out& out, Sink& sink) -> status {
    auto const kind = static_cast<std::uint32_t>(word >> 12);
    auto const data = static_cast<std::uint32_t>(word & 0xFFF);
    if (open != message::none && !continues(kind)) {
      bool const cut = open != message::other;
      open = message::none;
      if (cut) {
        if (auto const s = out.fault(status::partial_vector); s != status::ok) return s;
      }
    }
    switch (kind) {
      case addr_y:
        row = data & 0x7FF;
        missing &= static_cast<std::uint8_t>(~no_row);
        return status::ok;
      // The X words after this reserved type belong to another kind of event.
      case foreign_addr_y:
        missing |= no_row;
        return out.fault(status::unknown_word);
      case addr_x:
        if ((missing & (no_time | no_row)) != 0) [[unlikely]] {
          return out.fault(status::before_sync);
        }
        return out.deliver(data & 0x7FF, row, static_cast<polarity>(data >> 11), sink);
      case vect_base_x:
        base = data & 0x7FF;
        base_polarity = static_cast<polarity>(data >> 11);
        missing &= static_cast<std::uint8_t>(~no_base);
        open = message::vector_base;
        return status::ok;
      case vect_12: {
        auto before = status::ok;
        if (open == message::vector_24) before = out.fault(status::partial_vector);
        open = open == message::vector_12 ? message::vector_24 : message::vector_12;
        return before == status::ok ? vector(data, 12, out, sink) : before;
      }
      case vect_8:
        open = message::none;
        return vector(data & 0xFF, 8, out, sink);
      case time_low:
        if ((missing & no_time) != 0) return out.fault(status::before_sync);
        return out.advance(static_cast<timestamp_us>(time.base() | data));
      case time_high:
        return new_time(data, out, sink);
      case ext_trigger:
        if ((missing & no_time) != 0) return out.fault(status::before_sync);
        out.deliver_trigger(data >> 8, (data & 1) != 0, sink);
        return status::ok;
      case others:
        out.suspect();
        open = data == 0x14 || data == 0x16 ? message::other_needs_24 : message::other;
        return status::ok;
      case continued_12:
      case continued_4:
        return payload(kind == continued_4, out);
      default:
        return out.fault(status::unknown_word);
    }
  }

  constexpr auto finish(delivery& out) const noexcept -> status {
    bool const cut = open != message::none && open != message::other;
    return cut ? out.fault(status::partial_vector) : status::ok;
  }

  [[nodiscard]] static constexpr auto is_time_high(std::uint16_t word) noexcept -> bool {
    return word >> 12 == time_high;
  }
  [[nodiscard]] static constexpr auto time_of(std::uint16_t word) noexcept -> std::uint32_t {
    return word & 0xFFF;
  }

  /// A TIME_HIGH word is believed; if it is not `judged`, until the next one.
  template <typename Out, typename Sink>
  constexpr auto follow(std::uint16_t word, bool judged, Out& out, Sink& sink) -> status {
    time.follow(time_of(word), judged);
    missing &= static_cast<std::uint8_t>(~no_time);
    return out.advance(static_cast<timestamp_us>(time.base()), sink);
  }

  static constexpr std::uint64_t low_bits = 0xFFF;

  /// What is left if the words before may have been none: the time.
  constexpr void go_back_to(std::uint64_t time_base) noexcept {
    missing |= no_row | no_base;
    open = message::none;
    if (time.known()) time.restart(time_base);
  }

  high_time<12, 12, 1> time{};
  bool doubts{};  ///< the word just given is a TIME_HIGH to be judged, and was not used

 private:
  [[nodiscard]] constexpr auto continues(std::uint32_t kind) const noexcept -> bool {
    return open <= message::vector_24 ? kind == vect_12 || kind == vect_8
                                      : kind == continued_12 || kind == continued_4;
  }

  /// Word by word: a vector that lost a word keeps the events of the others.
  template <typename Out, typename Sink>
  constexpr auto vector(std::uint32_t valid, std::uint32_t width, Out& out, Sink& sink) -> status {
    if (missing != 0) [[unlikely]]
      return out.fault(status::before_sync);
    for (; valid != 0; valid &= valid - 1) {
      auto const x = base + static_cast<std::uint32_t>(std::countr_zero(valid));
      if (auto const s = out.deliver(x, row, base_polarity, sink); s != status::ok) return s;
    }
    // Beyond the last address nothing is in range any more, and it must stay so.
    if (base < 2048) base += width;
    return status::ok;
  }

  template <typename Out>
  constexpr auto payload(bool last, Out& out) noexcept -> status {
    bool const cut = open == message::none || (last && open != message::other);
    if (last) {
      open = message::none;
    } else if (open == message::other_needs_24) {
      open = message::other_needs_12;
    } else if (open == message::other_needs_12) {
      open = message::other;
    }
    if (cut) return out.fault(status::partial_vector);
    out.suspect();
    return status::ok;
  }

  /// A repeated TIME_HIGH keeps the low bits; a new one clears them until the next TIME_LOW.
  template <typename Out, typename Sink>
  constexpr auto new_time(std::uint32_t high, Out& out, Sink& sink) -> status {
    auto const steps = time.steps_to(high);
    if (steps == time.to_be_judged) [[unlikely]] {
      doubts = true;
      out.suspect();
      return status::backward_time;
    }
    time.advance(steps);
    if (steps == 0) {
      out.confirm(sink);
      return status::ok;
    }
    return out.advance(static_cast<timestamp_us>(time.base()), sink);
  }

  std::uint32_t row{};
  std::uint32_t base{};
  polarity base_polarity{};
  std::uint8_t missing{no_time | no_row | no_base};
  message open{};
};

}  // namespace detail

/// Decodes an EVT 3.0 stream (without the file's text header) that may be cut anywhere, also inside
/// a vector. Wraps of 2^24 us are unfolded from the first TIME_HIGH on; one that is not the last or
/// its successor is judged by the next.
/// A time without events is a tick when the next TIME_HIGH comes, a repeated one included.
/// Counted as partial_vectors: a vector or an OTHERS message cut short by another word, and a
/// CONTINUED word without a message.
/// Counted as words_before_sync: event, trigger and TIME_LOW words before the first TIME_HIGH, and
/// events before their row (or, for vectors, their base) is known.
using evt3_decoder = detail::evt_decoder<detail::evt3_words>;

}  // namespace saccade
