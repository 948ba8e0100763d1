// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What every decoder does with what it has decoded: order of time, range check, policy, counters.

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/status.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace saccade {

struct decoder_options {
  geometry sensor{};  ///< {0, 0}: unknown, so that only the format's own range holds
  error_policy policy{error_policy::skip};
};

namespace detail {

/// Largest sensor that 11-bit coordinates can address, as in all EVT formats.
inline constexpr auto evt_range = geometry{2048, 2048};

/// The time of a stream: what it said last, what was delivered last, and the last tick.
struct stream_clock {
  timestamp_us now{std::numeric_limits<timestamp_us>::min()};
  timestamp_us delivered{std::numeric_limits<timestamp_us>::min()};
  timestamp_us ticked{std::numeric_limits<timestamp_us>::min()};
};

/// Ticks are rare, and what they set going is much code.
template <typename Sink>
[[gnu::noinline]] constexpr void say(tick const& now, Sink& sink) {
  sink.advance(now);
}

/// The common end of all decoders. Functions that return a status return other than ok only under
/// error_policy::strict, which stops the decoder. `Counters` are decode_counters, or a reference to
/// those of another one.
template <typename Counters>
class basic_delivery {
 public:
  /// `range` holds where the sensor is unknown.
  constexpr basic_delivery(decoder_options const& options, geometry range) noexcept
      : range_{options.sensor.known() ? options.sensor : range}, policy_{options.policy} {}

  /// One that a loop can hold in registers: what is counted with each event is not in memory, which
  /// a sink that writes bytes could alias, and what is counted with each fault is not copied.
  [[nodiscard]] constexpr auto in_work() noexcept {
    return basic_delivery<decode_counters&>{range_, policy_, clock_, suspicion_, counters_};
  }

  /// Goes on where one in_work() has come to.
  constexpr void take_back(basic_delivery<decode_counters&> const& other) noexcept {
    clock_ = other.clock_;
    suspicion_ = other.suspicion_;
    counters_.events += other.events_;
  }

  /// One that goes on behind any fault, to try words with.
  [[nodiscard]] constexpr auto forgiving() const noexcept -> basic_delivery {
    auto other = *this;
    other.policy_ = error_policy::skip;
    return other;
  }

  [[nodiscard]] constexpr auto counters() const noexcept -> decode_counters {
    auto all = counters_;
    all.events += events_;
    return all;
  }

  /// Counts a fault; of bytes, `count` of them.
  constexpr auto fault(status what, std::uint64_t count = 1) noexcept -> status {
    counter(what) += count;
    suspicion_ += suspicion_of_fault;
    return policy_ == error_policy::strict ? what : status::ok;
  }

  /// What is no fault, but no event either: many of them may mean that the bytes are no words.
  constexpr void suspect() noexcept { ++suspicion_; }
  static constexpr std::uint32_t suspicion_of_fault = 4;

  /// 1 for each of those and 4 for each fault since construction, modulo 2^32.
  [[nodiscard]] constexpr auto suspicion() const noexcept -> std::uint32_t { return suspicion_; }

  /// The stream's time.
  [[nodiscard]] constexpr auto now() const noexcept -> timestamp_us { return clock_.now; }

  /// The stream's time was wrong, is counted as that, and goes on from `t`.
  constexpr void restart(timestamp_us t) noexcept { clock_.now = t; }

  /// Bytes of a damaged container, beside the bad packet that they count as.
  constexpr void skip(std::uint64_t bytes) noexcept { counters_.skipped_bytes += bytes; }

  /// Forgets the time of the stream before.
  constexpr void start_stream() noexcept { clock_ = {}; }

  /// The stream's time is now `t`, said by a time word or within an event.
  constexpr auto advance(timestamp_us t) noexcept -> status {
    bool const back = t < clock_.now;
    clock_.now = t;
    return back ? fault(status::backward_time) : status::ok;
  }

  /// The same by a time word alone.
  template <typename Sink>
  constexpr auto advance(timestamp_us t, Sink& sink) -> status {
    if (t >= clock_.now) confirm(sink);
    return advance(t);
  }

  /// A time word that does not go back: the time before it was no error, and if nothing has been
  /// delivered since it came, a tick says it. So a damaged time word moves nobody's time.
  template <typename Sink>
  constexpr void confirm(Sink& sink) {
    if constexpr (tick_sink<Sink>) {
      if (clock_.now > clock_.delivered && clock_.now > clock_.ticked) [[unlikely]] {
        clock_.ticked = clock_.now;
        say(tick{clock_.now}, sink);
      }
    }
  }

  /// Goes on with the clock of another stream of the same file and leaves this one's in `other`.
  constexpr void exchange_clock(stream_clock& other) noexcept { std::swap(clock_, other); }

  /// One event at the stream's time.
  template <event_sink Sink>
  constexpr auto deliver(std::uint32_t x, std::uint32_t y, polarity p, Sink& sink) -> status {
    if (x >= static_cast<std::uint32_t>(range_.width) ||
        y >= static_cast<std::uint32_t>(range_.height)) [[unlikely]] {
      return fault(status::out_of_range);
    }
    ++events_;
    sink(event{delivery_time(), static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y), p});
    return status::ok;
  }

  /// One edge at the stream's time.
  template <typename Sink>
  constexpr void deliver_trigger(std::uint32_t id, bool value, Sink& sink) {
    ++counters_.triggers;
    auto const t = delivery_time();
    if constexpr (trigger_sink<Sink>) sink(trigger{t, static_cast<std::uint8_t>(id), value});
  }

 private:
  template <typename>
  friend class basic_delivery;

  constexpr basic_delivery(geometry range, error_policy policy, stream_clock const& clock,
                           std::uint32_t suspicion, Counters counters) noexcept
      : range_{range}, policy_{policy}, clock_{clock}, suspicion_{suspicion}, counters_{counters} {}

  constexpr auto delivery_time() noexcept -> timestamp_us {
    bool const hold = policy_ == error_policy::clamp_time && clock_.now < clock_.delivered;
    if (!hold) clock_.delivered = clock_.now;
    return clock_.delivered;
  }

  constexpr auto counter(status what) noexcept -> std::uint64_t& {
    switch (what) {
      case status::out_of_range:
        return counters_.out_of_range;
      case status::backward_time:
        return counters_.backward_time;
      case status::partial_vector:
        return counters_.partial_vectors;
      case status::before_sync:
        return counters_.words_before_sync;
      case status::truncated:
        return counters_.truncated_bytes;
      case status::bad_packet:
        return counters_.bad_packets;
      case status::ok:
      case status::unknown_word:
      case status::not_initialized:
        break;
    }
    return counters_.unknown_words;
  }

  geometry range_;
  error_policy policy_;
  stream_clock clock_{};
  std::uint32_t suspicion_{};
  Counters counters_{};
  std::size_t events_{};  ///< not yet among them: 64 bits cost more on a processor of 32
};

using delivery = basic_delivery<decode_counters>;

}  // namespace detail
}  // namespace saccade
