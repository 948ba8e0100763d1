// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Dense convolution with SMLAD: two pixels by two channels at a time.
///
/// Packed: [pair of channels][kernel height][word of a run][2 channels] words of four weights; a
/// run is kernel width * input channels, filled up to a multiple of 4 with 0, as the channels are
/// to a multiple of 2. In a word the weights lie as packed_place() says.

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/impl/armv7em/dsp.hpp>
#include <saccade/kernels/impl/row_ring.hpp>
#include <saccade/kernels/kernel.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

namespace armv7em {

struct sums_2x2 {
  std::int32_t of[2][2];  ///< [pixel][channel]
};

[[nodiscard]] constexpr auto run_words(node const& n) noexcept -> int {
  return (n.kernel.width * n.in.channels + 3) / 4;
}

/// Of the windows that begin at `x` and `x + step` in the rows.
[[gnu::noinline]] inline auto sum_windows(std::int16_t const* const* rows, int height, int words,
                                          int x, int step, std::int8_t const* weight) noexcept
    -> sums_2x2 {
  std::int32_t a = 0;
  std::int32_t b = 0;
  std::int32_t c = 0;
  std::int32_t d = 0;
  for (; height != 0; --height, ++rows) {
    std::int16_t const* first = *rows + x;
    std::int16_t const* second = first + step;
    std::int16_t const* const end = first + 4 * words;
#pragma GCC unroll 4
    for (; first != end; first += 4, second += 4, weight += 8) {
      std::uint32_t const w0 = load_word(weight);
      std::uint32_t const w1 = load_word(weight + 4);
      std::uint32_t x0 = load_word(first);
      std::uint32_t x1 = load_word(second);
      std::uint32_t const w0_low = sxtb16(w0);
      std::uint32_t const w1_low = sxtb16(w1);
      a = smlad(x0, w0_low, a);
      c = smlad(x1, w0_low, c);
      b = smlad(x0, w1_low, b);
      d = smlad(x1, w1_low, d);
      x0 = load_word(first + 2);
      x1 = load_word(second + 2);
      std::uint32_t const w0_high = sxtb16_ror8(w0);
      std::uint32_t const w1_high = sxtb16_ror8(w1);
      a = smlad(x0, w0_high, a);
      c = smlad(x1, w0_high, c);
      b = smlad(x0, w1_high, b);
      d = smlad(x1, w1_high, d);
    }
  }
  return {{{a, b}, {c, d}}};
}

}  // namespace armv7em

template <>
struct kernel<op::conv2d, element::int8, backend::armv7em> {
  static constexpr bool packs = true;

  static constexpr auto accepts(node const& n) noexcept -> bool {
    return n.groups == 1 && n.dilation == extent{1} && row_ring::fits(n);
  }

  static constexpr auto packed_bytes(node const& n) noexcept -> std::size_t {
    return static_cast<std::size_t>((n.out + 1) / 2) * 8 *
           static_cast<std::size_t>(n.kernel.height * armv7em::run_words(n));
  }

  static constexpr auto scratch_bytes(node const& n) noexcept -> std::size_t {
    return row_ring::bytes(n);
  }

  static constexpr void pack(node const& n, std::span<std::int8_t const> weight,
                             std::span<std::int8_t> to) noexcept {
    auto const run = static_cast<std::size_t>(n.kernel.width * n.in.channels);
    auto const height = static_cast<std::size_t>(n.kernel.height);
    auto const words = static_cast<std::size_t>(armv7em::run_words(n));
    auto const channels = static_cast<std::size_t>(n.out);
    for (std::size_t o = 0; o < (channels + 1) / 2 * 2; ++o) {
      for (std::size_t ky = 0; ky < height; ++ky) {
        for (std::size_t i = 0; i < words * 4; ++i) {
          std::size_t const word = ((o / 2 * height + ky) * words + i / 4) * 2 + o % 2;
          bool const inside = o < channels && i < run;
          to[word * 4 + armv7em::packed_place(i) % 4] =
              inside ? weight[(o * height + ky) * run + i] : std::int8_t{};
        }
      }
    }
  }

  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    node const& n = layer.value;
    int const words = armv7em::run_words(n);
    int const step = n.stride.width * n.in.channels;
    row_ring ring{n, a.scratch};
    auto const widen_row = [&](std::int8_t const* from, std::size_t count, std::int16_t* to) {
      armv7em::widen(from, count, a.range.input_zero_point, to);
    };
    for (int y = 0; y < n.result.height; ++y) {
      auto const* const rows = ring.at(y, a.in[0].data(), widen_row);
      std::int8_t const* weight = a.weight.data();
      for (int o = 0; o < n.out; o += 2, weight += n.kernel.height * words * 8) {
        int const channels = n.out - o < 2 ? 1 : 2;
        for (int x = 0; x < n.result.width; x += 2) {
          int const pixels = n.result.width - x < 2 ? 1 : 2;
          auto const sums = armv7em::sum_windows(rows, n.kernel.height, words, x * step,
                                                 pixels == 2 ? step : 0, weight);
          for (int p = 0; p < pixels; ++p) {
            std::int8_t* const out = a.out.data() + (y * n.result.width + x + p) * n.out;
            for (int i = o; i < o + channels; ++i) {
              out[i] =
                  Requantize::apply(add_bias(sums.of[p][i - o], a.bias.data()[i]),
                                    a.multiplier.data()[i], a.range.output_zero_point, a.range.low);
            }
          }
        }
      }
    }
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA
