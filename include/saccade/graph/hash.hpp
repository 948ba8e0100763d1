// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A number that names a graph, so that weights of another graph are refused.

#include <saccade/detail/fnv1a.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/operations.hpp>

#include <cstdint>
#include <span>

namespace saccade {

/// FNV-1a, 64 bits, over every field of the analysed nodes as little-endian int32. Of the third and
/// fourth input, the dilation and an element type that the operation does not settle, those count
/// that are not the default.
[[nodiscard]] constexpr auto architecture_hash(std::span<node const> nodes) noexcept
    -> std::uint64_t {
  detail::fnv1a hash;
  auto const add = [&hash](auto const&... fields) {
    for (int const field : {fields...}) hash.number(static_cast<std::uint32_t>(field), 4);
  };
  for (node const& n : nodes) {
    add(static_cast<int>(n.kind), n.inputs[0], n.inputs[1], n.out, n.kernel.height, n.kernel.width,
        n.stride.height, n.stride.width, n.pad.top, n.pad.left, n.pad.bottom, n.pad.right, n.groups,
        n.in.height, n.in.width, n.in.channels, n.result.height, n.result.width, n.result.channels);
    if (n.inputs[2] != -1 || n.inputs[3] != -1) add(n.inputs[2], n.inputs[3]);
    if (n.dilation != extent{1}) add(n.dilation.height, n.dilation.width);
    bool const settled = n.type == element::int8 || n.type == element::int32 || is_result(n.kind);
    if (!settled) add(static_cast<int>(n.type));
  }
  return hash.value();
}

}  // namespace saccade
