// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Fully connected layer with SMLAD: four outputs at a time.
///
/// Packed: [four outputs][word of inputs][4 outputs] words of four weights, inputs and outputs
/// filled up to a multiple of 4 with 0. In a word the weights lie as packed_place() says.

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/impl/armv7em/dsp.hpp>
#include <saccade/kernels/kernel.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

namespace armv7em {

struct sums_4 {
  std::int32_t of[4];
};

[[nodiscard]] inline auto sum_outputs(std::int16_t const* in, std::int16_t const* end,
                                      std::int8_t const* weight) noexcept -> sums_4 {
  std::int32_t a = 0;
  std::int32_t b = 0;
  std::int32_t c = 0;
  std::int32_t d = 0;
#pragma GCC unroll 2
  for (; in != end; in += 4, weight += 16) {
    std::uint32_t const low = load_word(in);
    std::uint32_t const high = load_word(in + 2);
    auto const add = [low, high](std::int32_t sum, std::uint32_t w) {
      return smlad(high, sxtb16_ror8(w), smlad(low, sxtb16(w), sum));
    };
    a = add(a, load_word(weight));
    b = add(b, load_word(weight + 4));
    c = add(c, load_word(weight + 8));
    d = add(d, load_word(weight + 12));
  }
  return {{a, b, c, d}};
}

}  // namespace armv7em

template <>
struct kernel<op::linear, element::int8, backend::armv7em> {
  static constexpr bool packs = true;

  static constexpr auto accepts(node const&) noexcept -> bool { return true; }

  static constexpr auto packed_bytes(node const& n) noexcept -> std::size_t {
    return static_cast<std::size_t>((n.out + 3) / 4 * 4) * padded_inputs(n);
  }

  static constexpr auto scratch_bytes(node const& n) noexcept -> std::size_t {
    return padded_inputs(n) * sizeof(std::int16_t);
  }

  static constexpr void pack(node const& n, std::span<std::int8_t const> weight,
                             std::span<std::int8_t> to) noexcept {
    auto const inputs = static_cast<std::size_t>(n.in.channels);
    auto const outputs = static_cast<std::size_t>(n.out);
    for (std::size_t o = 0; o < (outputs + 3) / 4 * 4; ++o) {
      for (std::size_t i = 0; i < padded_inputs(n); ++i) {
        std::size_t const word = o / 4 * padded_inputs(n) + i / 4 * 4 + o % 4;
        bool const inside = o < outputs && i < inputs;
        to[word * 4 + armv7em::packed_place(i) % 4] =
            inside ? weight[o * inputs + i] : std::int8_t{};
      }
    }
  }

  template <typename Requantize, typename Layer>
  static void run(Layer layer, arguments const& a) noexcept {
    node const& n = layer.value;
    auto* const in = reinterpret_cast<std::int16_t*>(a.scratch.data());
    auto const inputs = static_cast<std::size_t>(n.in.channels);
    std::size_t const padded = padded_inputs(n);
    armv7em::widen(a.in[0].data(), inputs, a.range.input_zero_point, in);
    for (std::size_t i = inputs; i < padded; ++i) in[i] = 0;
    std::int8_t const* weight = a.weight.data();
    for (int o = 0; o < n.out; o += 4, weight += 4 * padded) {
      auto const sums = armv7em::sum_outputs(in, in + padded, weight);
      for (int i = o; i < n.out && i < o + 4; ++i) {
        std::int32_t const sum = add_bias(sums.of[i - o], a.bias.data()[i]);
        if (n.type == element::int32) {
          a.logits.data()[i] = sum;
        } else {
          a.out.data()[i] = Requantize::apply(sum, a.multiplier.data()[i],
                                              a.range.output_zero_point, a.range.low);
        }
      }
    }
  }

 private:
  [[nodiscard]] static constexpr auto padded_inputs(node const& n) noexcept -> std::size_t {
    return static_cast<std::size_t>((n.in.channels + 3) / 4 * 4);
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA
