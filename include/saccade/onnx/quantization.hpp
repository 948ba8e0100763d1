// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What QuantizeLinear and DequantizeLinear nodes say, and the constants they work on.

#include <saccade/io/error.hpp>
#include <saccade/onnx/graph_index.hpp>
#include <saccade/onnx/model.hpp>
#include <saccade/onnx/tensor_data.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host::onnx {

/// A scale for a message.
[[nodiscard]] inline auto decimal(float value) -> std::string {
  auto text = std::array<char, 32>{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

/// real = scale * (q - zero_point), with one scale or one per index of `axis`.
struct quantization {
  std::vector<float> scale{};
  std::vector<std::int64_t> zero_point{};  ///< as many as scales
  data_type type{};                        ///< undefined: the node leaves it to the tensor
  std::int64_t axis{};

  [[nodiscard]] auto per_tensor() const -> bool { return scale.size() == 1; }
};

/// A constant that a DequantizeLinear turns into real numbers.
struct quantized_constant {
  std::vector<std::int64_t> dims{};
  std::vector<std::int64_t> values{};
  quantization format{};
};

/// The parameters of a QuantizeLinear or DequantizeLinear node.
[[nodiscard]] inline auto read_quantization(graph_index const& graph, node const& n)
    -> quantization {
  if (n.inputs.size() < 2) refuse(n, "has no scale");
  if (auto const* const block = n.find("block_size"); block != nullptr && block->i != 0) {
    refuse(n, "has scales per block: quantise per tensor or per channel");
  }
  auto const* const scale = graph.initializer(n.inputs[1]);
  if (scale == nullptr) refuse(n, "has a computed scale: export it as an initializer");
  auto result = quantization{.scale = to_floats(*scale)};
  if (result.scale.empty() || scale->dims.size() > 1) {
    refuse(n, "must have one scale, or one per channel");
  }
  for (auto const s : result.scale) {
    if (!(s > 0.0F) || !std::isfinite(s)) refuse(n, "has a scale that is not positive");
  }
  result.zero_point.assign(result.scale.size(), 0);
  if (n.inputs.size() > 2 && !n.inputs[2].empty()) {
    auto const* const zero_point = graph.initializer(n.inputs[2]);
    if (zero_point == nullptr) refuse(n, "has a computed zero point");
    result.type = zero_point->type;
    auto const values = to_integers(*zero_point);
    if (values.size() != 1 && values.size() != result.scale.size()) {
      refuse(n, "has " + std::to_string(values.size()) + " zero points for " +
                    std::to_string(result.scale.size()) + " scales");
    }
    for (auto i = std::size_t{}; i < result.scale.size(); ++i) {
      result.zero_point[i] = values[values.size() == 1 ? 0 : i];
    }
  }
  auto const* const axis = n.find("axis");
  result.axis = axis == nullptr ? 1 : axis->i;
  return result;
}

namespace detail {

/// Product of the dimensions behind `axis`, and the index along it of element `i`.
struct axis_walk {
  axis_walk(node const& n, std::vector<std::int64_t> const& dims, quantization const& q) {
    if (q.per_tensor()) return;
    auto const rank = static_cast<std::int64_t>(dims.size());
    auto const axis = q.axis < 0 ? q.axis + rank : q.axis;
    if (axis < 0 || axis >= rank ||
        dims[static_cast<std::size_t>(axis)] != static_cast<std::int64_t>(q.scale.size())) {
      refuse(n, "has " + std::to_string(q.scale.size()) + " scales, which its axis has not");
    }
    count = q.scale.size();
    for (auto d = static_cast<std::size_t>(axis) + 1; d < dims.size(); ++d) {
      inner *= static_cast<std::size_t>(dims[d]);
    }
  }

  [[nodiscard]] auto operator()(std::size_t i) const -> std::size_t { return i / inner % count; }

  std::size_t inner{1};
  std::size_t count{1};
};

/// QuantizeLinear of a constant: x / scale, half to even, + zero point, saturated to the type.
[[nodiscard]] inline auto quantize(node const& n, tensor const& t, quantization const& q)
    -> std::vector<std::int64_t> {
  auto const is_signed = q.type == data_type::int8;
  auto const low = is_signed ? -128.0F : 0.0F;
  auto const high = is_signed ? 127.0F : 255.0F;
  auto const channel = axis_walk{n, t.dims, q};
  auto const reals = to_floats(t);
  auto values = std::vector<std::int64_t>(reals.size());
  for (auto i = std::size_t{}; i < reals.size(); ++i) {
    if (!std::isfinite(reals[i])) refuse(n, "quantises infinities or NaNs");
    auto const c = channel(i);
    auto const zero = static_cast<float>(q.zero_point[c]);
    auto const rounded = std::nearbyint(reals[i] / q.scale[c]);
    values[i] = static_cast<std::int64_t>(std::clamp(rounded + zero, low, high));
  }
  return values;
}

}  // namespace detail

/// The quantised constant behind `name`, an input of `user`; `role` is what messages call it.
/// Either a DequantizeLinear of an integer initializer, or of a QuantizeLinear of a float one.
[[nodiscard]] inline auto read_constant(graph_index const& graph, node const& user,
                                        std::string_view name, std::string const& role)
    -> quantized_constant {
  auto const* const dq = graph.producer(name);
  if (dq == nullptr || dq->op_type != "DequantizeLinear" || dq->inputs.empty()) {
    if (graph.is_constant(name)) {
      refuse(user, "has float " + role + ": quantise '" + std::string{name} +
                       "' and put a DequantizeLinear behind it");
    }
    refuse(user, "has computed " + role + ": make '" + std::string{name} + "' an initializer");
  }
  auto result = quantized_constant{.format = read_quantization(graph, *dq)};
  if (auto const* const stored = graph.initializer(dq->inputs.front()); stored != nullptr) {
    result.dims = stored->dims;
    result.values = to_integers(*stored);
    if (result.format.type == data_type::undefined) result.format.type = stored->type;
    if (result.format.type != stored->type) refuse(*dq, "has a zero point of another type");
  } else {
    auto const* const q = graph.producer(dq->inputs.front());
    if (q == nullptr || q->op_type != "QuantizeLinear" || q->inputs.empty()) {
      refuse(user, "has computed " + role + ": make '" + std::string{name} + "' an initializer");
    }
    auto const* const real = graph.initializer(q->inputs.front());
    if (real == nullptr) refuse(*q, "quantises a computed constant: fold it first");
    auto format = read_quantization(graph, *q);
    if (format.type == data_type::undefined) format.type = data_type::uint8;
    if (format.type != data_type::int8 && format.type != data_type::uint8) {
      refuse(*q, "quantises to a type other than int8 and uint8");
    }
    if (format.scale != result.format.scale || format.zero_point != result.format.zero_point) {
      refuse(*dq, "has other parameters than the QuantizeLinear before it");
    }
    result.dims = real->dims;
    result.values = detail::quantize(*q, *real, format);
    result.format.type = format.type;
  }
  static_cast<void>(detail::axis_walk{*dq, result.dims, result.format});
  return result;
}

}  // namespace saccade::host::onnx
