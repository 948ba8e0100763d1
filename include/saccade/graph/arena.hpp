// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Where each tensor lies in the arena: lifetimes, in-place operations, first fit. The plan depends
/// on the graph alone, not on a backend.

#include <saccade/detail/round_up.hpp>
#include <saccade/graph/analyse.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/operations.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade {

inline constexpr std::size_t arena_alignment = 16;

[[nodiscard]] constexpr auto align_up(std::size_t bytes) noexcept -> std::size_t {
  return detail::round_up(bytes, arena_alignment);
}

/// How a node's result is kept.
enum class storage : std::uint8_t {
  tensor,  ///< int8, in the arena, from this node on
  fused,   ///< by the relu that follows, which clamps where this node writes
  alias,   ///< a flatten: the source's bytes
  result,  ///< int32 logits and what is made of them: beside the tensors
  front,   ///< not in the arena: a front has it in its own form
};

struct placement {
  storage kept{};
  std::size_t offset{};  ///< in bytes from the arena's start, a multiple of 16
  std::size_t bytes{};
  int buffer{-1};    ///< the node that first wrote these bytes
  int last_use{-1};  ///< of the buffer; kept where buffer is the node itself
};

namespace detail {

[[nodiscard]] constexpr auto consumers(std::span<node const> nodes, std::size_t index) noexcept
    -> int {
  int count = 0;
  for (node const& n : nodes.subspan(index + 1)) {
    for (int const source : n.inputs) count += source == static_cast<int>(index) ? 1 : 0;
  }
  return count;
}

/// Whether the next node is a relu that alone reads this one. The relu keeps the quantisation, so
/// clamping at the zero point in the producer gives the same bits.
[[nodiscard]] constexpr auto relu_follows(std::span<node const> nodes, std::size_t index) noexcept
    -> bool {
  return facts(nodes[index].kind).clamps && index + 1 < nodes.size() &&
         nodes[index + 1].kind == op::relu &&
         nodes[index + 1].inputs[0] == static_cast<int>(index) && consumers(nodes, index) == 1;
}

/// Whether nobody reads the buffer after node `index`.
[[nodiscard]] constexpr auto dies_at(std::span<node const> nodes, std::span<placement const> places,
                                     int buffer, std::size_t index) noexcept -> bool {
  for (std::size_t j = index + 1; j < nodes.size(); ++j) {
    for (int const operand : nodes[j].inputs) {
      if (operand >= 0 && operand < static_cast<int>(index) &&
          places[static_cast<std::size_t>(operand)].buffer == buffer) {
        return false;
      }
    }
  }
  return true;
}

/// The buffer that node `index` writes: an operand's where that is legal, else its own.
[[nodiscard]] constexpr auto choose_buffer(std::span<node const> nodes,
                                           std::span<placement const> places,
                                           std::size_t index) noexcept -> int {
  node const& n = nodes[index];
  if (n.kind == op::input) return 0;
  auto const buffer_of = [&](int operand) {
    return places[static_cast<std::size_t>(operand)].buffer;
  };
  if (facts(n.kind).renames || places[index - 1].kept == storage::fused) {
    return buffer_of(n.inputs[0]);
  }
  for (int i = 0; facts(n.kind).in_place && i < facts(n.kind).operands; ++i) {
    int const buffer = buffer_of(n.inputs[i]);
    if (dies_at(nodes, places, buffer, index)) return buffer;
  }
  return static_cast<int>(index);
}

constexpr void find_lifetimes(std::span<node const> nodes, std::span<placement> places,
                              std::size_t first) noexcept {
  std::size_t const logits = logits_node(nodes);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    placement& p = places[i];
    p = {};
    node const& n = nodes[i];
    if (i + 1 < first) {
      p.kept = storage::front;
      continue;
    }
    bool const given = i + 1 == first;
    if (i < logits) {
      p.kept = given                    ? storage::tensor
               : facts(n.kind).renames  ? storage::alias
               : relu_follows(nodes, i) ? storage::fused
                                        : storage::tensor;
      p.bytes = n.result.size() * size_of(n.type);
      p.buffer = given ? static_cast<int>(i) : choose_buffer(nodes, places, i);
      places[static_cast<std::size_t>(p.buffer)].last_use = static_cast<int>(i);
    } else {
      p.kept = storage::result;
    }
    for (int const operand : n.inputs) {
      if (operand < 0 || given) continue;
      int const buffer = places[static_cast<std::size_t>(operand)].buffer;
      if (buffer >= 0) places[static_cast<std::size_t>(buffer)].last_use = static_cast<int>(i);
    }
  }
}

[[nodiscard]] constexpr auto founds_buffer(std::span<placement const> places,
                                           std::size_t index) noexcept -> bool {
  return places[index].buffer == static_cast<int>(index);
}

/// The lowest offset where a buffer fits between those that live at the same time and are placed.
[[nodiscard]] constexpr auto first_fit(std::span<placement const> places,
                                       std::span<bool const> placed, std::size_t index) noexcept
    -> std::size_t {
  placement const& wanted = places[index];
  std::size_t offset = 0;
  for (bool moved = true; moved;) {
    moved = false;
    for (std::size_t j = 0; j < places.size(); ++j) {
      placement const& other = places[j];
      if (!placed[j] || static_cast<int>(j) > wanted.last_use ||
          static_cast<int>(index) > other.last_use) {
        continue;
      }
      if (offset < other.offset + other.bytes && other.offset < offset + wanted.bytes) {
        offset = align_up(other.offset + other.bytes);
        moved = true;
      }
    }
  }
  return offset;
}

}  // namespace detail

/// The first node from `first` on that reads a tensor which is not in the arena, or -1.
[[nodiscard]] constexpr auto reads_front(std::span<node const> nodes, std::size_t first) noexcept
    -> int {
  for (std::size_t i = first; i < nodes.size(); ++i) {
    for (int const operand : nodes[i].inputs) {
      if (operand >= 0 && operand + 1 < static_cast<int>(first)) return static_cast<int>(i);
    }
  }
  return -1;
}

/// Plans the arena of an analysed graph without faults and returns its size in bytes, the input
/// tensor included. Both spans have one element per node. The largest buffer is placed first.
/// Node `first` is the first one to run: the tensor of the node before it comes from elsewhere, the
/// input's by default, and those of the nodes before that one are not in the arena.
[[nodiscard]] constexpr auto plan_arena(std::span<node const> nodes, std::span<placement> places,
                                        std::span<bool> placed, std::size_t first = 1) noexcept
    -> std::size_t {
  detail::find_lifetimes(nodes, places, first);
  for (bool& p : placed) p = false;
  std::size_t total = 0;
  for (;;) {
    std::size_t next = nodes.size();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (placed[i] || !detail::founds_buffer(places, i)) continue;
      if (next == nodes.size() || places[i].bytes > places[next].bytes) next = i;
    }
    if (next == nodes.size()) break;
    places[next].offset = detail::first_fit(places, placed, next);
    placed[next] = true;
    std::size_t const end = align_up(places[next].offset + places[next].bytes);
    if (end > total) total = end;
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (places[i].buffer >= 0) {
      places[i].offset = places[static_cast<std::size_t>(places[i].buffer)].offset;
    }
  }
  return total;
}

}  // namespace saccade
