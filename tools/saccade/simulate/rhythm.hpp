// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A human's beat: a frequency and an extent that are never quite constant.

#include <saccade/simulate/random.hpp>
#include "simulate/oscillation.hpp"

namespace saccade::host::simulate {

class rhythm {
 public:
  rhythm(random_source& random, float hertz)
      : hertz_{static_cast<double>(hertz)},
        start_{static_cast<double>(random.uniform())},
        drift_{random, 0.4F},
        swell_{random, 0.5F} {}

  /// Completed cycles, a growing function of time.
  [[nodiscard]] auto turns(double seconds) const noexcept -> double {
    return start_ + hertz_ * seconds + 0.06 * static_cast<double>(drift_(seconds));
  }

  /// About 1.
  [[nodiscard]] auto extent(double seconds) const noexcept -> float {
    return 1 + 0.15F * swell_(seconds);
  }

 private:
  double hertz_;
  double start_;
  wobble drift_;
  wobble swell_;
};

}  // namespace saccade::host::simulate
