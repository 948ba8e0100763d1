// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The portable parts of the kernels with VPDPBUSD: what they take, and how they want it packed.

#include <saccade/kernels/impl/vnni/quads.hpp>
#include <saccade/kernels/kernel.hpp>
#include <saccade/quantize/requantize.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace saccade::kernels::inline SACCADE_ISA {

namespace vnni {

template <typename Blocks>
struct dense {
  static constexpr bool packs = true;

  static constexpr auto packed_bytes(node const& n) noexcept -> std::size_t {
    return static_cast<std::size_t>(Blocks{n.out}.vectors * Blocks::lanes) * quad_shape{n}.bytes();
  }

  static constexpr void pack(node const& n, std::span<std::int8_t const> weight,
                             std::span<std::int8_t> to) noexcept {
    vnni::pack<Blocks>(n, weight, to);
  }

 protected:
  static constexpr auto numbers_bytes(node const& n) noexcept -> std::size_t {
    return channel_numbers::bytes(Blocks{n.out}.vectors * Blocks::lanes);
  }
};

template <typename Blocks>
struct convolution : dense<Blocks> {
  static constexpr auto accepts(node const& n) noexcept -> bool {
    return n.dilation == extent{1} && n.groups == 1 && basic_row_ring<std::uint8_t>::fits(n);
  }
  static constexpr auto scratch_bytes(node const& n) noexcept -> std::size_t {
    return dense<Blocks>::numbers_bytes(n) + basic_row_ring<std::uint8_t>::bytes(n);
  }
};

template <typename Blocks>
struct linear : dense<Blocks> {
  static constexpr auto accepts(node const&) noexcept -> bool { return true; }
  static constexpr auto scratch_bytes(node const& n) noexcept -> std::size_t {
    return dense<Blocks>::numbers_bytes(n) + static_cast<std::size_t>(quad_shape{n}.quads) * 4;
  }
};

}  // namespace vnni
}  // namespace saccade::kernels::inline SACCADE_ISA
