// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What the kernels with an instruction that sums products of 32 bits have in common but that
/// instruction: PMADDWD those of two int16, VPDPBUSD those of four uint8 with int8. Both are exact.
/// As int16 an input x of the zero point z goes in as x - z, as uint8 as x + 128, and
///   sum (x - z) * w = sum (x + 128) * w - (128 + z) * sum w.
///
/// Packed: per block of channels, with uint8 first [channel] int32, the sum of its weights; then
/// [kernel height][group of values][channel][values] of their size, little endian. The channels of
/// a block, a multiple of a vector's lanes, and the values of a run of kernel width * channels, a
/// multiple of a group's, are filled up with 0.

#include <saccade/graph/node.hpp>
#include <saccade/kernels/affine.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/impl/channel_blocks.hpp>
#include <saccade/kernels/impl/row_ring.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

namespace saccade::kernels::inline SACCADE_ISA {

namespace dots {

/// Values in 32 bits.
template <typename Value>
inline constexpr int group = 4 / static_cast<int>(sizeof(Value));

template <typename Value>
inline constexpr bool has_sums = std::is_same_v<Value, std::uint8_t>;

/// A weight as the products take it; returns where the next one goes.
template <typename Value>
constexpr auto put(std::int8_t weight, std::span<std::int8_t> to, std::size_t at) noexcept
    -> std::size_t {
  to[at++] = weight;
  if constexpr (sizeof(Value) == 2) to[at++] = static_cast<std::int8_t>(weight < 0 ? -1 : 0);
  return at;
}

constexpr auto put_sum(std::uint32_t sum, std::span<std::int8_t> to, std::size_t at) noexcept
    -> std::size_t {
  for (int byte = 0; byte < 4; ++byte) to[at++] = static_cast<std::int8_t>(sum >> 8 * byte);
  return at;
}

/// What stands around the picture, which is its zero point.
template <typename Value>
[[nodiscard]] constexpr auto padding_of(affine const& q) noexcept -> Value {
  return has_sums<Value> ? static_cast<Value>(q.input_zero_point + 128) : Value{};
}

/// Of a dense convolution, or of a linear layer as one of a single pixel.
template <typename Value>
struct dense_shape {
  int height{};  ///< runs of a window
  int run{};     ///< values of each
  int groups{};  ///< of a run
  int step{};    ///< values from one window to the next

  explicit constexpr dense_shape(node const& n) noexcept
      : height{n.kind == op::linear ? 1 : n.kernel.height},
        run{n.kind == op::linear ? n.in.channels : n.kernel.width * n.in.channels},
        groups{(run + group<Value> - 1) / group<Value>},
        step{n.stride.width * n.in.channels} {}

  /// Packed bytes of a channel.
  [[nodiscard]] constexpr auto bytes() const noexcept -> std::size_t {
    return (has_sums<Value> ? 4U : 0U) +
           static_cast<std::size_t>(height) * static_cast<std::size_t>(groups) * 4;
  }
};

template <typename Value, typename Blocks>
constexpr void pack_dense(node const& n, std::span<std::int8_t const> weight,
                          std::span<std::int8_t> to) noexcept {
  Blocks const blocks{n.out};
  dense_shape<Value> const s{n};
  auto const at = [&](int channel, int ky, int i) -> std::int8_t {
    bool const inside = channel < n.out && i < s.run;
    return inside ? weight[(static_cast<std::size_t>(channel) * static_cast<std::size_t>(s.height) +
                            static_cast<std::size_t>(ky)) *
                               static_cast<std::size_t>(s.run) +
                           static_cast<std::size_t>(i)]
                  : std::int8_t{};
  };
  std::size_t next = 0;
  for (int b = 0; b < blocks.blocks; ++b) {
    int const first = blocks.begin(b) * Blocks::lanes;
    int const end = blocks.begin(b + 1) * Blocks::lanes;
    for (int o = first; has_sums<Value> && o < end; ++o) {
      std::uint32_t sum = 0;
      for (int ky = 0; ky < s.height; ++ky) {
        for (int i = 0; i < s.run; ++i) sum += static_cast<std::uint32_t>(at(o, ky, i));
      }
      next = put_sum(sum, to, next);
    }
    for (int ky = 0; ky < s.height; ++ky) {
      for (int g = 0; g < s.groups * group<Value>; g += group<Value>) {
        for (int o = first; o < end; ++o) {
          for (int i = g; i < g + group<Value>; ++i) next = put<Value>(at(o, ky, i), to, next);
        }
      }
    }
  }
}

/// Where the sums of every channel begin, and their factors, of all lanes: 0 where there is no
/// channel. In the scratch, in front of what else a kernel keeps there.
struct channel_numbers {
  std::int32_t* start{};
  float* factor{};

  [[nodiscard]] static constexpr auto bytes(int lanes) noexcept -> std::size_t {
    return static_cast<std::size_t>(lanes) * 8;  // a multiple of 16, as there are two lanes or more
  }

  channel_numbers(std::span<std::byte> scratch, int lanes) noexcept
      : start{reinterpret_cast<std::int32_t*>(scratch.data())},
        factor{reinterpret_cast<float*>(scratch.data()) + lanes} {}

  /// Of the lanes `first` to `end`; the sums of their weights lie at `sums`, if there are any.
  template <typename Value>
  void fill_in(arguments const& a, int channels, int first, int end,
               std::int8_t const* sums) const noexcept {
    auto const by = static_cast<std::uint32_t>(128 + a.range.input_zero_point);
    for (int o = first; o < end; ++o) {
      bool const inside = o < channels;
      auto const i = static_cast<std::size_t>(inside ? o : 0);
      start[o] = inside ? a.bias[i] : std::int32_t{};
      if constexpr (has_sums<Value>) {
        std::uint32_t sum;
        std::memcpy(&sum, sums + static_cast<std::ptrdiff_t>(o - first) * 4, sizeof sum);
        if (inside) start[o] = add_bias(static_cast<std::int32_t>(0U - by * sum), start[o]);
      }
      // Of logits there is no factor.
      factor[o] = inside && !a.out.empty() ? a.multiplier[i] : 0.0F;
    }
  }
};

/// What of a layer a row of its output needs.
template <typename Value>
struct row_arguments {
  node const& n;
  arguments const& a;
  channel_numbers numbers;
  Value const* const* rows;
  std::int8_t const* weight;  ///< of the block's groups
  int first;                  ///< the block's first channel
  std::int8_t* out;
};

}  // namespace dots
}  // namespace saccade::kernels::inline SACCADE_ISA
