// SPDX-License-Identifier: Apache-2.0
/// @file
/// An application that runs into an undefined instruction, to see that the board says so and ends.

#include "../board/board.hpp"

auto application() -> int {
  asm volatile("udf #0");
  return 0;
}
