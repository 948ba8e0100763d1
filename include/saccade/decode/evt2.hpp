// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// EVT 2.0 (Prophesee): 32-bit little-endian words in, events and triggers out.

#include <saccade/decode/evt_decoder.hpp>

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

  template <typename Sink>
  constexpr auto use(std::uint32_t word, delivery& out, Sink& sink) -> status {
    auto const kind = word >> 28;
    if (open != message::none && kind != continued) {
      bool const cut = open == message::required;
      open = message::none;
      if (cut) {
        if (auto const s = out.fault(status::partial_vector); s != status::ok) return s;
      }
    }
    switch (kind) {
      case cd_off:
      case cd_on: {
        if (!synced) [[unlikely]]
          return out.fault(status::before_sync);
        if (auto const s = out.advance(time(word)); s != status::ok) return s;
        return out.deliver((word >> 11) & 0x7FF, word & 0x7FF, static_cast<polarity>(kind), sink);
      }
      case time_high:
        return new_time(word & 0x0FFF'FFFF, out, sink);
      case ext_trigger: {
        if (!synced) return out.fault(status::before_sync);
        if (auto const s = out.advance(time(word)); s != status::ok) return s;
        out.deliver_trigger((word >> 8) & 0x1F, (word & 1) != 0, sink);
        return status::ok;
      }
      case others: {
        // 0x14 and 0x16 count the events before and after the sensor's rate control.
        auto const subtype = word & 0xFFFF;
        open = subtype == 0x14 || subtype == 0x16 ? message::required : message::optional;
        return status::ok;
      }
      case continued: {
        if (open == message::none) return out.fault(status::partial_vector);
        open = message::optional;
        return status::ok;
      }
      default:
        return out.fault(status::unknown_word);
    }
  }

  constexpr auto finish(delivery& out) const noexcept -> status {
    return open == message::required ? out.fault(status::partial_vector) : status::ok;
  }

 private:
  [[nodiscard]] constexpr auto time(std::uint32_t word) const noexcept -> timestamp_us {
    return static_cast<timestamp_us>(base | ((word >> 22) & 0x3F));
  }

  /// A step back by at least half the range is a wrap, a smaller one is an error in the stream.
  template <typename Sink>
  constexpr auto new_time(std::uint32_t high, delivery& out, Sink& sink) -> status {
    auto const old = static_cast<std::uint32_t>(base >> 6) & 0x0FFF'FFFF;
    if (synced && high == old) {
      out.confirm(sink);
      return status::ok;
    }
    bool const wrapped = synced && high + (1U << 27) <= old;
    base = (((base >> 34) + (wrapped ? 1U : 0U)) << 34) | (std::uint64_t{high} << 6);
    synced = true;
    return out.advance(static_cast<timestamp_us>(base), sink);
  }

  std::uint64_t base{};  ///< the last TIME_HIGH with its wraps unfolded, in microseconds
  bool synced{};
  message open{};
};

}  // namespace detail

/// Decodes an EVT 2.0 stream (without the file's text header) that may be cut anywhere.
/// Time is TIME_HIGH and an event's 6 bits, wraps of 2^34 us unfolded from the first TIME_HIGH on.
/// A TIME_HIGH without events is a tick when the next one comes.
/// Counted as partial_vectors: a rate-control message without its CONTINUED word, and a CONTINUED
/// word without a message.
using evt2_decoder = detail::evt_decoder<detail::evt2_words>;

}  // namespace saccade
