// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Which time words of an EVT stream are believed, and how their wraps are unfolded.
///
/// A time word is the high part of the time, in `Bits` bits, so that it wraps. Of three words in a
/// row, b, j and n, j is wrong if it does not lie between the others going forwards from b: if n
/// comes before j does. Then j is a fault, and n is read as if it had not been there.
///   - A word that repeats the last one, or is at most `Near` steps ahead of it, is followed at
///     once; if the next one shows that it was wrong, time goes on from the one before it.
///   - Any other word waits for the next one, as long as the decoder can wait, and is followed only
///     if it was right.
/// So a wrong word between two right ones costs at most the events behind it, and is no wrap. Gaps
/// and wraps are exact as long as two steps in a row do not pass the whole range, 16.8 s in EVT 3.0
/// and 4 h 46 min in EVT 2.0.
///
/// A word that is followed and is smaller than the last by more than half the range has wrapped.
/// One that is smaller by less goes back, which is a fault too.

#include <cstdint>

namespace saccade::detail {

/// `Bits` <= 32 of high time, in units of 2^LowBits us.
template <unsigned Bits, unsigned LowBits, std::uint32_t Near>
class high_time {
 public:
  static constexpr std::uint32_t to_be_judged = ~std::uint32_t{};

  [[nodiscard]] constexpr auto known() const noexcept -> bool { return known_; }

  /// Of the last word that was followed, wraps unfolded, in us; its low bits are 0.
  [[nodiscard]] constexpr auto base() const noexcept -> std::uint64_t { return base_; }

  /// How many steps `word` is ahead of the last one, if it is followed at once; else to_be_judged.
  [[nodiscard]] constexpr auto steps_to(std::uint32_t word) const noexcept -> std::uint32_t {
    auto const ahead = steps(high_of(base_), word);
    return ahead <= Near && settled_ ? ahead : to_be_judged;
  }

  /// Follows a word that is so many steps ahead, 0 for one that repeats the last.
  constexpr void advance(std::uint32_t ahead) noexcept {
    before_ = base_;
    alone_ = false;
    base_ += std::uint64_t{ahead} << LowBits;
  }

  /// A word that is to be judged has come. Takes the last one back if that was wrong; base() is
  /// then the one before it. Returns whether it did.
  constexpr auto revoke(std::uint32_t word) noexcept -> bool {
    auto const last = high_of(base_);
    auto const before = high_of(before_);
    settled_ = known_;
    if (alone_ || steps(before, word) >= steps(before, last)) return false;
    base_ = before_;
    return true;
  }

  /// Whether `word`, which waits to be followed, is believed by the time word after it. If only one
  /// word came before, that is as likely to be wrong, and the nearer of the two is believed.
  [[nodiscard]] constexpr auto stands(std::uint32_t word, std::uint32_t next) const noexcept
      -> bool {
    auto const last = high_of(base_);
    auto const behind = steps(word, next);
    if (alone_) return behind <= Near || behind <= steps(last, next);
    return behind == 0 || steps(last, word) <= steps(last, next);
  }

  /// Follows a word that stands, or, if it is not `judged`, one that could wait no longer. Whether
  /// time goes back says base().
  constexpr void follow(std::uint32_t word, bool judged) noexcept {
    auto const last = high_of(base_);
    bool const wraps = known_ && word < last && last - word > half;
    alone_ = !known_;
    known_ = true;
    settled_ = judged;
    before_ = base_;
    base_ = ((base_ >> (Bits + LowBits)) + (wraps ? 1U : 0U)) << (Bits + LowBits) |
            std::uint64_t{word} << LowBits;
  }

  /// Whether `word` is at most 64 steps away from the last one.
  [[nodiscard]] constexpr auto is_close(std::uint32_t word) const noexcept -> bool {
    auto const last = high_of(base_);
    return steps(last, word) <= 64 || steps(word, last) <= 64;
  }

  /// Goes on from a time that was right once: that of `base`.
  constexpr void restart(std::uint64_t base) noexcept {
    base_ = before_ = base;
    known_ = settled_ = true;
    alone_ = false;
  }

 private:
  static constexpr std::uint32_t mask = static_cast<std::uint32_t>((1ULL << Bits) - 1);
  static constexpr std::uint32_t half = mask / 2 + 1;

  [[nodiscard]] static constexpr auto high_of(std::uint64_t base) noexcept -> std::uint32_t {
    return static_cast<std::uint32_t>(base >> LowBits) & mask;
  }

  /// Going forwards.
  [[nodiscard]] static constexpr auto steps(std::uint32_t from, std::uint32_t to) noexcept
      -> std::uint32_t {
    return (to - from) & mask;
  }

  std::uint64_t base_{};
  std::uint64_t before_{};
  bool known_{};
  bool settled_{};  ///< known, and not followed unjudged
  bool alone_{};    ///< the last word was the first
};

}  // namespace saccade::detail
