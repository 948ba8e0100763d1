// SPDX-License-Identifier: Apache-2.0
#include "unit.hpp"

#include <cstdio>

auto main() -> int {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) {
    std::puts("skipped: this processor has no AVX2 and FMA");
    return 77;
  }
  auto const base = isa::run_base();
  auto const wide = isa::run_wide();
  if (base.fused_multiply_add == wide.fused_multiply_add) {
    std::puts("both units run one fused_multiply_add: the linker kept one for both");
    return 1;
  }
  if (base.bits != wide.bits) {
    std::puts("the units give different bits");
    return 1;
  }
  return 0;
}
