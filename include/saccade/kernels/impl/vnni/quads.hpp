// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What the kernels for VPDPBUSD have in common but the instructions. It sums four products of
/// uint8 and int8, exactly; so an input x goes in as x + 128, and with the zero point z
///   sum (x - z) * w = sum (x + 128) * w - (128 + z) * sum w.
///
/// Packed: per block of channels, [channel] int32, the sum of its weights; [kernel height][group of
/// four values][channel][4] int8. The channels of a block, a multiple of a vector's lanes, and the
/// values of a run of kernel width * channels, a multiple of 4, are filled up with 0.

#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/impl/channel_blocks.hpp>
#include <saccade/kernels/impl/row_ring.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

namespace vnni {

/// Of a dense convolution, or of a linear layer as one of a single pixel.
struct quad_shape {
  int height{};  ///< runs of a window
  int run{};     ///< values of each
  int quads{};   ///< of a run
  int step{};    ///< values from one window to the next

  explicit constexpr quad_shape(node const& n) noexcept
      : height{n.kind == op::linear ? 1 : n.kernel.height},
        run{n.kind == op::linear ? n.in.channels : n.kernel.width * n.in.channels},
        quads{(run + 3) / 4},
        step{n.stride.width * n.in.channels} {}

  /// Packed bytes of a channel.
  [[nodiscard]] constexpr auto bytes() const noexcept -> std::size_t {
    return 4 + static_cast<std::size_t>(height) * static_cast<std::size_t>(quads) * 4;
  }
};

template <typename Blocks>
constexpr void pack(node const& n, std::span<std::int8_t const> weight,
                    std::span<std::int8_t> to) noexcept {
  Blocks const blocks{n.out};
  quad_shape const s{n};
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
    for (int o = first; o < end; ++o) {
      std::uint32_t sum = 0;
      for (int ky = 0; ky < s.height; ++ky) {
        for (int i = 0; i < s.run; ++i) sum += static_cast<std::uint32_t>(at(o, ky, i));
      }
      for (int byte = 0; byte < 4; ++byte) to[next++] = static_cast<std::int8_t>(sum >> 8 * byte);
    }
    for (int ky = 0; ky < s.height; ++ky) {
      for (int q = 0; q < s.quads; ++q) {
        for (int o = first; o < end; ++o) {
          for (int i = 4 * q; i < 4 * q + 4; ++i) to[next++] = at(o, ky, i);
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

  /// Of the lanes `first` to `end`, whose sums of weights lie at `sums`.
  void fill_in(arguments const& a, int channels, int first, int end,
               std::int8_t const* sums) const noexcept {
    auto const by = static_cast<std::uint32_t>(128 + a.range.input_zero_point);
    for (int o = first; o < end; ++o, sums += 4) {
      bool const inside = o < channels;
      auto const i = static_cast<std::size_t>(inside ? o : 0);
      std::uint32_t sum;
      std::memcpy(&sum, sums, sizeof sum);
      start[o] =
          inside ? add_bias(static_cast<std::int32_t>(0U - by * sum), a.bias[i]) : std::int32_t{};
      // Of logits there is no factor.
      factor[o] = inside && !a.out.empty() ? a.multiplier[i] : 0.0F;
    }
  }
};

/// What of a layer a row of its output needs.
struct row_arguments {
  node const& n;
  arguments const& a;
  channel_numbers numbers;
  std::uint8_t const* const* rows;
  std::int8_t const* weight;  ///< of the block's quads
  int first;                  ///< the block's first channel
  std::int8_t* out;
};

}  // namespace vnni
}  // namespace saccade::kernels::inline SACCADE_ISA
