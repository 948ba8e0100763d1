// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Which implementation of a kernel runs. A kernel's first parameter is a tag; a backend derives
/// from the one that it improves on, so what it does not bring falls back, at last to scalar.

namespace saccade::backend {

/// The specification: constexpr, and every other backend gives the same bits.
struct scalar {
  static constexpr char const* name = "scalar";
};

/// The fastest backend that the compiler's flags allow.
using best = scalar;

}  // namespace saccade::backend
