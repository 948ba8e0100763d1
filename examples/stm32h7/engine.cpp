// SPDX-License-Identifier: Apache-2.0
/// @file
/// Windows of events in, logits out, the same on every board: what `saccade validate` compares with
/// other engines. The input is windows.hpp's; the
/// output, little-endian: "SCR1", u32 windows, u32 classes, u32 tensor bytes per window; per
/// window: the network's int8 tensors in node order if asked for, i32 logits, u32 ticks for the
/// grid, u32 ticks for the inference. board/board.hpp says what a tick is.

#include "board/board.hpp"
#include "network.hpp"
#include "transfer.hpp"
#include "windows.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

// The network's tensors, its input among them: too large for DTCM.
[[gnu::section(".bss.axi")]] constinit network::arena arena{};
// What the kernels work in: small, and in DTCM.
constinit network::scratch scratch{};

/// The logits stay in the arena. Ticks spent on streaming tensors do not count.
[[nodiscard]] auto infer(bool stream, std::uint32_t& ticks) noexcept -> bool {
  if (!stream) {
    transfer::stopwatch const watch{ticks};
    network::run(arena, scratch);
    return true;
  }
  bool good = true;
  std::uint32_t streaming = 0;
  {
    transfer::stopwatch const watch{ticks};
    network::run(arena, scratch, [&](std::size_t, std::span<std::int8_t const> tensor) {
      transfer::stopwatch const pause{streaming};
      good = good && board::write(std::as_bytes(tensor));
    });
  }
  ticks -= streaming;
  return good;
}

}  // namespace

auto application() -> int {
  using namespace transfer;
  using namespace windows;
  input_header in{};
  if (auto const* const fault = read_header(in)) return fail(fault);
  bool const stream = (in.flags & stream_tensors) != 0;
  output_header const out{
      .name = output_magic,
      .windows = in.windows,
      .classes = network::classes,
      .tensor_bytes = stream ? std::uint32_t{network::observed_bytes} : 0,
  };
  if (!send(out)) return fail("the output cannot be written");
  for (std::uint32_t window = 0; window < in.windows; ++window) {
    std::array<std::uint32_t, 2> ticks{};
    if (!fill<network>(arena, ticks[0])) return fail("the input ends within a window");
    if (!infer(stream, ticks[1])) return fail("the output cannot be written");
    if ((in.flags & hide_ticks) != 0) ticks = {};
    if (!send(arena.logits) || !send(ticks)) return fail("the output cannot be written");
  }
  return 0;
}
