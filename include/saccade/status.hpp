// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// How decoders answer bad input: one policy, one set of counters, whatever the format.

#include <cstddef>
#include <cstdint>

namespace saccade {

/// What a decoder does with a word that it cannot use.
enum class error_policy : std::uint8_t {
  strict,      ///< stop, and say where and why
  skip,        ///< drop, count, go on
  clamp_time,  ///< as skip, and an event's time is never smaller than its predecessor's
};

/// Why a decoder stopped, or would have stopped under error_policy::strict.
enum class status : std::uint8_t {
  ok,
  unknown_word,     ///< a word type that the format does not define
  out_of_range,     ///< an event outside the sensor
  backward_time,    ///< time went back by less than a wrap
  partial_vector,   ///< a vector or a multi-word message without all its words
  before_sync,      ///< a word that needs a time or an address that has not been seen
  truncated,        ///< the stream ended within a word
  bad_packet,       ///< a container's packet that cannot be decompressed or parsed
  not_initialized,  ///< the object was placed where start-up does not load its initial values
};

[[nodiscard]] constexpr auto message(status s) noexcept -> char const* {
  switch (s) {
    case status::ok:
      return "ok";
    case status::unknown_word:
      return "unknown word type";
    case status::out_of_range:
      return "event outside the sensor";
    case status::backward_time:
      return "time goes back";
    case status::partial_vector:
      return "incomplete multi-word message";
    case status::before_sync:
      return "event before the first time or address word";
    case status::truncated:
      return "stream ends within a word";
    case status::bad_packet:
      return "packet that cannot be decompressed or parsed";
    case status::not_initialized:
      return "object without its initial values: placed where start-up does not load them";
  }
  return "unknown status";
}

/// What a decoder has seen since its construction. Nothing is dropped without being counted here.
struct decode_counters {
  std::uint64_t events{};             ///< delivered to the sink
  std::uint64_t triggers{};           ///< delivered, or decoded for a sink that takes none
  std::uint64_t unknown_words{};      ///< skipped: reserved or undefined type
  std::uint64_t out_of_range{};       ///< events dropped: outside the sensor
  std::uint64_t backward_time{};      ///< steps back in time that are no wrap
  std::uint64_t partial_vectors{};    ///< multi-word messages cut short by another word
  std::uint64_t words_before_sync{};  ///< words dropped: no time or address yet
  std::uint64_t truncated_bytes{};    ///< bytes of the word that the stream's end cut
  std::uint64_t bad_packets{};        ///< packets dropped: damaged or too large
  std::uint64_t skipped_bytes{};      ///< of a damaged container: in no packet

  friend constexpr auto operator==(decode_counters const&, decode_counters const&)
      -> bool = default;
};

/// The outcome of one push. On an error, `offset` is the position of the offending word in bytes
/// from the start of the stream.
struct decode_result {
  saccade::status status{};
  std::uint64_t offset{};

  [[nodiscard]] constexpr explicit operator bool() const noexcept {
    return status == saccade::status::ok;
  }
};

}  // namespace saccade
