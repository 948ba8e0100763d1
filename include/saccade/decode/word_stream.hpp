// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Cuts a stream of bytes, arriving in chunks of any size, into little-endian words.

#include <saccade/detail/little_endian.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::detail {

template <std::unsigned_integral Word>
class word_stream {
 public:
  /// Calls `use(word)` for each complete word until it returns false. After that,
  /// word_offset() is the refused word's position.
  template <typename Use>
  constexpr auto push(std::span<std::byte const> bytes, Use&& use) -> bool {
    auto const* at = bytes.data();
    auto left = bytes.size();
    while (held_bytes_ != 0 && left != 0) {
      held_ = static_cast<Word>(held_ | (std::to_integer<Word>(*at) << (8 * held_bytes_)));
      ++at;
      --left;
      if (++held_bytes_ == sizeof(Word)) {
        Word const word = held_;
        held_ = 0;
        held_bytes_ = 0;
        if (!use(word)) return false;
        offset_ += sizeof(Word);
      }
    }
    auto const* const words_end = at + (left - left % sizeof(Word));
    auto const* const start = at;
    for (; at != words_end; at += sizeof(Word)) {
      if (!use(little_endian<Word>(at))) {
        offset_ += static_cast<std::uint64_t>(at - start);
        return false;
      }
    }
    offset_ += static_cast<std::uint64_t>(at - start);
    for (left %= sizeof(Word); left != 0; --left, ++at) {
      held_ = static_cast<Word>(held_ | (std::to_integer<Word>(*at) << (8 * held_bytes_++)));
    }
    return true;
  }

  [[nodiscard]] constexpr auto word_offset() const noexcept -> std::uint64_t { return offset_; }

  /// Bytes of a word whose end has not arrived.
  [[nodiscard]] constexpr auto held_bytes() const noexcept -> unsigned { return held_bytes_; }

 private:
  std::uint64_t offset_{};
  Word held_{};
  unsigned held_bytes_{};
};

}  // namespace saccade::detail
