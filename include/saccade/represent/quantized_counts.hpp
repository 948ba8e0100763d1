// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// From counts to the numbers in which a network takes them.

#include <saccade/quantize/requantize.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade {

/// q = saturate(round_half_even(min(count, cap) / scale) + zero_point) for counts from 0 to 127:
/// what QuantizeLinear makes of them.
class quantized_counts {
 public:
  /// `scale` is positive, `cap` from 1 to 127.
  constexpr quantized_counts(float scale, std::int32_t zero_point, int cap) noexcept {
    for (std::size_t count = 0; count < table_.size(); ++count) {
      auto const limit = static_cast<std::size_t>(cap);
      auto const capped = static_cast<float>(count < limit ? count : limit);
      table_[count] = quantize(capped / scale, zero_point, -128);
      same_ = same_ && (count > limit || table_[count] == static_cast<std::int8_t>(count));
    }
  }

  /// Whether counts up to the cap are what they become, so that nothing is to be done.
  [[nodiscard]] constexpr auto same() const noexcept -> bool { return same_; }

  /// `count` from 0 to 127.
  [[nodiscard]] constexpr auto operator[](std::int8_t count) const noexcept -> std::int8_t {
    return table_[static_cast<std::size_t>(count)];
  }

  /// Replaces each count by what it becomes.
  constexpr void apply(std::span<std::int8_t> cells) const noexcept {
    for (std::int8_t& cell : cells) cell = (*this)[cell];
  }

 private:
  std::array<std::int8_t, 128> table_{};
  bool same_{true};
};

}  // namespace saccade
