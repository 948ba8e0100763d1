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
  std::uint64_t wild_steps{};  ///< between time words, of more than a second or back

  /// Nine of ten words are known, there is a time, and no more than one step in four is wild. A
  /// recording that has lost words keeps to that.
  [[nodiscard]] constexpr auto holds() const noexcept -> bool {
    return 10 * unknown <= words && time_words != 0 && 4 * wild_steps <= time_words;
  }

  /// What speaks against it, in a few words.
  [[nodiscard]] auto text() const -> std::string {
    if (10 * unknown > words) {
      return std::to_string(100 * unknown / words) + " % of the words are of no known type";
    }
    if (time_words == 0) return "no word tells a time";
    return std::to_string(100 * wild_steps / time_words) + " % of the time words jump";
  }
};

namespace detail {

/// `Known` has a bit for each type that exists; times are `Bits` bits in steps of 2^LowBits us.
template <typename Word, std::uint32_t Known, unsigned Bits, unsigned LowBits>
[[nodiscard]] auto judge_words(std::string_view text) -> word_plausibility {
  constexpr auto mask = static_cast<Word>((1ULL << Bits) - 1);
  constexpr Word second = Word{1'000'000 >> LowBits};
  word_plausibility found;
  Word last = 0;
  for (std::size_t at = 0; at + sizeof(Word) <= text.size(); at += sizeof(Word)) {
    auto const word = saccade::detail::little_endian<Word>(text.data() + at);
    // Some cameras fill their packets with this.
    if (static_cast<std::uint16_t>(word) == 0x9999) continue;
    ++found.words;
    auto const type = static_cast<unsigned>(word >> (8 * sizeof(Word) - 4));
    if ((Known >> type & 1U) == 0) ++found.unknown;
    if (type != 8) continue;
    auto const high = static_cast<Word>(word & mask);
    auto const step = static_cast<Word>((high - last) & mask);
    if (found.time_words != 0 && step > second) ++found.wild_steps;
    ++found.time_words;
    last = high;
  }
  return found;
}

}  // namespace detail

/// CD_OFF, CD_ON, TIME_HIGH, EXT_TRIGGER, OTHERS, CONTINUED.
[[nodiscard]] inline auto as_evt2_words(std::string_view text) -> word_plausibility {
  return detail::judge_words<std::uint32_t, 0b1100'0101'0000'0011, 28, 6>(text);
}

/// All but the reserved 1, 9, B, C and D.
[[nodiscard]] inline auto as_evt3_words(std::string_view text) -> word_plausibility {
  return detail::judge_words<std::uint16_t, 0b1100'0101'1111'1101, 12, 12>(text);
}

}  // namespace saccade::host
