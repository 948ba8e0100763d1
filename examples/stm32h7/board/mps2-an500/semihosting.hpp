// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Files and a console on the machine that emulates this one.
/// Source: Arm "Semihosting for AArch32 and AArch64", sections 5 and 6.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace semihosting {

enum class operation : std::uint32_t {
  open = 0x01,
  write0 = 0x04,  ///< a zero-terminated text to the console
  write = 0x05,
  read = 0x06,
  get_cmdline = 0x15,
  exit_extended = 0x20,
};

/// The debugger or emulator answers the breakpoint in r0. 6.1: T32, M-profile.
inline auto call(operation what, void const* arguments) noexcept -> std::int32_t {
  register std::uint32_t r0 asm("r0") = static_cast<std::uint32_t>(what);
  register void const* r1 asm("r1") = arguments;
  asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
  return static_cast<std::int32_t>(r0);
}

enum class mode : std::uint32_t { read_binary = 1, write_binary = 5 };

/// A handle, or -1.
[[nodiscard]] inline auto open(char const* path, mode how) noexcept -> std::int32_t {
  struct {
    char const* path;
    mode how;
    std::size_t length;
  } const arguments{path, how, std::strlen(path)};
  return call(operation::open, &arguments);
}

/// True when all bytes were read: the answer is the number that were not.
[[nodiscard]] inline auto read(std::int32_t file, std::span<std::byte> bytes) noexcept -> bool {
  struct {
    std::int32_t file;
    void* data;
    std::size_t length;
  } const arguments{file, bytes.data(), bytes.size()};
  return call(operation::read, &arguments) == 0;
}

/// True when all bytes were written.
[[nodiscard]] inline auto write(std::int32_t file, std::span<std::byte const> bytes) noexcept
    -> bool {
  struct {
    std::int32_t file;
    void const* data;
    std::size_t length;
  } const arguments{file, bytes.data(), bytes.size()};
  return call(operation::write, &arguments) == 0;
}

inline void print(char const* text) noexcept {
  call(operation::write0, text);
}

/// The words given to the emulator, separated by spaces; false if they do not fit.
[[nodiscard]] inline auto command_line(std::span<char> text) noexcept -> bool {
  struct {
    char* data;
    std::size_t size;
  } arguments{text.data(), text.size()};
  return call(operation::get_cmdline, &arguments) == 0;
}

[[noreturn]] inline void exit(int status) noexcept {
  struct {
    std::uint32_t reason;
    int status;
  } const arguments{0x2'0026, status};  // 5.1: ADP_Stopped_ApplicationExit
  for (;;) call(operation::exit_extended, &arguments);
}

}  // namespace semihosting
