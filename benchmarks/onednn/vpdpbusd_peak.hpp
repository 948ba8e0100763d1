// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace saccade::benchmarks {

inline constexpr int peak_steps = 1000;
/// Of 16 independent sums of 64 products each.
inline constexpr double peak_macs = peak_steps * 16.0 * 64.0;

/// Nothing but VPDPBUSD on whole registers; only where the processor has it.
[[gnu::noinline]] inline void vpdpbusd_at_peak() {
  for (int i = 0; i < peak_steps; ++i) {
    asm volatile(
        ".irp sum, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n\t"
        "vpdpbusd %%zmm16, %%zmm17, %%zmm\\sum\n\t"
        ".endr"
        :
        :
        : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
          "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
  }
  asm volatile("vzeroupper" ::: "memory");
}

}  // namespace saccade::benchmarks
