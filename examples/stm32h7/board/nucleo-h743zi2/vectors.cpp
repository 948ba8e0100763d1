// SPDX-License-Identifier: Apache-2.0
/// @file
/// The STM32H743's vector table. Every interrupt has a weak handler that an application replaces
/// by defining `extern "C" void <name>_handler()`.

#include "../cortex-m7/startup.hpp"

extern "C" {

void default_handler() noexcept {
  board::fault();
}

#define RESERVED
#define X(name) [[gnu::weak, gnu::alias("default_handler")]] void name##_handler() noexcept;
#include "interrupts.inc"
#undef X
#undef RESERVED
}

namespace board {
namespace {

constexpr std::size_t interrupts = 150;

struct table {
  core_vectors core;
  handler interrupt[interrupts];
};
static_assert(sizeof(table) == (16 + interrupts) * sizeof(handler));

#define RESERVED default_handler,
#define X(name) name##_handler,
[[gnu::section(".vectors"), gnu::used]] constinit table const vector_table{
    {stack_end,
     reset,
     {fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault,
      fault}},
    {
#include "interrupts.inc"
    }};
#undef X
#undef RESERVED

}  // namespace
}  // namespace board
