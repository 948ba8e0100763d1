// SPDX-License-Identifier: Apache-2.0
/// @file
/// Ticks of each layer of a network, as a text table: the mean over the windows of the input
/// (examples/stm32h7/windows.hpp). A tick is an instruction on the emulated board.

#include "board/board.hpp"
#include "cortex_m7/table.hpp"
#include "network.hpp"
#include "transfer.hpp"
#include "windows.hpp"

#include <saccade/graph/operations.hpp>
#include <saccade/graph/parameter_layout.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace {

constexpr std::size_t nodes = network::nodes.size();

[[gnu::section(".bss.axi")]] constinit network::arena arena{};
constinit network::scratch scratch{};

/// Sums over the windows; a layer's ticks are those until its tensor was reported.
struct {
  std::uint64_t grid;
  std::array<std::uint64_t, nodes> layer;
} constinit sums{};

using table::put;
using table::put_name;
using table::put_ratio;

void put_row(char const* what, saccade::shape result, std::uint64_t macs, std::uint64_t ticks) {
  put_name(what);
  put<4>(static_cast<std::uint64_t>(result.height));
  put<4>(static_cast<std::uint64_t>(result.width));
  put<5>(static_cast<std::uint64_t>(result.channels));
  put<11>(macs);
  put<12>(ticks);
  if (macs != 0) {
    put_ratio<7>(ticks, macs);
  }
  put("\n");
}

void run_once() {
  auto last = board::ticks();
  auto const lap = [&last](std::size_t i) {
    sums.layer[i] += board::ticks() - last;
    last = board::ticks();
  };
  network::run(arena, scratch, [&](std::size_t i, std::span<std::int8_t const>) { lap(i); });
  lap(nodes - 1);
}

void put_table(std::uint64_t windows) {
  put("layer               output h   w    c       MACs       ticks  ticks/MAC\n");
  put_row("voxel grid", network::input_shape, 0, sums.grid / windows);
  std::uint64_t total = 0;
  std::uint64_t macs = 0;
  for (std::size_t i = 1; i < nodes; ++i) {
    macs += saccade::macs_of(network::nodes[i]);
    total += sums.layer[i];
    if (sums.layer[i] == 0) continue;  // its work is in the next row
    bool const fused = network::nodes[i].kind == saccade::op::relu && sums.layer[i - 1] == 0;
    auto const& layer = network::nodes[fused ? i - 1 : i];
    put_row(saccade::facts(layer.kind).name, layer.result, saccade::macs_of(layer),
            sums.layer[i] / windows);
  }
  put_row("network", network::nodes[nodes - 1].result, macs, total / windows);
}

}  // namespace

auto application() -> int {
  windows::input_header header{};
  if (auto const* const fault = windows::read_header(header)) return transfer::fail(fault);
  if (header.windows == 0) return transfer::fail("the input has no windows");
  for (std::uint32_t window = 0; window < header.windows; ++window) {
    std::uint32_t ticks{};
    if (!windows::fill<network>(arena, ticks)) return transfer::fail("the input ends in a window");
    sums.grid += ticks;
    run_once();
  }
  put_table(header.windows);
  return 0;
}
