// SPDX-License-Identifier: Apache-2.0
#include "startup.hpp"

#include "../board.hpp"
#include "registers.hpp"

#include <cstring>

extern "C" {
extern std::uint32_t stack_begin[];
extern std::byte const vectors[];
extern std::byte itcm_begin[], itcm_end[], data_begin[], data_end[], bss_begin[], bss_end[];
extern std::byte axi_begin[], axi_end[], axi_bss_begin[], axi_bss_end[];
extern std::byte const itcm_load[], data_load[], axi_load[];
}

namespace board {
namespace {

constexpr std::uint32_t unused_stack = 0x5acc'ade5;

[[nodiscard]] auto bytes_between(std::byte const* begin, std::byte const* end) -> std::size_t {
  return static_cast<std::size_t>(end - begin);
}

[[gnu::noinline]] void set_up_memory() {
  std::memcpy(itcm_begin, itcm_load, bytes_between(itcm_begin, itcm_end));
  std::memcpy(data_begin, data_load, bytes_between(data_begin, data_end));
  std::memcpy(axi_begin, axi_load, bytes_between(axi_begin, axi_end));
  std::memset(bss_begin, 0, bytes_between(bss_begin, bss_end));
  std::memset(axi_bss_begin, 0, bytes_between(axi_bss_begin, axi_bss_end));
  // Code was written as data: finish the writes, drop what was fetched before.
  asm volatile("dsb\n\tisb" ::: "memory");
}

/// Everything below this function's own frame.
[[gnu::noinline]] void paint_stack() {
  std::uint32_t* here;
  asm volatile("mov %0, sp" : "=r"(here));
  for (std::uint32_t volatile* word = stack_begin; word != here; ++word) *word = unused_stack;
}

[[noreturn, gnu::noinline]] void run() {
  set_up_memory();
  start();
  finish(application());
}

}  // namespace

auto stack_used() noexcept -> std::uint32_t {
  std::uint32_t const* word = stack_begin;
  while (word != stack_end && *word == unused_stack) ++word;
  return static_cast<std::uint32_t>(stack_end - word) * sizeof(std::uint32_t);
}

auto stack_size() noexcept -> std::uint32_t {
  return static_cast<std::uint32_t>(stack_end - stack_begin) * sizeof(std::uint32_t);
}

}  // namespace board

void reset() {
  using namespace board;
  scb().vtor = reinterpret_cast<std::uintptr_t>(vectors);
  scb().cpacr = scb().cpacr | cpacr_full_fpu;
  asm volatile("dsb\n\tisb" ::: "memory");
  power_on();
  paint_stack();
  run();
}
