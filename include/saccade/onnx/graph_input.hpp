// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The one input of a graph, and its shape.

#include <saccade/graph/analyse.hpp>
#include <saccade/io/error.hpp>
#include <saccade/onnx/graph_index.hpp>
#include <saccade/onnx/model.hpp>
#include <saccade/tensor/shape.hpp>

#include <cstddef>
#include <string>

namespace saccade::host::onnx {

/// Older files list their initializers among the inputs; those do not count.
[[nodiscard]] inline auto find_input(model const& m, graph_index const& graph)
    -> value_info const& {
  value_info const* input = nullptr;
  for (auto const& candidate : m.inputs) {
    if (graph.is_constant(candidate.name)) continue;
    if (input != nullptr) throw error{"model", "has more than one input: saccade feeds one"};
    input = &candidate;
  }
  if (input == nullptr) throw error{"model", "has no input"};
  return *input;
}

/// [1, channels, height, width], or [1, features] as a picture of one pixel. The batch may be left
/// open.
[[nodiscard]] inline auto input_shape(value_info const& input) -> shape {
  auto const where = "input '" + std::string{input.name} + "'";
  if (input.type != data_type::float32) {
    throw error{where, "must be float32, with a QuantizeLinear behind it"};
  }
  if (!input.dims || (input.dims->size() != 4 && input.dims->size() != 2)) {
    throw error{where, "must be [1, channels, height, width] or [1, features]"};
  }
  auto const& dims = *input.dims;
  if (dims[0] != 1 && dims[0] != -1) {
    throw error{where,
                "has a batch of " + std::to_string(dims[0]) + ": export it with a batch of 1"};
  }
  auto const side = [&](std::size_t i) {
    if (dims[i] == -1) {
      throw error{where, "has a dynamic shape: export it with fixed channels, height and width"};
    }
    if (dims[i] < 1 || dims[i] > max_dimension) throw error{where, "has an impossible size"};
    return static_cast<int>(dims[i]);
  };
  return dims.size() == 4 ? shape{side(2), side(3), side(1)} : shape{1, 1, side(1)};
}

}  // namespace saccade::host::onnx
