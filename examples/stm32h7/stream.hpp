// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Stream files: a RAW recording as it comes from a camera, in blocks. Little-endian: "SCS1", u32
/// bytes per push; then blocks of u32 size, at most 1024, and as many bytes, until one of size 0.

#include "board/board.hpp"
#include "transfer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace stream {

inline constexpr std::array<char, 4> input_magic{'S', 'C', 'S', '1'};

struct input_header {
  std::array<char, 4> name;
  std::uint32_t chunk;
};

/// The last block that came.
inline constinit std::array<std::byte, 1024> block{};

/// Null, or what is wrong.
[[nodiscard]] inline auto read_header(input_header& header) noexcept -> char const* {
  if (!transfer::receive(header)) return "the input ends within its header";
  if (header.name != input_magic) return "the input is no stream file (SCS1)";
  if (header.chunk == 0) return "the input's pushes have no bytes";
  return nullptr;
}

/// Reads the next block, of 0 bytes behind the last one. Null, or what is wrong.
[[nodiscard]] inline auto read_block(std::span<std::byte const>& bytes) noexcept -> char const* {
  std::uint32_t size{};
  if (!transfer::receive(size)) return "the input ends without a last block";
  if (size > block.size()) return "a block of the input is too large";
  auto const room = std::span{block}.first(size);
  if (!room.empty() && !board::read(room)) return "the input ends within a block";
  bytes = room;
  return nullptr;
}

}  // namespace stream
