// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Weights and biases of a layer, checked and brought into the order that the kernels read.

#include <saccade/onnx/graph_index.hpp>
#include <saccade/onnx/model.hpp>
#include <saccade/onnx/quantization.hpp>
#include <saccade/tensor/shape.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host::onnx {

[[nodiscard]] inline auto attribute_or(node const& n, std::string_view key, std::int64_t otherwise)
    -> std::int64_t {
  auto const* const a = n.find(key);
  return a == nullptr ? otherwise : a->i;
}

/// `value` as an int of at least 1 and at most 65536.
[[nodiscard]] inline auto positive(node const& n, std::int64_t value, std::string const& what)
    -> int {
  if (value < 1 || value > 65536) {
    refuse(n, "has " + what + " of " + std::to_string(value) + ": 1 to 65536 are possible");
  }
  return static_cast<int>(value);
}

/// The weights of `n`, its second input, as symmetric int8 with one scale or one per output
/// channel, which lies on `axis`.
[[nodiscard]] inline auto read_weights(graph_index const& graph, node const& n, std::int64_t axis)
    -> quantized_constant {
  if (n.inputs.size() < 2) refuse(n, "has no weights");
  auto result = read_constant(graph, n, n.inputs[1], "weights");
  auto& format = result.format;
  if (format.type != data_type::int8 && format.type != data_type::uint8) {
    refuse(n, "has weights that are not 8 bits wide: quantise them to int8");
  }
  auto const middle = format.type == data_type::uint8 ? 128 : 0;
  for (auto const zero_point : format.zero_point) {
    if (zero_point != middle) {
      refuse(n, "has asymmetric weights (zero point " + std::to_string(zero_point) +
                    "): quantise them to symmetric int8");
    }
  }
  for (auto& value : result.values) value -= middle;
  auto const rank = static_cast<std::int64_t>(result.dims.size());
  if (!format.per_tensor() && (format.axis < 0 ? format.axis + rank : format.axis) != axis) {
    refuse(n, "has a weight scale per input channel: quantise along the output channels");
  }
  return result;
}

/// [out][in][height][width] to [out][height][width][in].
[[nodiscard]] inline auto to_ohwi(quantized_constant const& w) -> std::vector<std::int8_t> {
  auto const outs = static_cast<std::size_t>(w.dims[0]);
  auto const depth = static_cast<std::size_t>(w.dims[1]);
  auto const area = static_cast<std::size_t>(w.dims[2] * w.dims[3]);
  auto result = std::vector<std::int8_t>(w.values.size());
  for (auto o = std::size_t{}; o < outs; ++o) {
    for (auto c = std::size_t{}; c < depth; ++c) {
      for (auto k = std::size_t{}; k < area; ++k) {
        result[(o * area + k) * depth + c] =
            static_cast<std::int8_t>(w.values[(o * depth + c) * area + k]);
      }
    }
  }
  return result;
}

/// To [out][in], where inputs that a Flatten has merged from channels, rows, columns are put in the
/// order rows, columns, channels. `flattened` is what it merged; all 0 if there was none.
[[nodiscard]] inline auto to_rows(quantized_constant const& w, bool out_first,
                                  shape const& flattened) -> std::vector<std::int8_t> {
  auto const outs = static_cast<std::size_t>(w.dims[out_first ? 0 : 1]);
  auto const ins = static_cast<std::size_t>(w.dims[out_first ? 1 : 0]);
  auto const merged = flattened.size() != 0;
  auto const channels = merged ? static_cast<std::size_t>(flattened.channels) : ins;
  auto const area = ins / channels;
  auto result = std::vector<std::int8_t>(w.values.size());
  for (auto o = std::size_t{}; o < outs; ++o) {
    for (auto i = std::size_t{}; i < ins; ++i) {
      auto const inside = i % area * channels + i / area;
      auto const from = out_first ? o * ins + i : i * outs + o;
      result[o * ins + inside] = static_cast<std::int8_t>(w.values[from]);
    }
  }
  return result;
}

/// The bias of `count` channels, whose unit must be that of the accumulator.
[[nodiscard]] inline auto to_bias(node const& n, quantized_constant const& bias, std::size_t count,
                                  float input_scale, std::vector<float> const& weight_scale)
    -> std::vector<std::int32_t> {
  auto const& format = bias.format;
  if (format.type != data_type::int32) refuse(n, "has a bias that is not quantised to int32");
  if (bias.values.size() != count) {
    refuse(n, "has " + std::to_string(bias.values.size()) + " biases for " + std::to_string(count) +
                  " output channels");
  }
  auto result = std::vector<std::int32_t>(count);
  for (auto i = std::size_t{}; i < count; ++i) {
    auto const c = format.per_tensor() ? 0 : i;
    auto const unit = input_scale * weight_scale[weight_scale.size() == 1 ? 0 : i];
    if (format.zero_point[c] != 0) refuse(n, "has a bias with a zero point");
    // Exporters round the product in different ways: 2^-20 is above any of them.
    if (std::abs(format.scale[c] - unit) > unit * 0x1p-20F) {
      refuse(n, "has a bias scale other than input scale * weight scale (" +
                    decimal(format.scale[c]) + " against " + decimal(unit) + ")");
    }
    result[i] = static_cast<std::int32_t>(bias.values[i]);
  }
  return result;
}

}  // namespace saccade::host::onnx
