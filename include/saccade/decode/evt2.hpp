// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// EVT 2.0 (Prophesee): 32-bit little-endian words in, events and triggers out.

#include <saccade/decode/evt_decoder.hpp>
#include <saccade/decode/high_time.hpp>

#include <cstdint>

namespace saccade {
namespace detail {

/// Word types and bits as in Prophesee's description of EVT 2.0, [msb:lsb]:
/// type [31:28]; CD and trigger: t [27:22]; CD: x [21:11], y [10:0]; trigger: id [12:8], value [0];
/// TIME_HIGH: t[33:6] in [27:0].
struct evt2_words {
  using word_type = std::uint32_t;

  enum type : std::uint32_t {
    cd_off = 0x0,
    cd_on = 0x1,
    time_high = 0x8,
    ext_trigger = 0xA,
    others = 0xE,
    continued = 0xF,
  };

  /// The part of an OTHERS message that may or must follow.
  enum class message : std::uint8_t { none, optional, required };

  template <typename Out, typename Sink>
  constexpr auto use(std::uint32_t word, Out& out, Sink& sink) -> status {
    auto const kind = word >> 28;
    if (open != message::none && kind != continued) {
      bool const cut = open == message::required;
      open = message::none;
      if (cut) {
        if (auto const s = out.fault(status::partial_vector); s != status::ok) return s;
      }
    }
    if (kind <= cd_on) [[likely]] {
      if (!time.known()) [[unlikely]]
        return out.fault(status::before_sync);
      if (auto const s = out.advance(time_in(word)); s != status::ok) return s;
      return out.deliver((word >> 11) & 0x7FF, word & 0x7FF, static_cast<polarity>(kind), sink);
    }
    switch (kind) {
      case time_high:
        return new_time(word & 0x0FFF'FFFF, out, sink);
      case ext_trigger: {
        if (!time.known()) return out.fault(status::before_sync);
        if (auto const s = out.advance(time_in(word)); s != status::ok) return s;
        out.deliver_trigger((word >> 8) & 0x1F, (word & 1) != 0, sink);
        return status::ok;
      }
      case others: {
        // 0x14 and 0x16 count the events before and after the sensor's rate control.
        out.suspect();
        auto const subtype = word & 0xFFFF;
        open = subtype == 0x14 || subtype == 0x16 ? message::required : message::optional;
        return status::ok;
      }
      case continued: {
        if (open == message::none) return out.fault(status::partial_vector);
        open = message::optional;
        out.suspect();
        return status::ok;
      }
      default:
        return out.fault(status::unknown_word);
    }
  }

  constexpr auto finish(delivery& out) const noexcept -> status {
    return open == message::required ? out.fault(status::partial_vector) : status::ok;
  }

  [[nodiscard]] static constexpr auto is_time_high(std::uint32_t word) noexcept -> bool {
    return word >> 28 == time_high;
  }
  [[nodiscard]] static constexpr auto time_of(std::uint32_t word) noexcept -> std::uint32_t {
    return word & 0x0FFF'FFFF;
  }

  /// A TIME_HIGH word is believed; if it is not `judged`, until the next one.
  template <typename Out, typename Sink>
  constexpr auto follow(std::uint32_t word, bool judged, Out& out, Sink& sink) -> status {
    time.follow(time_of(word), judged);
    return out.advance(static_cast<timestamp_us>(time.base()), sink);
  }

  static constexpr std::uint64_t low_bits = 0x3F;

  /// What is left if the words before may have been none: the time.
  constexpr void go_back_to(std::uint64_t base) noexcept {
    open = message::none;
    if (time.known()) time.restart(base);
  }

  high_time<28, 6, 64> time{};
  bool doubts{};  ///< the word just given is a TIME_HIGH to be judged, and was not used

 private:
  [[nodiscard]] constexpr auto time_in(std::uint32_t word) const noexcept -> timestamp_us {
    return static_cast<timestamp_us>(time.base() | ((word >> 22) & 0x3F));
  }

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

  message open{};
};

}  // namespace detail

/// Decodes an EVT 2.0 stream (without the file's text header) that may be cut anywhere.
/// Time is TIME_HIGH and an event's 6 bits, wraps of 2^34 us unfolded from the first TIME_HIGH on;
/// one that is more than 4.1 ms ahead of the last, or behind it, is judged by the next.
/// A TIME_HIGH without events is a tick when the next one comes.
/// Counted as partial_vectors: a rate-control message without its CONTINUED word, and a CONTINUED
/// word without a message.
using evt2_decoder = detail::evt_decoder<detail::evt2_words>;

}  // namespace saccade
