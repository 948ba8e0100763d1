// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Random numbers that are the same on every platform. The distributions of <random> are not: each
/// standard library has its own.

#include <cstdint>

namespace saccade::host::simulate {

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
class random_source {
 public:
  explicit constexpr random_source(std::uint64_t seed) noexcept : state_{mix(seed)} {}

  /// An independent source for `key`; neither source influences the other.
  [[nodiscard]] constexpr auto fork(std::uint64_t key) const noexcept -> random_source {
    return random_source{state_ ^ mix(key + 0x632be59bd9b4e019U)};
  }

  constexpr auto bits() noexcept -> std::uint64_t {
    state_ += 0x9e3779b97f4a7c15U;
    return mix(state_);
  }

  /// In [0, 1), a multiple of 2^-24.
  constexpr auto uniform() noexcept -> float {
    return static_cast<float>(bits() >> 40U) * 0x1p-24F;
  }
  constexpr auto uniform(float low, float high) noexcept -> float {
    return low + (high - low) * uniform();
  }

  /// Mean 0, standard deviation 1, never beyond +-6: the sum of twelve uniform numbers, which needs
  /// no function of the platform's mathematics library.
  constexpr auto gaussian() noexcept -> float {
    float sum = -6;
    for (int i = 0; i < 12; ++i) sum += uniform();
    return sum;
  }

  constexpr auto chance(float probability) noexcept -> bool { return uniform() < probability; }

  /// In [0, count).
  constexpr auto below(std::uint32_t count) noexcept -> std::uint32_t {
    return static_cast<std::uint32_t>(((bits() >> 32U) * count) >> 32U);
  }

  constexpr auto sign() noexcept -> float { return chance(0.5F) ? 1.0F : -1.0F; }

 private:
  [[nodiscard]] static constexpr auto mix(std::uint64_t z) noexcept -> std::uint64_t {
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }

  std::uint64_t state_;
};

}  // namespace saccade::host::simulate
