// SPDX-License-Identifier: Apache-2.0
/// @file
/// What a firmware must not link, so that the test of the symbol table is seen to fail.

#include "../board/board.hpp"

#include <cstdlib>

namespace {
void* volatile kept;
}

// What newlib asks an operating system for.
extern "C" {
auto _sbrk(std::ptrdiff_t) -> void* {
  return nullptr;
}
auto _kill(int, int) -> int {
  return -1;
}
auto _getpid() -> int {
  return 1;
}
void _exit(int) {
  for (;;) {
  }
}
}

auto application() -> int {
  kept = std::malloc(board::ticks());
  kept = ::operator new(8);
  return kept == nullptr;
}
