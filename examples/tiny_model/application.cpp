// SPDX-License-Identifier: Apache-2.0
// The same without an operating system, over a board of examples/stm32h7.
#include "tiny_model.hpp"

#include <board/board.hpp>
#include <board/number.hpp>

auto application() -> int {
  decide([](sc::decision const& d) {
    board::report(board::number<>{static_cast<std::uint32_t>(d.time_us / 1000)}.c_str());
    board::report(" ms: ");
    board::report(d.label);
    board::report("\n");
  });
  return 0;
}
