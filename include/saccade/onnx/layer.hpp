// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What a node of the network needs beside its shapes, while it is being imported.

#include <saccade/onnx/graph_index.hpp>
#include <saccade/onnx/model.hpp>
#include <saccade/onnx/quantization.hpp>
#include <saccade/tensor/shape.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host::onnx {

/// How an activation is quantised in the file, and what its int8 form subtracts: 128 from uint8,
/// except for the counts at the input (uint8, scale 1, zero point 0), whose bytes are taken as is.
struct activation_format {
  float scale{};
  std::int32_t zero_point{};
  data_type type{};
  std::int32_t shift{};

  [[nodiscard]] auto int8_zero_point() const -> std::int32_t { return zero_point - shift; }

  [[nodiscard]] auto same_numbers(activation_format const& other) const -> bool {
    return scale == other.scale && zero_point == other.zero_point && type == other.type;
  }
};

/// Of a QuantizeLinear or DequantizeLinear; `otherwise` is the type where it names none.
[[nodiscard]] inline auto read_activation_format(graph_index const& graph, node const& n,
                                                 data_type otherwise) -> activation_format {
  auto const q = read_quantization(graph, n);
  if (!q.per_tensor()) {
    refuse(n, "quantises an activation per channel: use one scale for the whole tensor");
  }
  auto const type = q.type == data_type::undefined ? otherwise : q.type;
  if (type != data_type::uint8 && type != data_type::int8) {
    refuse(n, "must quantise to uint8 or int8");
  }
  if (q.scale[0] < 1e-12F || q.scale[0] > 1e12F) refuse(n, "has a scale beyond 1e-12 to 1e12");
  return {.scale = q.scale[0],
          .zero_point = static_cast<std::int32_t>(q.zero_point[0]),
          .type = type,
          .shift = type == data_type::uint8 ? 128 : 0};
}

struct layer {
  onnx::node const* origin{};  ///< null for the input
  std::string name{};
  std::string tensor{};
  std::optional<activation_format> format{};  ///< empty until a QuantizeLinear follows
  shape flattened{};  ///< height x width x channels that a flatten upstream has merged; else 0

  std::vector<std::int8_t> weight{};  ///< conv2d, linear: in the order of saccade::weights
  std::vector<float> weight_scale{};  ///< one, or one per output channel
  std::vector<std::int32_t> bias{};
  std::vector<float> bias_scale{};
};

}  // namespace saccade::host::onnx
