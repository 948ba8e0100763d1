// SPDX-License-Identifier: Apache-2.0
/// @file
/// An application that checks the ground it stands on, then copies its input to its output.

#include "../board/board.hpp"
#include "../board/number.hpp"

#include <cstddef>
#include <cstdint>

namespace {

int failures = 0;
std::uint32_t zeroed[64];
std::uint32_t copied[2] = {0x1234'5678, 0x9abc'def0};
[[gnu::section(".bss.axi")]] std::byte large[200 * 1024];
[[gnu::section(".axi")]] std::uint32_t copied_far[2] = {0x0fed'cba9, 0x8765'4321};
[[gnu::section(".noinit")]] std::uint32_t left_alone;

void check(bool good, char const* what) {
  if (good) return;
  ++failures;
  board::report("FAILED: ");
  board::report(what);
  board::report("\n");
}

[[nodiscard]] auto in_axi(void const* object, std::size_t size) -> bool {
  auto const address = reinterpret_cast<std::uintptr_t>(object);
  return address >= 0x2010'0000 && address + size <= 0x2018'0000;
}

[[gnu::section(".itcm"), gnu::noinline]] auto runs_from_itcm() -> std::uintptr_t {
  std::uintptr_t here;
  asm volatile("mov %0, pc" : "=r"(here));
  return here;
}

/// 2 instructions a turn.
void spin(std::uint32_t turns) {
  asm volatile("1: subs %0, %0, #1\n\tbne 1b" : "+r"(turns) : : "cc");
}

void check_memory() {
  std::uint32_t sum = 0;
  for (std::uint32_t volatile& word : zeroed) sum |= word;
  check(sum == 0, ".bss is cleared");
  std::uint32_t volatile* const words = copied;
  check(words[0] == 0x1234'5678 && words[1] == 0x9abc'def0, ".data is copied");
  std::uint32_t volatile* const far_words = copied_far;
  check(far_words[0] == 0x0fed'cba9 && far_words[1] == 0x8765'4321, ".axi is copied");
  check(in_axi(copied_far, sizeof copied_far), ".axi in AXI SRAM");
  std::byte any{};
  for (std::byte volatile& byte : large) any |= byte;
  check(any == std::byte{}, ".bss.axi is cleared");
  check(in_axi(large, sizeof large), ".bss.axi in AXI SRAM");
  check(reinterpret_cast<std::uintptr_t>(&left_alone) >> 20 == 0x200, ".noinit in DTCM");
  auto const code = runs_from_itcm();
  check(code >= 0x0020'0000 && code < 0x0021'0000, "code in ITCM");
}

/// One rounding in single and in double precision, to even.
void check_fpu() {
  float volatile a = 1.0f + 0x1p-12f;
  float volatile c = -1.0f;
  check(__builtin_fmaf(a, a, c) == 0x1p-11f + 0x1p-24f, "float fma rounds once");
  double volatile d = 1.0 + 0x1p-30;
  double volatile e = -1.0;
  check(__builtin_fma(d, d, e) == 0x1p-29 + 0x1p-60, "double fma rounds once");
  float volatile half = 2.5f;
  float volatile odd = 3.5f;
  check(__builtin_rintf(half) == 2.0f && __builtin_rintf(odd) == 4.0f, "rint rounds to even");
  float volatile tiny = 0x1p-149f;
  check(tiny * 1.0f == 0x1p-149f, "subnormals are not flushed");
}

void check_ticks() {
  auto const before = board::ticks();
  spin(1'000'000);
  auto const passed = board::ticks() - before;
  board::report("1000000 turns of 2 instructions: ");
  board::report(board::number<>{passed}.c_str());
  board::report("\n");
  check(passed >= 2'000'000 && passed <= 2'000'080, "one tick is one instruction");
}

}  // namespace

auto application() -> int {
  check_memory();
  check_fpu();
  check_ticks();
  // A small and a large transfer in turn; board_test.cmake writes 10,007 bytes for each pair.
  constexpr std::size_t small = 1;
  constexpr std::size_t rest = 10'006;
  while (board::read({large, small})) {
    check(board::read({large + small, rest}), "a large transfer");
    check(board::write({large, small}) && board::write({large + small, rest}), "output");
  }
  return failures;
}
