// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The time map that stores nothing: equal bins between the window's edges.

#include <saccade/event.hpp>
#include <saccade/represent/equal_bins.hpp>
#include <saccade/represent/grid_format.hpp>

#include <cstdint>

namespace saccade {

/// bin = (t - start) * bins / length for t in [start, start + length). Events come in time order,
/// so the bin of the last one is remembered and most events cost a comparison.
class fixed_window {
 public:
  static constexpr time_map kind = time_map::fixed_window;
  static constexpr bool buffered = false;

  constexpr void begin(timestamp_us start, std::int64_t length_us) noexcept {
    start_ = start;
    length_ = length_us > 0 ? static_cast<std::uint64_t>(length_us) : 0;
    bin_start_ = start;
    bin_length_ = 0;
  }

  /// The bin of an event at `t`, or -1 outside the window.
  [[nodiscard]] constexpr auto bin(timestamp_us t, int bins) noexcept -> int {
    if (t < bin_start_ || since(bin_start_, t) >= bin_length_) {
      if (t < start_ || since(start_, t) >= length_) return -1;
      find(since(start_, t), bins);
    }
    return bin_;
  }

 private:
  [[nodiscard]] static constexpr auto since(timestamp_us from, timestamp_us to) noexcept
      -> std::uint64_t {
    return static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
  }

  [[gnu::noinline]] constexpr void find(std::uint64_t offset, int bins) noexcept {
    bin_ = equal_bin(offset, length_, bins);
    auto const first = bin_begin(bin_, length_, bins);
    bin_start_ = static_cast<timestamp_us>(static_cast<std::uint64_t>(start_) + first);
    bin_length_ = bin_begin(bin_ + 1, length_, bins) - first;
  }

  timestamp_us start_{};
  std::uint64_t length_{};
  timestamp_us bin_start_{};
  std::uint64_t bin_length_{};
  int bin_{};
};

}  // namespace saccade
