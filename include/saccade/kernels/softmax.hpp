// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Class and probabilities from int32 logits. The exponential is spelled out, since that of the C
/// library differs between platforms: these bits do not.

#include <saccade/graph/node.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/kernels/kernel.hpp>
#include <saccade/quantize/fused_multiply_add.hpp>
#include <saccade/quantize/requantize.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

/// e^x for x <= 0; 0 below -87. Within 2 units in the last place of the exact value.
[[nodiscard]] constexpr auto exponential(float x) noexcept -> float {
  if (!(x >= -87.0F)) return 0.0F;
  std::int32_t const power = nearest_integer(rounded_product(x, 1.44269504F));
  auto const n = static_cast<float>(power);
  // ln 2 in two parts, the first with few bits, so that the remainder is nearly exact.
  float const r = fused_multiply_add(n, 2.12194440e-4F, fused_multiply_add(n, -0.693359375F, x));
  // Cephes' minimax polynomial for (e^r - 1 - r) / r^2 on |r| <= ln 2 / 2.
  float p = 1.9875691500e-4F;
  p = fused_multiply_add(p, r, 1.3981999507e-3F);
  p = fused_multiply_add(p, r, 8.3334519073e-3F);
  p = fused_multiply_add(p, r, 4.1665795894e-2F);
  p = fused_multiply_add(p, r, 1.6666665459e-1F);
  p = fused_multiply_add(p, r, 5.0000001201e-1F);
  float const y = fused_multiply_add(p, rounded_product(r, r), r) + 1.0F;
  // Times 2^power, by the exponent field.
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(y) +
                              (static_cast<std::uint32_t>(power) << 23));
}

/// The first of the largest.
[[nodiscard]] constexpr auto argmax(std::span<std::int32_t const> logits) noexcept -> std::size_t {
  std::size_t best = 0;
  for (std::size_t i = 1; i < logits.size(); ++i) {
    if (logits[i] > logits[best]) best = i;
  }
  return best;
}

/// real logit = scale * logit; out: [classes], sums to 1.
constexpr void softmax(std::span<std::int32_t const> logits, float scale,
                       std::span<float> out) noexcept {
  if (logits.empty()) return;
  auto const largest = static_cast<std::uint32_t>(logits[argmax(logits)]);
  float sum = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    std::uint32_t const below = largest - static_cast<std::uint32_t>(logits[i]);
    out[i] = exponential(-rounded_product(static_cast<float>(below), scale));
    sum += out[i];
  }
  for (std::size_t i = 0; i < logits.size(); ++i) out[i] /= sum;
}

template <>
struct kernel<op::softmax, element::int32, backend::scalar> : plain_kernel {
  template <typename Requantize, typename Layer>
  static constexpr void run(Layer, arguments const& a) noexcept {
    softmax(a.logits, a.logit_scale, a.probabilities);
  }
};

template <>
struct kernel<op::argmax, element::int32, backend::scalar> : plain_kernel {
  template <typename Requantize, typename Layer>
  static constexpr void run(Layer, arguments const& a) noexcept {
    a.best[0] = static_cast<std::uint32_t>(argmax(a.logits));
  }
};

}  // namespace saccade::kernels::inline SACCADE_ISA
