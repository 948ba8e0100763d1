// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Which implementation of a kernel runs. A backend derives from the one that it improves on, its
/// `base`: what it does not bring, or does not take, falls back to that, at last to scalar. Every
/// backend gives the bits of scalar.

#include <saccade/config.hpp>

namespace saccade::backend {

/// The specification: constexpr, and weights as they come, [out][kernel height][kernel width][in].
struct scalar {
  static constexpr char const* name = "scalar";
};

/// Every x86-64.
struct sse2 {
  using base = scalar;
  static constexpr char const* name = "sse2";
  /// Weights as they come are packed when a network is first run.
  static constexpr bool packs_when_run = true;
};

// Defined where their kernels are: nobody runs one of them without.
struct avx2;        // kernels/impl/avx2/
struct avxvnni;     // kernels/impl/avxvnni/
struct avx512vnni;  // kernels/impl/avx512vnni/

/// Cortex-M4, -M7 and -M33 with the DSP extension: two products an instruction.
struct armv7em {
  using base = scalar;
  static constexpr char const* name = "armv7em";
  /// The importer packs them: flash holds them once, and nothing is packed when a network runs.
  static constexpr bool packs_when_run = false;
};

/// Those that the importer can pack weights for, by name.
template <typename... Backends>
struct list {};
using packed_by_importer = list<scalar, armv7em>;

template <typename Backend>
concept derived = requires { typename Backend::base; };

inline namespace SACCADE_ISA {

/// The fastest backend that the compiler's flags allow.
#if SACCADE_HAS_AVX512_VNNI
using best = avx512vnni;
#elif SACCADE_HAS_AVX_VNNI
using best = avxvnni;
#elif SACCADE_HAS_AVX2
using best = avx2;
#elif SACCADE_HAS_SSE2
using best = sse2;
#elif SACCADE_HAS_ARM_DSP
using best = armv7em;
#else
using best = scalar;
#endif

}  // namespace SACCADE_ISA
}  // namespace saccade::backend
