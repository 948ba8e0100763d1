// SPDX-License-Identifier: Apache-2.0
/// @file
/// A stranger's firmware: the first bytes of the input stream, taken for counts, and their class.
#include <board/board.hpp>

#include <gesture.hpp>

#include <saccade/saccade.hpp>

#include <algorithm>
#include <cstdint>
#include <span>

namespace {

using gesture::model;

[[gnu::section(".bss.axi")]] constinit model::arena arena{};

}  // namespace

auto application() -> int {
  auto const input = model::input(arena);
  std::ranges::fill(input, std::int8_t{});
  if (!board::read(std::as_writable_bytes(input.first(3000)))) return 1;
  auto const logits = model::run(arena);
  board::report(gesture::labels[saccade::kernels::argmax(logits)]);
  board::report("\n");
  return board::write(std::as_bytes(logits)) ? 0 : 1;
}
