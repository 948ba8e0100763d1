// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The push interface that the EVT decoders share; evt2.hpp and evt3.hpp bring the words.

#include <saccade/decode/delivery.hpp>
#include <saccade/decode/word_stream.hpp>
#include <saccade/event.hpp>
#include <saccade/status.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::detail {

/// `Words` holds a stream's state, and `Words::use(word, out, sink)` decodes one word.
template <typename Words>
class evt_decoder {
 public:
  constexpr evt_decoder() noexcept : evt_decoder{decoder_options{}} {}
  constexpr explicit evt_decoder(decoder_options const& options) noexcept
      : out_{options, evt_range} {}

  /// Decodes the stream's next bytes. Under error_policy::strict the first fault stops the decoder
  /// for good: each later push returns the same result. Counters are up to date between pushes.
  template <event_sink Sink>
  constexpr auto push(std::span<std::byte const> bytes, Sink&& sink) -> decode_result {
    if (!outcome_) return outcome_;
    // Copies, because a sink that writes into memory could alias the members.
    auto words = words_;
    auto out = out_;
    auto found = status::ok;
    auto const use = [&](typename Words::word_type next) {
      found = words.use(next, out, sink);
      return found == status::ok;
    };
    if (!stream_.push(bytes, use)) outcome_ = {found, stream_.word_offset()};
    words_ = words;
    out_ = out;
    return outcome_;
  }

  /// Says that the stream has ended, so that what was cut off is counted, once. What is pushed next
  /// is another stream: it has its own times and offsets, and the counters go on.
  constexpr auto finish() noexcept -> decode_result {
    if (!outcome_) return outcome_;
    auto found = words_.finish(out_);
    if (auto const bytes = stream_.held_bytes(); bytes != 0) {
      auto const cut = out_.fault(status::truncated, bytes);
      if (found == status::ok) found = cut;
    }
    decode_result const result{found, stream_.word_offset()};
    if (result) {
      stream_ = {};
      words_ = {};
      out_.start_stream();
    } else {
      outcome_ = result;
    }
    return result;
  }

  /// The same with a sink, as every decoder has it; this one has nothing left to say.
  template <event_sink Sink>
  constexpr auto finish(Sink&&) noexcept -> decode_result {
    return finish();
  }

  [[nodiscard]] constexpr auto counters() const noexcept -> decode_counters const& {
    return out_.counters();
  }

 private:
  word_stream<typename Words::word_type> stream_{};
  Words words_{};
  delivery out_;
  decode_result outcome_{};
};

}  // namespace saccade::detail
