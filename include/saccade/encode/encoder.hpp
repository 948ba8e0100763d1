// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What the EVT encoders share: what they refuse, how they step through time, where bytes go.

#include <saccade/event.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace saccade {

/// Receives encoded bytes, a word or several at a time, in stream order.
template <typename Sink>
concept byte_sink = requires(Sink& sink, std::span<std::byte const> bytes) { sink(bytes); };

/// Why an event or a trigger was refused. A refused one leaves no trace in the stream.
enum class encode_status : std::uint8_t {
  ok,
  backward_time,            ///< earlier than its predecessor
  time_out_of_range,        ///< negative or beyond evt_last_time
  coordinate_out_of_range,  ///< x or y of 2048 or more
  trigger_out_of_range,     ///< a trigger number that the format has no bits for
};

[[nodiscard]] constexpr auto message(encode_status s) noexcept -> char const* {
  switch (s) {
    case encode_status::ok:
      return "ok";
    case encode_status::backward_time:
      return "time goes back";
    case encode_status::time_out_of_range:
      return "time is negative or beyond 2^40 us";
    case encode_status::coordinate_out_of_range:
      return "coordinate of 2048 or more";
    case encode_status::trigger_out_of_range:
      return "trigger number too large";
  }
  return "unknown status";
}

/// The latest time that is encoded, 12.7 days. The formats have no limit of their own, since their
/// times wrap, but a gap costs four words per wrap: at most 524 KB of EVT 3.0 (2^24 us).
inline constexpr timestamp_us evt_last_time = (timestamp_us{1} << 40) - 1;

namespace detail {

template <std::unsigned_integral Word, byte_sink Sink>
constexpr void put_word(Word word, Sink& sink) {
  std::array<std::byte, sizeof(Word)> bytes{};
  for (std::size_t i = 0; i != sizeof(Word); ++i) {
    bytes[i] = static_cast<std::byte>((word >> (8 * i)) & 0xFF);
  }
  sink(std::span<std::byte const>{bytes});
}

/// The order of time and the TIME_HIGH words of one stream, whose values have `Bits` bits.
template <int Bits>
class time_words {
 public:
  [[nodiscard]] constexpr auto check(timestamp_us t) const noexcept -> encode_status {
    if (t < 0 || t > evt_last_time) return encode_status::time_out_of_range;
    return t < last_ ? encode_status::backward_time : encode_status::ok;
  }

  constexpr void accept(timestamp_us t) noexcept { last_ = t; }

  /// Calls `put(value)` for each TIME_HIGH that leads a decoder to `high`, wraps included. Every
  /// wrap goes through both ends of the range, which the rules of all known decoders recognise, and
  /// no step is half the range, so that no two pass it (decode/high_time.hpp). Returns whether
  /// there was any.
  template <typename Put>
  constexpr auto step_to(std::uint64_t high, Put&& put) -> bool {
    if (started_ && high == high_) return false;
    while ((high_ >> Bits) != (high >> Bits)) {
      rise_to(high_ | largest, put);
      put(0U);
      ++high_;
    }
    rise_to(high, put);
    return true;
  }

 private:
  static constexpr std::uint64_t largest = (std::uint64_t{1} << Bits) - 1;

  template <typename Put>
  constexpr void rise_to(std::uint64_t high, Put& put) {
    auto const say = [&](std::uint64_t value) {
      put(static_cast<std::uint32_t>(value & largest));
      high_ = value;
    };
    if (!std::exchange(started_, true)) return say(high);
    while (high - high_ > largest / 2) say(high_ + largest / 2);
    if (high != high_) say(high);
  }

  timestamp_us last_{};
  std::uint64_t high_{};
  bool started_{};
};

}  // namespace detail
}  // namespace saccade
