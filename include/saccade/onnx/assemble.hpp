// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// From imported layers to a network: execution order, factors, packed parameters, input format.

#include <saccade/detail/round_up.hpp>
#include <saccade/graph/analyse.hpp>
#include <saccade/graph/fault.hpp>
#include <saccade/graph/hash.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/io/error.hpp>
#include <saccade/model/numbers.hpp>
#include <saccade/onnx/imported_model.hpp>
#include <saccade/onnx/importer.hpp>
#include <saccade/onnx/layer.hpp>
#include <saccade/onnx/model.hpp>
#include <saccade/onnx/series_parallel.hpp>
#include <saccade/quantize/parameters.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host::onnx {

namespace detail {

/// Where the graph is an expression of layers, the order in which that lays its nodes, so that the
/// generated C++ and the run-time executor number them alike; else the file's order.
[[nodiscard]] inline auto execution_order(std::span<saccade::node const> nodes)
    -> std::vector<int> {
  auto order = std::vector<int>{0};
  if (auto const expression = read_series_parallel(nodes); expression.obstacle < 0) {
    append_order(expression.chain, order);
  } else {
    order.resize(nodes.size());
    std::iota(order.begin(), order.end(), 0);
  }
  return order;
}

[[nodiscard]] inline auto uint8_of(activation_format const& f) -> uint8_quantization {
  return {.scale = f.scale,
          .zero_point = f.type == data_type::int8 ? f.zero_point + 128 : f.zero_point};
}

/// The format of a layer's result; every layer but the head must have one by now.
[[nodiscard]] inline auto format_of(layer const& l) -> activation_format const& {
  if (!l.format) {
    throw error{l.origin == nullptr ? "input '" + l.name + "'" : describe(*l.origin),
                "is not quantised: put QuantizeLinear and DequantizeLinear behind it"};
  }
  return *l.format;
}

[[nodiscard]] inline auto form_of(layer const& l) -> stored_form {
  if (!l.format) return {};
  return {.is_signed = l.format->type == data_type::int8, .shift = l.format->shift};
}

[[nodiscard]] inline auto factors(importer const& from, std::size_t index) -> node_quantization {
  auto const& n = from.nodes()[index];
  auto const& out = format_of(from.layers()[index]);
  auto result = node_quantization{.scale = out.scale, .zero_point = out.int8_zero_point()};
  auto const operand = [&](int i) -> activation_format const& {
    return format_of(from.layers()[static_cast<std::size_t>(i)]);
  };
  if (n.kind == op::average_pool || n.kind == op::global_average_pool) {
    auto const count =
        n.kind == op::average_pool ? n.kernel.height * n.kernel.width : n.in.height * n.in.width;
    result.multiplier = average_multiplier(operand(n.inputs[0]).scale, out.scale, count);
  }
  if (n.kind == op::add) {
    auto const p = make_add_parameters(uint8_of(operand(n.inputs[0])),
                                       uint8_of(operand(n.inputs[1])), uint8_of(out));
    result.first_ratio = p.first_ratio;
    result.second_ratio = p.second_ratio;
    result.offset = p.offset;
  }
  return result;
}

/// Appends a layer's block.
inline void pack(layer const& l, float input_scale, float output_scale, imported_model& to) {
  to.weight.resize(saccade::detail::round_up(to.weight.size(), weight_alignment));
  to.weight.insert(to.weight.end(), l.weight.begin(), l.weight.end());
  to.bias.insert(to.bias.end(), l.bias.begin(), l.bias.end());
  for (auto o = std::size_t{}; o < l.bias.size(); ++o) {
    auto const weight_scale = l.weight_scale[l.weight_scale.size() == 1 ? 0 : o];
    auto const factor = requantization_multiplier(input_scale, weight_scale, output_scale);
    if (!std::isfinite(factor)) refuse(*l.origin, "has scales whose quotient overflows");
    to.multiplier.push_back(factor);
  }
}

[[nodiscard]] inline auto split(std::string_view text) -> std::vector<std::string> {
  auto parts = std::vector<std::string>{};
  for (auto begin = std::size_t{}; begin <= text.size();) {
    auto const end = std::min(text.find(',', begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

[[nodiscard]] inline auto metadata_number(model const& m, std::string const& key) -> std::int64_t {
  auto const found = m.metadata.find(key);
  auto const where = "metadata '" + key + "'";
  if (found == m.metadata.end()) throw error{where, "is missing beside saccade.time_map"};
  auto value = std::int64_t{};
  auto const& text = found->second;
  auto const [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || end != text.data() + text.size() || value < 1) {
    throw error{where, "must be a positive number, not '" + text + "'"};
  }
  return value;
}

[[nodiscard]] inline auto read_time_map(std::string const& text) -> time_map {
  if (text == "fixed_window") return time_map::fixed_window;
  if (text == "data_range_float32") return time_map::data_range_float32;
  if (text == "data_range_float64") return time_map::data_range_float64;
  if (text == "data_range_clamped") return time_map::data_range_clamped;
  throw error{
      "metadata 'saccade.time_map'",
      "must be fixed_window or data_range_float32, _float64 or _clamped, not '" + text + "'"};
}

/// What the network was trained on, where the file says so in saccade.time_map, saccade.bins,
/// saccade.window_us and saccade.cap.
[[nodiscard]] inline auto read_grid(model const& m, shape const& size) -> grid_format {
  auto const map = m.metadata.find("saccade.time_map");
  if (map == m.metadata.end()) return {};
  auto const bins = metadata_number(m, "saccade.bins");
  auto const cap = metadata_number(m, "saccade.cap");
  if (bins > size.channels || size.channels % bins != 0) {
    throw error{"metadata 'saccade.bins'",
                "must divide the input's " + std::to_string(size.channels) + " channels"};
  }
  if (size.channels / bins > 2) {
    throw error{"metadata 'saccade.bins'",
                "leave " + std::to_string(size.channels / bins) + " polarities in the input's " +
                    std::to_string(size.channels) + " channels: there are 1 or 2"};
  }
  if (cap > 127) throw error{"metadata 'saccade.cap'", "must be at most 127"};
  return {.polarities = size.channels / static_cast<int>(bins),
          .bins = static_cast<int>(bins),
          .height = size.height,
          .width = size.width,
          .window_us = metadata_number(m, "saccade.window_us"),
          .map = read_time_map(map->second),
          .cap = static_cast<int>(cap)};
}

inline void read_labels(model const& m, int classes, imported_model& to) {
  if (auto const text = m.metadata.find("saccade.labels"); text != m.metadata.end()) {
    to.labels = split(text->second);
    if (to.labels.size() != static_cast<std::size_t>(classes)) {
      throw error{"metadata 'saccade.labels'", "names " + std::to_string(to.labels.size()) +
                                                   " classes, the network has " +
                                                   std::to_string(classes)};
    }
  } else {
    for (auto i = 0; i < classes; ++i) to.labels.push_back("class " + std::to_string(i));
  }
}

}  // namespace detail

/// The network that `from` has read out of `m`.
[[nodiscard]] inline auto assemble(model const& m, importer const& from) -> imported_model {
  auto const& layers = from.layers();
  auto result = imported_model{.remarks = from.remarks()};
  auto const order = detail::execution_order(from.nodes());
  auto renumbered = std::vector<int>(layers.size(), -1);
  for (auto const index : order) {
    auto const old = static_cast<std::size_t>(index);
    renumbered[old] = static_cast<int>(result.nodes.size());
    auto n = from.nodes()[old];
    for (auto& input : n.inputs.nodes) {
      if (input >= 0) input = renumbered[static_cast<std::size_t>(input)];
    }
    result.nodes.push_back(n);
    result.names.push_back(layers[old].name);
    result.tensors.push_back(layers[old].tensor);
    result.forms.push_back(detail::form_of(layers[old]));
  }
  if (auto const v = analyse(result.nodes); v.what != fault::none) {
    throw error{"layer '" + result.names[static_cast<std::size_t>(v.layer)] + "'", message(v.what)};
  }
  auto const logits = logits_node(result.nodes);
  for (auto i = std::size_t{}; i < order.size(); ++i) {
    auto const old = static_cast<std::size_t>(order[i]);
    auto const& l = layers[old];
    result.quantization.push_back(i < logits ? detail::factors(from, old) : node_quantization{});
    if (!l.weight.empty()) {
      auto const source = static_cast<std::size_t>(from.nodes()[old].inputs[0]);
      auto const input_scale = detail::format_of(layers[source]).scale;
      detail::pack(l, input_scale, i < logits ? l.format->scale : 1.0F, result);
    }
  }
  if (auto const v = check_numbers(result.nodes, result.quantization, result.multiplier);
      v.what != number_fault::none) {
    auto const where = "layer '" + result.names[static_cast<std::size_t>(v.layer)] + "'";
    throw error{where, std::string{message(v.what)} + ": its scales are too large or too small"};
  }
  result.quantization[logits].scale = result.multiplier.back();
  result.weight.resize(saccade::detail::round_up(result.weight.size(), weight_alignment));
  result.architecture = architecture_hash(result.nodes);
  result.grid = detail::read_grid(m, result.nodes.front().result);
  detail::read_labels(m, result.nodes[logits].out, result);
  return result;
}

}  // namespace saccade::host::onnx
