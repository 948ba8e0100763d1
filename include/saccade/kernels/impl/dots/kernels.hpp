// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The portable parts of these kernels: what they take, and how they want it packed.

#include <saccade/kernels/impl/dots/columns.hpp>
#include <saccade/kernels/impl/dots/layout.hpp>
#include <saccade/kernels/impl/row_ring.hpp>
#include <saccade/kernels/kernel.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

namespace dots {

template <typename Value, typename Blocks>
struct dense {
  static constexpr bool packs = true;

  static constexpr auto packed_bytes(node const& n) noexcept -> std::size_t {
    return static_cast<std::size_t>(Blocks{n.out}.vectors * Blocks::lanes) *
           dense_shape<Value>{n}.bytes();
  }
  static constexpr void pack(node const& n, std::span<std::int8_t const> weight,
                             std::span<std::int8_t> to) noexcept {
    pack_dense<Value, Blocks>(n, weight, to);
  }
  static constexpr auto numbers_bytes(node const& n) noexcept -> std::size_t {
    return channel_numbers::bytes(Blocks{n.out}.vectors * Blocks::lanes);
  }
};

/// Dense or depthwise, without dilation.
template <typename Value, typename Blocks>
struct convolution {
  static constexpr bool packs = true;
  using dense_parts = dense<Value, Blocks>;
  using columns = column_layout<Value, Blocks::lanes>;

  static constexpr auto accepts(node const& n) noexcept -> bool {
    return n.dilation == extent{1} && (n.groups == 1 || is_depthwise(n)) &&
           basic_row_ring<Value>::fits(n);
  }
  static constexpr auto packed_bytes(node const& n) noexcept -> std::size_t {
    return is_depthwise(n) ? columns{n}.packed_bytes() : dense_parts::packed_bytes(n);
  }
  static constexpr auto scratch_bytes(node const& n) noexcept -> std::size_t {
    return is_depthwise(n) ? columns{n}.scratch_bytes(n)
                           : dense_parts::numbers_bytes(n) + basic_row_ring<Value>::bytes(n);
  }
  static constexpr void pack(node const& n, std::span<std::int8_t const> weight,
                             std::span<std::int8_t> to) noexcept {
    if (is_depthwise(n)) {
      columns{n}.pack(n, weight, to);
    } else {
      dense_parts::pack(n, weight, to);
    }
  }
};

template <typename Value, typename Blocks>
struct linear : dense<Value, Blocks> {
  static constexpr auto accepts(node const&) noexcept -> bool { return true; }
  static constexpr auto scratch_bytes(node const& n) noexcept -> std::size_t {
    return linear::numbers_bytes(n) + static_cast<std::size_t>(dense_shape<Value>{n}.groups) * 4;
  }
};

}  // namespace dots
}  // namespace saccade::kernels::inline SACCADE_ISA
