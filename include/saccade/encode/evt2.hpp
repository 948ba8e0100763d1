// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Events and triggers in, EVT 2.0 words out (without the file's text header).

#include <saccade/encode/encoder.hpp>
#include <saccade/event.hpp>

#include <cstdint>

namespace saccade {

/// Decoding its output gives back every event and trigger that was not refused, in order.
class evt2_encoder {
 public:
  template <byte_sink Sink>
  constexpr auto push(event const& e, Sink&& sink) -> encode_status {
    if (e.x >= 2048 || e.y >= 2048) return encode_status::coordinate_out_of_range;
    auto const kind = static_cast<std::uint32_t>(e.p);
    return put(e.t, kind << 28 | std::uint32_t{e.x} << 11 | e.y, sink);
  }

  template <byte_sink Sink>
  constexpr auto push(trigger const& e, Sink&& sink) -> encode_status {
    if (e.id >= 32) return encode_status::trigger_out_of_range;
    return put(e.t, 0xA000'0000U | std::uint32_t{e.id} << 8 | (e.value ? 1U : 0U), sink);
  }

  /// Ends the stream. EVT 2.0 holds nothing back; the call is there for encoders that do.
  template <byte_sink Sink>
  constexpr void finish(Sink&&) {}

 private:
  template <typename Sink>
  constexpr auto put(timestamp_us t, std::uint32_t word, Sink& sink) -> encode_status {
    if (auto const s = time_.check(t); s != encode_status::ok) return s;
    time_.accept(t);
    auto const us = static_cast<std::uint64_t>(t);
    time_.step_to(us >> 6,
                  [&](std::uint32_t high) { detail::put_word(0x8000'0000U | high, sink); });
    detail::put_word(word | static_cast<std::uint32_t>(us & 0x3F) << 22, sink);
    return encode_status::ok;
  }

  detail::time_words<28> time_{};
};

}  // namespace saccade
