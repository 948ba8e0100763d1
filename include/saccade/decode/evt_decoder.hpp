// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What the EVT decoders share: the push interface, the wait for what a word in doubt needs, and
/// the way back to the words' boundaries. evt2.hpp and evt3.hpp bring the words.
///
/// A stream that has lost or gained bytes goes on between the words' boundaries, where it is noise:
/// faults, and messages, which are rare among words. Two faults, or eight messages, of which each
/// is at most 32 words behind the last make the decoder wait for the next 32 words and read them
/// from each byte that a word could begin at. It goes on from the one with the fewest faults and
/// messages if they are less than a quarter of those without a shift. What time and row it then is,
/// up to 64 words before say, read again. The bytes left out are counted as truncated. So a lost
/// byte costs at most 64 words.

#include <saccade/decode/delivery.hpp>
#include <saccade/decode/recent_bytes.hpp>
#include <saccade/decode/waiting_bytes.hpp>
#include <saccade/detail/little_endian.hpp>
#include <saccade/event.hpp>
#include <saccade/status.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace saccade::detail {

/// `Words` holds a stream's state, and `Words::use(word, out, sink)` decodes one word. One that it
/// doubts it leaves to be judged: see high_time.hpp.
template <typename Words>
class evt_decoder {
 public:
  constexpr evt_decoder() noexcept : evt_decoder{decoder_options{}} {}
  constexpr explicit evt_decoder(decoder_options const& options) noexcept
      : out_{options, evt_range} {}

  /// Decodes the stream's next bytes. Under error_policy::strict the first fault stops the decoder
  /// for good: each later push returns the same result. Counters are up to date between pushes. A
  /// time word in doubt and up to 64 words behind it are held back until the next time word.
  template <event_sink Sink>
  constexpr auto push(std::span<std::byte const> bytes, Sink&& sink) -> decode_result {
    while (outcome_ && !bytes.empty()) {
      if (next_ == next::words && held_.empty() && bytes.size() >= word_bytes) {
        bytes = bytes.subspan(run(bytes, sink));
      } else {
        bytes = bytes.subspan(wait(bytes, sink));
      }
    }
    return outcome_;
  }

  /// Says that the stream has ended, so that what waited is decoded, and what was cut off is
  /// counted, once. What is pushed next is another stream: it has its own times and offsets, and
  /// the counters go on.
  template <event_sink Sink>
  constexpr auto finish(Sink&& sink) -> decode_result {
    if (outcome_) decode_held(true, sink);
    if (!outcome_) return outcome_;
    auto found = words_.finish(out_);
    if (auto const bytes = held_.all().size(); bytes != 0) {
      auto const cut = out_.fault(status::truncated, bytes);
      if (found == status::ok) found = cut;
    }
    decode_result const result{found, offset_};
    if (result) {
      held_.clear();
      recent_.clear();
      words_ = {};
      trouble_ = {};
      offset_ = 0;
      out_.start_stream();
    } else {
      outcome_ = result;
    }
    return result;
  }

  [[nodiscard]] constexpr auto counters() const noexcept -> decode_counters {
    return out_.counters();
  }

 private:
  using word = typename Words::word_type;

  static constexpr std::size_t word_bytes = sizeof(word);
  static constexpr std::size_t longest_wait = 64;  ///< words that one in doubt waits for
  static constexpr std::size_t kept_bytes = (longest_wait + 1) * word_bytes;
  static constexpr std::size_t trial_words = 32;
  static constexpr std::size_t apart = trial_words * word_bytes;  ///< suspects further than that
  static constexpr std::uint64_t noisy = 4;  ///< suspects of a trial, the least that are noise

  /// What the decoder does next; the others need more bytes than a word has.
  enum class next : std::uint8_t { words, judge_time, judge_boundaries };

  /// Suspects that lie close together.
  struct trouble {
    std::uint32_t suspicion{};
    std::uint64_t last{};      ///< where
    std::uint64_t base{};      ///< the words' time when they began
    timestamp_us now{};        ///< and the delivery's
    std::uint64_t patience{};  ///< how far behind the last trial the next one is
    std::uint64_t next_trial{};
  };

  [[nodiscard]] static constexpr auto word_at(std::span<std::byte const> bytes,
                                              std::size_t index) noexcept -> word {
    return little_endian<word>(bytes.data() + index * word_bytes);
  }

