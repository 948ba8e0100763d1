// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Where each layer's parameters lie in `weights`, and what a network costs.

#include <saccade/detail/round_up.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/operations.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade {

/// One layer's part of weights::weight, in bytes, and of weights::bias and ::multiplier, in
/// channels.
struct parameter_block {
  std::size_t weight_offset{};
  std::size_t weight_bytes{};
  std::size_t channel_offset{};
  std::size_t channels{};
};

[[nodiscard]] constexpr auto weight_bytes_of(node const& n) noexcept -> std::size_t {
  if (!facts(n.kind).has_weights) return 0;
  auto const size = [](int value) { return static_cast<std::size_t>(value); };
  return size(n.out) * size(n.kernel.height) * size(n.kernel.width) *
         size(n.in.channels / n.groups);
}

/// Of each layer's block.
inline constexpr std::size_t weight_alignment = 16;

/// The block of node `index` in an analysed graph; for `index` = the number of nodes, the end of
/// the last block: the sizes of the whole. Blocks of weights start at multiples of 16 bytes.
[[nodiscard]] constexpr auto parameters_of(std::span<node const> nodes, std::size_t index) noexcept
    -> parameter_block {
  parameter_block block{};
  for (std::size_t i = 0; i <= index && i < nodes.size(); ++i) {
    block.weight_offset += detail::round_up(block.weight_bytes, weight_alignment);
    block.channel_offset += block.channels;
    block.weight_bytes = weight_bytes_of(nodes[i]);
    block.channels = block.weight_bytes == 0 ? 0 : static_cast<std::size_t>(nodes[i].out);
  }
  if (index < nodes.size()) return block;
  return {block.weight_offset + detail::round_up(block.weight_bytes, weight_alignment), 0,
          block.channel_offset + block.channels, 0};
}

/// Multiply-accumulates of one inference, padding included.
[[nodiscard]] constexpr auto macs_of(node const& n) noexcept -> std::uint64_t {
  std::uint64_t const pixels =
      static_cast<std::uint64_t>(n.result.height) * static_cast<std::uint64_t>(n.result.width);
  return pixels * weight_bytes_of(n);
}

}  // namespace saccade
