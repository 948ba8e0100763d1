// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What one layer of a network reads and writes: the operands of every kernel.

#include <saccade/kernels/affine.hpp>
#include <saccade/quantize/node_quantization.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels {

/// What an operation does not have is empty or 0. Tensors are [height][width][channels].
struct arguments {
  std::array<std::span<std::int8_t const>, 4> in{};
  std::span<std::int8_t> out{};  ///< may be an operand, of an operation that works in place
  affine range{};                ///< of the first operand and of the result
  node_quantization source{};    ///< of the first operand
  node_quantization result{};

  std::span<std::int8_t const> weight{};  ///< as the kernel's pack() leaves it
  std::span<std::int32_t const> bias{};   ///< [out]
  std::span<float const> multiplier{};    ///< [out]
  std::span<std::byte> scratch{};         ///< as many as the kernel's scratch_bytes(), at 16 bytes

  /// Written by the layer whose result is int32, read by softmax and argmax.
  std::span<std::int32_t> logits{};
  float logit_scale{};               ///< real logit = logit_scale * logit
  std::span<float> probabilities{};  ///< of softmax
  std::span<std::uint32_t> best{};   ///< of argmax
};

}  // namespace saccade::kernels
