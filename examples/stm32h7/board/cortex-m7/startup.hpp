// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// From reset to the application, the same on every Cortex-M7.

#include <cstddef>
#include <cstdint>

namespace board {

using handler = void (*)();

/// The first entries of every vector table: stack, reset and the core's exceptions 2 to 15.
/// ARMv7-M Architecture Reference Manual (DDI 0403), B1.5.3.
struct core_vectors {
  std::uint32_t const* stack;
  handler reset;
  handler exceptions[14];
};
static_assert(sizeof(core_vectors) == 16 * sizeof(void*));

/// Before RAM may be written. Runs without data, without a cleared .bss.
void power_on() noexcept;

/// After RAM is set up, before the application.
void start() noexcept;

/// After the application, with its result.
[[noreturn]] void finish(int result) noexcept;

/// Most bytes of stack used since the start.
[[nodiscard]] auto stack_used() noexcept -> std::uint32_t;

/// What the linker script reserves.
[[nodiscard]] auto stack_size() noexcept -> std::uint32_t;

/// An exception that nobody handles.
[[noreturn]] void fault() noexcept;

}  // namespace board

/// Where the core starts.
extern "C" [[noreturn]] void reset();

/// Placed by sections.ld: only the addresses mean anything.
extern "C" std::uint32_t const stack_end[];
