// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Sines for motions, by polynomial: those of the C library differ between platforms in the last
/// bit, and one bit may move an event.

#include <saccade/simulate/random.hpp>

#include <array>
#include <cstdint>

namespace saccade::host::simulate {

/// sin(2 pi turns) for |turns| < 2^31, off by less than 1e-6.
[[nodiscard]] constexpr auto sine(double turns) noexcept -> float {
  double x = turns - static_cast<double>(static_cast<std::int64_t>(turns));
  if (x < 0) x += 1;
  if (x > 0.75) {
    x -= 1;
  } else if (x > 0.25) {
    x = 0.5 - x;
  }
  double const a = x * 6.283185307179586;
  double const b = a * a;
  double const terms = 1 + b * (-1. / 6 + b * (1. / 120 + b * (-1. / 5040 + b * (1. / 362880))));
  return static_cast<float>(a * terms);
}

[[nodiscard]] constexpr auto cosine(double turns) noexcept -> float {
  return sine(turns + 0.25);
}

/// A smooth aimless function of time within [-1, 1]: three sines with drawn frequencies.
class wobble {
 public:
  constexpr wobble() = default;

  constexpr wobble(random_source& random, float hertz) noexcept {
    for (std::size_t i = 0; i < 3; ++i) {
      hertz_[i] = hertz * random.uniform(0.5F, 1.5F);
      phase_[i] = random.uniform();
    }
  }

  [[nodiscard]] constexpr auto operator()(double seconds) const noexcept -> float {
    float sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      sum += sine(seconds * static_cast<double>(hertz_[i]) + static_cast<double>(phase_[i]));
    }
    return sum / 3;
  }

 private:
  std::array<float, 3> hertz_{};
  std::array<float, 3> phase_{};
};

}  // namespace saccade::host::simulate