  /// Whole words up to one that stops it or is suspect; how many bytes they had.
  template <typename Sink>
  [[gnu::noinline]] constexpr auto run(std::span<std::byte const> bytes, Sink& sink)
      -> std::size_t {
    // Copies, because a sink that writes into memory could alias the members.
    auto words = words_;
    auto out = out_.in_work();
    auto found = status::ok;
    auto const seen = out.suspicion();
    auto const* const start = bytes.data();
    auto const* const end = start + bytes.size() / word_bytes * word_bytes;
    auto const* at = start;
    for (; at != end; at += word_bytes) {
      found = words.use(little_endian<word>(at), out, sink);
      if (out.suspicion() != seen) break;
    }
    words_ = words;
    out_.take_back(out);
    auto used = static_cast<std::size_t>(at - start);
    auto const suspicion = out.suspicion() - seen;
    pass(bytes.first(used));
    if (suspicion != 0 && !stopped(found)) {
      suspect(suspicion);
      pass(bytes.subspan(used, word_bytes));
      used += word_bytes;
    }
    return used;
  }

  /// Takes bytes that cannot be decoded before others have come, and decodes what can be. How many
  /// it has taken: what follows words that are decoded is left.
  template <typename Sink>
  [[gnu::noinline]] constexpr auto wait(std::span<std::byte const> bytes, Sink& sink)
      -> std::size_t {
    // Of a word that the last push has cut, the rest alone: what follows is decoded where it lies.
    auto const wanted = next_ == next::words ? word_bytes - held_.all().size() : bytes.size();
    auto const taken = held_.take(bytes.first(wanted < bytes.size() ? wanted : bytes.size()));
    decode_held(false, sink);
    auto const rest = held_.all().size();
    if (next_ != next::words || rest > taken || taken == bytes.size()) return taken;
    held_.drop(rest);
    return taken - rest;
  }

  /// At the stream's end, `last`, that is all but a part of a word.
  template <typename Sink>
  [[gnu::noinline]] constexpr void decode_held(bool last, Sink& sink) {
    for (auto bytes = held_.all(); outcome_ && bytes.size() >= word_bytes; bytes = held_.all()) {
      auto const used =
          next_ == next::words ? std::optional{run(bytes, sink)} : judge(bytes, last, sink);
      if (!used) return;
      held_.drop(*used);
    }
  }

  /// Whether a word was not used: it is to be judged, or under error_policy::strict the last.
  constexpr auto stopped(status found) noexcept -> bool {
    if (words_.doubts) {
      words_.doubts = false;
      next_ = next::judge_time;
    } else if (found != status::ok) {
      outcome_ = {found, offset_};
    }
    return found != status::ok;
  }

  constexpr auto pass(std::span<std::byte const> bytes) noexcept -> std::size_t {
    recent_.push(bytes);
    offset_ += bytes.size();
    return bytes.size();
  }

  /// The word that is at offset_.
  constexpr void suspect(std::uint32_t suspicion) noexcept {
    if (trouble_.suspicion == 0 || offset_ - trouble_.last > apart) {
      trouble_.suspicion = 0;
      trouble_.base = words_.time.base();
      trouble_.now = out_.now();
      if (offset_ > trouble_.next_trial + apart) trouble_.patience = 0;
    }
    trouble_.suspicion += suspicion;
    trouble_.last = offset_;
    bool const many = trouble_.suspicion >= 2 * delivery::suspicion_of_fault;
    if (many && offset_ >= trouble_.next_trial) next_ = next::judge_boundaries;
  }

  /// Decides on the word in doubt, or on where words begin; how many bytes that took. Nothing where
  /// that needs more than these bytes and they are not the last.
  template <typename Sink>
  [[gnu::cold]] constexpr auto judge(std::span<std::byte const> bytes, bool last, Sink& sink)
      -> std::optional<std::size_t> {
    if (next_ == next::judge_time) return judge_time(bytes, last, sink);
    auto const wanted = trial_words * word_bytes + word_bytes - 1;
    if (bytes.size() < wanted && !last) return {};
    return find_boundary(bytes.first(bytes.size() < wanted ? bytes.size() : wanted));
  }

