// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What the application needs from the machine under it: bytes in, bytes out, a counter.
/// Each folder beside this file is one such machine.

#include <cstddef>
#include <cstdint>
#include <span>

namespace board {

/// Fills `bytes` from the input stream; false if it ends before.
[[nodiscard]] auto read(std::span<std::byte> bytes) noexcept -> bool;

/// Appends `bytes` to the output stream; false if it cannot take them.
[[nodiscard]] auto write(std::span<std::byte const> bytes) noexcept -> bool;

/// Counts up and wraps at 2^32: instructions on the emulated board (in steps of 40), core cycles
/// on silicon, always 0 on the host.
[[nodiscard]] auto ticks() noexcept -> std::uint32_t;

/// Shows a line to whoever watches: standard error, or nothing where nobody can.
void report(char const* text) noexcept;

}  // namespace board

/// The application, called once by the board. 0 means success; the board passes it on.
[[nodiscard]] auto application() -> int;
