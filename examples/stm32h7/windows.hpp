// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Window files: events cut into windows, read straight into a network's input. Little-endian:
/// "SCW1", u32 windows, u32 flags; per window: u32 events, and as many
/// {u32 microseconds since the window's start, u16 x, u16 y | polarity << 15}.

#include "board/board.hpp"
#include "transfer.hpp"

#include <saccade/event.hpp>
#include <saccade/represent/grid_format.hpp>
#include <saccade/represent/quantized_counts.hpp>
#include <saccade/represent/voxel_grid.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace windows {

using transfer::receive;
using transfer::stopwatch;

enum flag : std::uint32_t {
  stream_tensors = 1,  ///< write every tensor that the network's observer sees
  hide_ticks = 2,      ///< write 0 ticks, so that two boards' outputs can be the same bytes
};

using magic = std::array<char, 4>;
inline constexpr magic input_magic{'S', 'C', 'W', '1'};
inline constexpr magic output_magic{'S', 'C', 'R', '1'};

struct input_header {
  magic name;
  std::uint32_t windows;
  std::uint32_t flags;
};

struct output_header {
  magic name;
  std::uint32_t windows;
  std::uint32_t classes;
  std::uint32_t tensor_bytes;
};

struct packed_event {
  std::uint32_t t;
  std::uint16_t x;
  std::uint16_t y_and_polarity;

  [[nodiscard]] constexpr auto unpack() const noexcept -> saccade::event {
    return {.t = t,
            .x = x,
            .y = static_cast<std::uint16_t>(y_and_polarity & 0x7fff),
            .p = static_cast<saccade::polarity>(y_and_polarity >> 15)};
  }
};
static_assert(sizeof(packed_event) == 8);

/// Null, or what is wrong.
[[nodiscard]] inline auto read_header(input_header& header) noexcept -> char const* {
  if (!receive(header)) return "the input ends within its header";
  if (header.name != input_magic) return "the input is no window file (SCW1)";
  if ((header.flags & ~(stream_tensors | hide_ticks)) != 0) return "unknown flags in the input";
  return nullptr;
}

/// Events come in blocks of this many; a 50 ms window of a real hand wave has about 2,500.
inline constinit std::array<packed_event, 512> events{};

/// Reads the next window into the cells that the network `Model` reads, and adds the ticks that
/// the grid took. False if the input ends.
template <typename Model>
[[nodiscard]] auto fill(typename Model::arena& arena, std::uint32_t& ticks) noexcept -> bool {
  constexpr saccade::grid_format format = Model::input_format;
  static_assert(format.map == saccade::time_map::fixed_window);
  using grid = saccade::voxel_grid<format.polarities, format.bins, format.height, format.width,
                                   saccade::fixed_window, saccade::saturating_counts<format.cap>>;
  static_assert(grid::tensor == Model::input_shape);

  std::uint32_t left{};
  if (!receive(left)) return false;
  grid counts{Model::input(arena)};
  {
    stopwatch const watch{ticks};
    counts.begin(0, format.window_us);
  }
  while (left != 0) {
    auto const block = std::span{events}.first(left < events.size() ? left : events.size());
    if (!board::read(std::as_writable_bytes(block))) return false;
    left -= static_cast<std::uint32_t>(block.size());
    stopwatch const watch{ticks};
    for (auto const& e : block) counts(e.unpack());
  }
  stopwatch const watch{ticks};
  counts.finish();
  constexpr saccade::quantized_counts input{Model::input_quantization.scale,
                                            Model::input_quantization.zero_point, format.cap};
  if constexpr (!input.same()) input.apply(Model::input(arena));
  return true;
}

}  // namespace windows