  /// The first word is a time word that was not followed at once.
  template <typename Sink>
  constexpr auto judge_time(std::span<std::byte const> bytes, bool last, Sink& sink)
      -> std::optional<std::size_t> {
    auto const first = word_at(bytes, 0);
    auto const high = Words::time_of(first);
    auto const wrong_word = [&] {
      auto const found = out_.fault(status::backward_time);
      suspect(delivery::suspicion_of_fault);
      return stopped(found);
    };
    if (words_.time.revoke(high)) {
      auto const low = static_cast<std::uint64_t>(out_.now()) & Words::low_bits;
      out_.restart(static_cast<timestamp_us>(words_.time.base() | low));
      if (wrong_word()) return 0;
    }
    next_ = next_ == next::judge_time ? next::words : next_;
    if (words_.time.steps_to(high) != words_.time.to_be_judged) return 0;
    bool judged = true;
    if (words_.time.known()) {
      auto const held = bytes.size() / word_bytes;
      auto const most = held <= longest_wait ? held : longest_wait + 1;
      std::size_t i = 1;
      while (i != most && !Words::is_time_high(word_at(bytes, i))) ++i;
      judged = i != most;
      if (!judged && held <= longest_wait && !last) {
        next_ = next::judge_time;
        return {};
      }
      if (judged && !words_.time.stands(high, Words::time_of(word_at(bytes, i)))) {
        if (wrong_word()) return 0;
        return pass(bytes.first(word_bytes));
      }
      suspect(1);
    }
    if (stopped(words_.follow(first, judged, out_, sink))) return 0;
    return pass(bytes.first(word_bytes));
  }

  /// Where reading words from some byte on leads to.
  struct reading {
    Words words;
    delivery out;
    std::uint64_t suspects{};  ///< words that were one
    bool only_leaps{true};     ///< all of those are of time, which leaps in a sound stream too

    [[gnu::cold]] constexpr void read(std::span<std::byte const> bytes) {
      struct {
        constexpr void operator()(event const&) const noexcept {}
      } nobody;
      for (std::size_t i = 0; i != bytes.size() / word_bytes; ++i) {
        auto const next = word_at(bytes, i);
        auto const before = out.suspicion();
        auto const backward = out.counters().backward_time;
        static_cast<void>(words.use(next, out, nobody));
        bool suspect = out.suspicion() != before;
        if (suspect && !words.doubts && out.counters().backward_time == backward) {
          only_leaps = false;
        }
        if (words.doubts) {
          words.doubts = false;
          suspect = words.time.known() && !words.time.is_close(Words::time_of(next));
          if (!words.time.known()) static_cast<void>(words.follow(next, true, out, nobody));
        }
        if (suspect) ++suspects;
      }
    }
  };

  /// How many bytes to leave out, so that what follows are words.
  [[gnu::cold]] constexpr auto find_boundary(std::span<std::byte const> bytes) -> std::size_t {
    next_ = next::words;
    reading as_it_is{words_, out_.forgiving()};
    as_it_is.read(bytes);
    bool const is_sound = as_it_is.suspects < noisy || as_it_is.only_leaps;
    auto least = is_sound ? 0 : (as_it_is.suspects + 3) / 4;
    std::size_t shift = 0;
    for (std::size_t s = 1; least != 0 && s != word_bytes && s < bytes.size(); ++s) {
      auto shifted = read_recent(bytes.first(s));
      shifted.suspects = 0;
      shifted.read(bytes.subspan(s));
      if (shifted.suspects < least) {
        least = shifted.suspects;
        shift = s;
      }
    }
    if (shift == 0) {
      // Words that are noise wherever they begin are looked at ever less often.
      trouble_.patience = 2 * trouble_.patience + apart;
      trouble_.next_trial = offset_ + trouble_.patience;
      return 0;
    }
    auto const behind = read_recent(bytes.first(shift));
    words_ = behind.words;
    out_.restart(behind.out.now());
    if (stopped(out_.fault(status::truncated, shift))) return 0;
    trouble_ = {};
    recent_.clear();
    offset_ += shift;
    return shift;
  }

  /// The last words, as they were up to some byte, and behind it so that they end with `shift`,
  /// whatever gives the fewest suspects.
  [[nodiscard, gnu::cold]] constexpr auto read_recent(std::span<std::byte const> shift) const
      -> reading {
    std::array<std::byte, kept_bytes> room{};
    auto const all = recent_.with(shift, room);
    auto const first = (all.size() - shift.size()) % word_bytes;
    reading before{words_, out_.forgiving()};
    before.words.go_back_to(trouble_.base);
    before.out.restart(trouble_.now);
    auto best = before;
    best.suspects = ~std::uint64_t{};
    for (std::size_t at = first; at <= all.size(); at += word_bytes) {
      auto const behind = all.subspan(at);
      auto whole = before;
      whole.read(behind.subspan(behind.size() % word_bytes));
      if (whole.suspects < best.suspects) best = whole;
      before.read(behind.first(behind.size() < word_bytes ? 0 : word_bytes));
    }
    return best;
  }

  waiting_bytes<kept_bytes> held_{};   ///< to be decoded
  recent_bytes<kept_bytes> recent_{};  ///< decoded
  Words words_{};
  delivery out_;
  trouble trouble_{};
  std::uint64_t offset_{};
  next next_{};
  decode_result outcome_{};
};

}  // namespace saccade::detail
