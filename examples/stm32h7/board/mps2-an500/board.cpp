// SPDX-License-Identifier: Apache-2.0
/// @file
/// QEMU's MPS2 board with the AN500 image: a Cortex-M7 whose files are the host's.
/// Command line: the application's name, the input file, the output file. A backslash takes the
/// character after it, such as a space, into the word.

#include "../board.hpp"

#include "../cortex-m7/registers.hpp"
#include "../cortex-m7/startup.hpp"
#include "../number.hpp"
#include "semihosting.hpp"

namespace board {
namespace {

/// Counts down, at 25 MHz: 40 ns, which are 40 instructions under -icount shift=0.
/// Cortex-M System Design Kit manual (DDI 0479), APB timer.
struct apb_timer {
  reg ctrl;
  reg value;
  reg reload;
};
constexpr std::uint32_t instructions_per_count = 40;

/// Arm DAI 0500, APB subsystem.
[[nodiscard]] auto timer0() noexcept -> apb_timer& {
  return *reinterpret_cast<apb_timer*>(0x4000'0000);
}

char command[512];
std::int32_t input = -1;
std::int32_t output = -1;

[[noreturn]] void fail(char const* what) noexcept {
  semihosting::print(what);
  semihosting::print("\n");
  semihosting::exit(1);
}

/// Cuts the next word off.
[[nodiscard]] auto next_word(char*& text) noexcept -> char const* {
  while (*text == ' ') ++text;
  char const* const word = text;
  char* end = text;
  while (*text != ' ' && *text != '\0') {
    if (*text == '\\' && text[1] != '\0') ++text;
    *end++ = *text++;
  }
  if (*text == ' ') ++text;
  *end = '\0';
  return word;
}

[[gnu::section(".vectors"), gnu::used]] constinit core_vectors const vector_table{
    stack_end,
    reset,
    {fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault,
     fault}};

}  // namespace

auto read(std::span<std::byte> bytes) noexcept -> bool {
  return semihosting::read(input, bytes);
}

auto write(std::span<std::byte const> bytes) noexcept -> bool {
  return semihosting::write(output, bytes);
}

auto ticks() noexcept -> std::uint32_t {
  return (0xffff'ffffu - timer0().value) * instructions_per_count;
}

void report(char const* text) noexcept {
  semihosting::print(text);
}

void power_on() noexcept {}

void start() noexcept {
  if (!semihosting::command_line(command)) fail("saccade: the command line is too long");
  char* rest = command;
  static_cast<void>(next_word(rest));
  input = semihosting::open(next_word(rest), semihosting::mode::read_binary);
  if (input < 0) fail("saccade: cannot open the input file");
  output = semihosting::open(next_word(rest), semihosting::mode::write_binary);
  if (output < 0) fail("saccade: cannot open the output file");
  // Last, so that counts do not depend on the length of the file names.
  timer0().reload = 0xffff'ffff;
  timer0().value = 0xffff'ffff;
  timer0().ctrl = 1;
}

void finish(int result) noexcept {
  semihosting::print("stack: ");
  semihosting::print(number<>{stack_used()}.c_str());
  semihosting::print(" of ");
  semihosting::print(number<>{stack_size()}.c_str());
  semihosting::print(" bytes used\n");
  semihosting::exit(result);
}

void fault() noexcept {
  semihosting::print("saccade: fault, CFSR ");
  semihosting::print(number<16, 8>{scb().cfsr}.c_str());
  semihosting::print(", BFAR ");
  semihosting::print(number<16, 8>{scb().bfar}.c_str());
  semihosting::print("\n");
  semihosting::exit(2);
}

}  // namespace board
