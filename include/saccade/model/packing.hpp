// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Where each layer's weights lie in the layout of a backend's kernels, and how they get there.

#include <saccade/graph/arena.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/operations.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/kernels/kernels.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace saccade::inline SACCADE_ISA {

/// Of an analysed node, 0 where it has no weights.
template <typename Backend>
[[nodiscard]] constexpr auto packed_bytes_of(node const& n) noexcept -> std::size_t {
  std::size_t bytes = 0;
  if (!facts(n.kind).has_weights) return bytes;
  kernels::with_kernel<Backend>(n, [&](auto kernel) { bytes = kernel.packed_bytes(n); });
  return bytes;
}

/// What the layer's kernel needs beside the arena, in bytes.
template <typename Backend>
[[nodiscard]] constexpr auto scratch_bytes_of(node const& n) noexcept -> std::size_t {
  std::size_t bytes = 0;
  kernels::with_kernel<Backend>(n, [&](auto kernel) { bytes = kernel.scratch_bytes(n); });
  return bytes;
}

/// parameters_of() in the layout of `Backend`.
template <typename Backend>
[[nodiscard]] constexpr auto packed_parameters_of(std::span<node const> nodes,
                                                  std::size_t index) noexcept -> parameter_block {
  parameter_block block = parameters_of(nodes, index);
  block.weight_offset = 0;
  for (std::size_t i = 0; i < index && i < nodes.size(); ++i) {
    block.weight_offset += align_up(packed_bytes_of<Backend>(nodes[i]));
  }
  block.weight_bytes = index < nodes.size() ? packed_bytes_of<Backend>(nodes[index]) : 0;
  return block;
}

/// Whether a kernel of the graph wants its weights in another order than they come in.
template <typename Backend>
[[nodiscard]] constexpr auto packs_any(std::span<node const> nodes) noexcept -> bool {
  bool any = false;
  for (node const& n : nodes) {
    if (!facts(n.kind).has_weights) continue;
    kernels::with_kernel<Backend>(n, [&](auto kernel) { any = any || kernel.packs; });
  }
  return any;
}

/// Whether `Backend` can run weights that are packed for `PackedFor`, of a graph where it packs
/// any.
template <typename Backend, typename PackedFor>
[[nodiscard]] consteval auto takes_packed_for() noexcept -> bool {
  if constexpr (std::is_same_v<Backend, PackedFor>) return true;
  if constexpr (std::is_same_v<PackedFor, backend::scalar> && backend::derived<Backend>) {
    if constexpr (requires { Backend::packs_when_run; }) return Backend::packs_when_run;
  }
  return false;
}

template <typename PackedFor, typename Backend>
[[nodiscard]] consteval auto choose_backend() {
  if constexpr (takes_packed_for<Backend, PackedFor>() || !backend::derived<Backend>) {
    return Backend{};
  } else {
    return choose_backend<PackedFor, typename Backend::base>();
  }
}

/// The fastest backend that the compiler's flags allow and that takes weights as these lie.
template <typename PackedFor>
using backend_for = decltype(choose_backend<PackedFor, backend::best>());

/// Packs weights that lie as they come. `to` has packed_parameters_of(nodes, size).weight_offset
/// bytes; those between the blocks are left.
template <typename Backend>
constexpr void pack_weights(std::span<node const> nodes, std::span<std::int8_t const> weight,
                            std::span<std::int8_t> to) noexcept {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    node const& n = nodes[i];
    if (!facts(n.kind).has_weights) continue;
    auto const from = parameters_of(nodes, i);
    auto const packed = packed_parameters_of<Backend>(nodes, i);
    kernels::with_kernel<Backend>(n, [&](auto kernel) {
      kernel.pack(n, weight.subspan(from.weight_offset, from.weight_bytes),
                  to.subspan(packed.weight_offset, packed.weight_bytes));
    });
  }
}

}  // namespace saccade::inline SACCADE_ISA
