// SPDX-License-Identifier: Apache-2.0
/// @file
/// What must not link: an object in a section that nobody loads, and one that start-up would have
/// to construct.

#include "../board/board.hpp"

namespace {

#ifdef CONSTRUCTED
struct clock {
  clock() : start{board::ticks()} {}
  std::uint32_t start;
} object;
#else
struct clock {
  std::uint32_t start;
};
[[gnu::section(".dtcm")]] constinit clock object{1};
#endif

}  // namespace

auto application() -> int {
  return static_cast<int>(object.start);
}
