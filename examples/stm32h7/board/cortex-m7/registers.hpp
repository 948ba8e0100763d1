// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The core's own registers that start-up touches. ARMv7-M Architecture Reference Manual
/// (DDI 0403), B3.2.2 unless said otherwise.

#include <cstdint>

namespace board {

using reg = std::uint32_t volatile;

struct system_control_block {
  std::uint32_t const volatile cpuid;
  reg icsr;
  reg vtor;  ///< the vector table's address, a multiple of its size's next power of two
  reg aircr;
  reg scr;
  reg ccr;
  reg shpr[3];
  reg shcsr;
  reg cfsr;
  reg hfsr;
  reg dfsr;
  reg mmfar;
  reg bfar;
  reg afsr;
  std::uint32_t const volatile features[18];
  reg cpacr;
};
static_assert(sizeof(system_control_block) == 0x8c);

[[nodiscard]] inline auto scb() noexcept -> system_control_block& {
  return *reinterpret_cast<system_control_block*>(0xe000'ed00);
}

constexpr std::uint32_t cpacr_full_fpu = 0xf << 20;  ///< CP10 and CP11, any privilege: B3.2.20
constexpr std::uint32_t ccr_instruction_cache = 1 << 17;

/// Interrupt set-enable registers, one bit an interrupt. B3.4.4.
inline void nvic_enable(unsigned interrupt) noexcept {
  reinterpret_cast<reg*>(0xe000'e100)[interrupt / 32] = 1u << (interrupt % 32);
}

/// Writing here empties the instruction cache. B3.2.2, ICIALLU.
[[nodiscard]] inline auto iciallu() noexcept -> reg& {
  return *reinterpret_cast<reg*>(0xe000'ef50);
}

/// Data watchpoint and trace unit: only its cycle counter. C1.8.
struct trace_unit {
  reg ctrl;
  reg cyccnt;
};
[[nodiscard]] inline auto dwt() noexcept -> trace_unit& {
  return *reinterpret_cast<trace_unit*>(0xe000'1000);
}

/// A Cortex-M7's trace unit is locked after power-on. Arm CoreSight architecture, LAR.
[[nodiscard]] inline auto dwt_lock_access() noexcept -> reg& {
  return *reinterpret_cast<reg*>(0xe000'1fb0);
}
constexpr std::uint32_t dwt_unlock = 0xc5ac'ce55;

/// Debug exception and monitor control: bit 24 switches the trace unit on. C1.6.5.
[[nodiscard]] inline auto demcr() noexcept -> reg& {
  return *reinterpret_cast<reg*>(0xe000'edfc);
}
constexpr std::uint32_t demcr_trace = 1 << 24;

}  // namespace board
