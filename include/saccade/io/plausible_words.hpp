// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Whether bytes that say nothing of themselves can be EVT words: nearly every 32 bits are some
/// EVT 2.0 word, so that noise, text or pictures decode to events that nobody saw.

#include <saccade/detail/little_endian.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace saccade::host {

/// What words look like when they are taken for those of a format.
struct word_plausibility {
  std::uint64_t words{};
  std::uint64_t unknown{};  ///< of a type that the format does not have
  std::uint64_t time_words{};
  std::uint64_t wild_steps{};  ///< between time words: back, or further than sensors and writers go
  std::uint64_t paired{};      ///< 32-bit time words beside a word of zeros
  bool time_first{};

  /// Nine of ten words are known, there is a time, and no more than one step in four is wild. A
  /// recording that has lost words keeps to that. A few words are all known and begin with a time.
  [[nodiscard]] constexpr auto holds() const noexcept -> bool {
    return mostly_known() && time_words != 0 && 4 * wild_steps <= time_words && !is_evt21() &&
           (time_first || !few());
  }

  /// Whether words of EVT 2.0 are halves of EVT 2.1's, where TIME_HIGH leaves one half empty. In
  /// EVT 2.0 an OFF event at 0, 0 looks like that, once.
  [[nodiscard]] constexpr auto is_evt21() const noexcept -> bool {
    constexpr std::uint64_t enough = 4;
    bool const telling = time_words >= enough || (time_words != 0 && !time_first);
    return telling && paired == time_words && mostly_known();
  }

  /// What speaks against it, in a few words.
  [[nodiscard]] auto text() const -> std::string {
    if (words == 0) return "it is shorter than a word";
    if (!mostly_known()) {
      return std::to_string(unknown) + " of " + std::to_string(words) +
             " words are of no known type";
    }
    if (time_words == 0) return "no word tells a time";
    if (is_evt21()) return "its words come in pairs, as those of EVT 2.1 do";
    if (4 * wild_steps > time_words) {
      return std::to_string(wild_steps) + " of " + std::to_string(time_words) + " time words jump";
    }
    return "its first word tells no time";
  }

 private:
  [[nodiscard]] constexpr auto few() const noexcept -> bool { return words < 64; }

  [[nodiscard]] constexpr auto mostly_known() const noexcept -> bool {
    return few() ? unknown == 0 : 10 * unknown <= words;
  }
};

namespace detail {

/// `Known` has a bit for each type that exists; times are of `Bits` bits, and a step of more than
/// `Longest` is wild.
template <typename Word, std::uint32_t Known, unsigned Bits, Word Longest>
[[nodiscard]] auto judge_words(std::string_view text) -> word_plausibility {
  constexpr auto mask = static_cast<Word>((1ULL << Bits) - 1);
  constexpr std::size_t size = sizeof(Word);
  word_plausibility found;
  Word last = 0;
  auto const word_at = [&](std::size_t at) {
    return saccade::detail::little_endian<Word>(text.data() + at);
  };
  for (std::size_t at = 0; at + size <= text.size(); at += size) {
    auto const word = word_at(at);
    // Some cameras fill their packets with this.
    if (static_cast<std::uint16_t>(word) == 0x9999) continue;
    ++found.words;
    auto const type = static_cast<unsigned>(word >> (8 * size - 4));
    if ((Known >> type & 1U) == 0) ++found.unknown;
    if (type != 8) continue;
    auto const high = static_cast<Word>(word & mask);
    auto const step = static_cast<Word>((high - last) & mask);
    if (found.time_words != 0 && step > Longest) ++found.wild_steps;
    if (found.words == 1) found.time_first = true;
    ++found.time_words;
    last = high;
    if constexpr (size == 4) {
      auto const beside = at ^ size;
      if (beside + size <= text.size() && word_at(beside) == 0) ++found.paired;
    }
  }
  return found;
}

}  // namespace detail

/// CD_OFF, CD_ON, TIME_HIGH, EXT_TRIGGER, OTHERS, CONTINUED. Writers tell a time where there are
/// events: a pause may take 16 s.
[[nodiscard]] inline auto as_evt2_words(std::string_view text) -> word_plausibility {
  return detail::judge_words<std::uint32_t, 0b1100'0101'0000'0011, 28, 1U << 18U>(text);
}

/// All but the reserved 1, 9, B, C and D. Times wrap every 16 s, so that they are told often: in
/// steps of up to a second.
[[nodiscard]] inline auto as_evt3_words(std::string_view text) -> word_plausibility {
  return detail::judge_words<std::uint16_t, 0b1100'0101'1111'1101, 12, 244>(text);
}

}  // namespace saccade::host
