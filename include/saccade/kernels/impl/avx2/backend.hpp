// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/backend.hpp>

namespace saccade::backend {

/// x86-64 with AVX2 and FMA: Intel since Haswell, AMD since Zen.
struct avx2 {
  using base = sse2;
  static constexpr char const* name = "avx2";
  static constexpr bool packs_when_run = true;
};

}  // namespace saccade::backend
