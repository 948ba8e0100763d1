// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Translates the nodes of a QDQ graph to layers of an int8 network, one handler per operation.

#include <saccade/graph/analyse.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/io/error.hpp>
#include <saccade/onnx/layer.hpp>
#include <saccade/onnx/layer_builder.hpp>
#include <saccade/onnx/model.hpp>
#include <saccade/onnx/parameters.hpp>
#include <saccade/onnx/quantization.hpp>
#include <saccade/onnx/sliding_window.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace saccade::host::onnx {

/// Has translated the whole model once it is constructed.
class importer : public layer_builder {
 public:
  /// `m` must outlive the importer. Throws host::error.
  explicit importer(onnx::model const& m) : layer_builder{m} {
    for (auto const& n : m.nodes) {
      auto const constant = !n.outputs.empty() && graph_.is_constant(n.outputs.front());
      if (graph_.is_needed(n) && !constant) translate(n);
    }
    find_output();
  }

 private:
  using handler = void (importer::*)(onnx::node const&);

  void translate(onnx::node const& n) {
    static auto const handlers = std::unordered_map<std::string_view, handler>{
        {"QuantizeLinear", &importer::quantize},
        {"DequantizeLinear", &importer::dequantize},
        {"Conv", &importer::conv},
        {"Gemm", &importer::gemm},
        {"MatMul", &importer::matmul},
        {"Add", &importer::add},
        {"Relu", &importer::relu},
        {"Clip", &importer::clip},
        {"MaxPool", &importer::max_pool},
        {"AveragePool", &importer::average_pool},
        {"GlobalAveragePool", &importer::global_average_pool},
        {"Flatten", &importer::flatten},
        {"Reshape", &importer::reshape},
        {"Squeeze", &importer::squeeze},
        {"Identity", &importer::identity},
        {"Softmax", &importer::softmax},
        {"ArgMax", &importer::argmax},
    };
    auto const found = handlers.find(n.op_type);
    auto const standard = n.domain.empty() || n.domain == "ai.onnx";
    if (n.op_type.starts_with("QLinear") || n.op_type == "QGemm" || n.op_type == "ConvInteger") {
      refuse(n, "is in the QOperator format: export the model in the QDQ format");
    }
    if (found == handlers.end() || !standard) {
      refuse(n,
             "is an operation that saccade does not have: the importer knows Conv, Gemm, MatMul, "
             "Add, Relu, Clip, MaxPool, AveragePool, GlobalAveragePool, Flatten, Reshape, "
             "Squeeze, Identity, Softmax and ArgMax");
    }
    if (n.outputs.empty() || n.inputs.empty()) refuse(n, "has no input or no output");
    if (layers_.size() >= max_layers) refuse(n, "is one layer too many: 1024 are the limit");
    (this->*found->second)(n);
  }

  static auto keeps_format(op kind) -> bool { return facts(kind).keeps_quantization; }

  void quantize(onnx::node const& n) {
    auto const from = float_input(n);
    auto format = read_activation_format(graph_, n, data_type::uint8);
    if (is_result(node_at(from.index).kind)) {
      remarks_.push_back(describe(n) + " left out: the class is taken from the logits");
      alias(n, {from.index, state::quantized});
      return;
    }
    if (is_input(from.index) && format.scale == 1.0F && format.zero_point == 0) format.shift = 0;
    for (auto index = from.index; index >= 0; index = node_at(index).inputs[0]) {
      auto& l = at(index);
      if (l.format && !l.format->same_numbers(format)) {
        refuse(n, "requantises " + describe_layer(index) +
                      " with another scale or zero point: use the same for both");
      }
      if (l.format) format = *l.format;
      l.format = format;
      if (!keeps_format(node_at(index).kind)) break;
    }
    if (at(from.index).tensor.empty()) at(from.index).tensor = n.outputs.front();
    alias(n, {from.index, state::quantized});
  }

  /// Whether its values are the input's, picked or bounded.
  [[nodiscard]] auto is_input(int index) const -> bool {
    while (keeps_format(node_at(index).kind)) index = node_at(index).inputs[0];
    return index == 0;
  }

  void dequantize(onnx::node const& n) {
    auto const from = input(n);
    if (from.is != state::quantized) refuse(n, "has no QuantizeLinear before it");
    auto const& format = at(from.index).format;
    if (format && !format->same_numbers(read_activation_format(graph_, n, format->type))) {
      refuse(n, "has other parameters than the QuantizeLinear before it");
    }
    alias(n, {from.index, state::dequantized});
  }

  void conv(onnx::node const& n) {
    auto to = follow(op::conv2d, picture_input(n));
    auto const weights = read_weights(graph_, n, 0);
    if (weights.dims.size() != 4) {
      refuse(n, "must be two-dimensional, with weights [out, in, height, width]");
    }
    to.out = positive(n, weights.dims[0], "output channels");
    to.groups = positive(n, attribute_or(n, "group", 1), "groups");
    to.kernel = {positive(n, weights.dims[2], "kernel height"),
                 positive(n, weights.dims[3], "kernel width")};
    auto const depth = positive(n, weights.dims[1], "input channels");
    if (std::int64_t{depth} * to.groups != to.in.channels) {
      refuse(n, "has weights for " + std::to_string(depth) + " channels in each of " +
                    std::to_string(to.groups) + " groups, its input has " +
                    std::to_string(to.in.channels));
    }
    read_window(n, to);
    auto l = layer{.weight = to_ohwi(weights), .weight_scale = weights.format.scale};
    read_bias(n, 2, to, l);
    append(n, to, std::move(l));
  }

  void gemm(onnx::node const& n) {
    auto const plain = [&](std::string_view key) {
      auto const* const a = n.find(key);
      return a == nullptr || a->f == 1.0F;
    };
    if (!plain("alpha") || !plain("beta")) refuse(n, "must have alpha and beta 1: fold them");
    if (attribute_or(n, "transA", 0) != 0) refuse(n, "must have transA 0");
    linear(n, attribute_or(n, "transB", 0) != 0);
  }

  void matmul(onnx::node const& n) { linear(n, false); }

  void linear(onnx::node const& n, bool out_first) {
    auto to = follow(op::linear, dequantized_input(n));
    auto const weights = read_weights(graph_, n, out_first ? 0 : 1);
    if (weights.dims.size() != 2) refuse(n, "must have weights of two dimensions");
    if (to.in.height != 1 || to.in.width != 1) refuse(n, "needs a Flatten before it");
    auto const in = weights.dims[out_first ? 1 : 0];
    to.out = positive(n, weights.dims[out_first ? 0 : 1], "outputs");
    if (in != to.in.channels) {
      refuse(n, "has weights for " + std::to_string(in) + " inputs, its input has " +
                    std::to_string(to.in.channels));
    }
    auto l = layer{.weight = to_rows(weights, out_first, at(to.inputs[0]).flattened),
                   .weight_scale = weights.format.scale};
    read_bias(n, n.op_type == "Gemm" ? 2 : n.inputs.size(), to, l);
    append(n, to, std::move(l));
  }

  void read_bias(onnx::node const& n, std::size_t index, saccade::node const& to, layer& l) {
    auto const count = static_cast<std::size_t>(to.out);
    l.bias.assign(count, 0);
    if (n.inputs.size() <= index || n.inputs[index].empty()) return;
    auto const bias = read_constant(graph_, n, n.inputs[index], "bias");
    l.bias = to_bias(n, bias, count, at(to.inputs[0]).format->scale, l.weight_scale);
  }

  void add(onnx::node const& n) {
    if (n.inputs.size() != 2) refuse(n, "must have two inputs");
    for (auto const i : {0U, 1U}) {
      if (graph_.is_constant(n.inputs[i])) return add_bias(n, i);
    }
    auto to = follow(op::add, dequantized_input(n, 0));
    to.inputs[1] = dequantized_input(n, 1);
    if (at(to.inputs[0]).flattened != at(to.inputs[1]).flattened) {
      refuse(n, "adds tensors that were flattened from different shapes");
    }
    append(n, to, {.flattened = at(to.inputs[0]).flattened});
  }

  /// MatMul + Add is a Gemm.
  void add_bias(onnx::node const& n, std::size_t constant) {
    auto const from = input(n, 1 - constant);
    auto& l = at(from.index);
    if (l.origin == nullptr || l.origin->op_type != "MatMul" || from.is != state::real ||
        l.format) {
      refuse(n, "adds a constant: only a MatMul's bias may be added, before its QuantizeLinear");
    }
    read_bias(n, constant, node_at(from.index), l);
    alias(n, from);
  }

  void relu(onnx::node const& n) {
    auto const from = float_input(n);
    append_selection(n, follow(op::relu, from.index), from);
  }

  /// Clip is left out where the quantisation that follows cuts at least as much, and is a relu
  /// where it does so above and the lower bound is 0.
  void clip(onnx::node const& n) {
    auto const from = float_input(n);
    auto const format = from.is == state::dequantized ? *at(from.index).format : format_after(n);
    auto const low = clip_bound(n, 1, "min", std::numeric_limits<float>::lowest());
    auto const high = clip_bound(n, 2, "max", std::numeric_limits<float>::max());
    auto const smallest = format.type == data_type::int8 ? -128.0F : 0.0F;
    auto const largest = smallest + 255.0F;
    auto const zero = static_cast<float>(format.zero_point);
    auto const cut = [&](float bound) {
      return std::clamp(std::nearbyint(bound / format.scale) + zero, smallest, largest);
    };
    if (cut(high) < largest) {
      refuse(n, "cuts above at " + decimal(high) + ", where the quantisation reaches " +
                    decimal((largest - zero) * format.scale) + ": calibrate behind the Clip");
    }
    if (cut(low) == smallest) return alias(n, from);
    if (low != 0.0F) refuse(n, "cuts below at a value that is neither 0 nor the lowest");
    append_selection(n, follow(op::relu, from.index), from);
  }

  /// The parameters of the QuantizeLinear that reads `n`.
  [[nodiscard]] auto format_after(onnx::node const& n) const -> activation_format {
    auto const* const user = graph_.quantizer(n.outputs.front());
    if (user == nullptr) refuse(n, "must be followed by a QuantizeLinear");
    return read_activation_format(graph_, *user, data_type::uint8);
  }

  [[nodiscard]] auto clip_bound(onnx::node const& n, std::size_t index, std::string_view key,
                                float otherwise) const -> float {
    auto value = otherwise;
    if (auto const* const a = n.find(key); a != nullptr) {
      value = a->f;
    } else if (index < n.inputs.size() && !n.inputs[index].empty()) {
      auto const* const t = graph_.initializer(n.inputs[index]);
      if (t == nullptr || t->size != 1) refuse(n, "must have constant bounds");
      value = to_floats(*t).front();
    }
    if (std::isnan(value)) refuse(n, "has a bound that is not a number");
    return value;
  }

  void max_pool(onnx::node const& n) {
    auto const from = float_input(n);
    append_selection(n, pool(n, op::max_pool, from.index), from);
  }

  void average_pool(onnx::node const& n) {
    append(n, pool(n, op::average_pool, picture_input(n)), {});
  }

  void global_average_pool(onnx::node const& n) {
    append(n, follow(op::global_average_pool, picture_input(n)), {});
  }

  [[nodiscard]] auto pool(onnx::node const& n, op kind, int source) const -> saccade::node {
    auto to = follow(kind, source);
    auto const* const kernel = n.find("kernel_shape");
    if (kernel == nullptr || kernel->ints.size() != 2) refuse(n, "must be two-dimensional");
    to.kernel = {positive(n, kernel->ints[0], "kernel height"),
                 positive(n, kernel->ints[1], "kernel width")};
    read_window(n, to);
    return to;
  }

  /// ONNX merges channels, rows, columns; inside, the order is rows, columns, channels. The linear
  /// layer that follows has its weights permuted.
  void merge(onnx::node const& n) {
    auto const from = float_input(n);
    auto const& s = node_at(from.index).result;
    if (s.height == 1 && s.width == 1) return alias(n, from);
    append_selection(n, follow(op::flatten, from.index), from);
  }

  void flatten(onnx::node const& n) {
    auto const axis = attribute_or(n, "axis", 1);
    if (axis != 1 && axis != -3) refuse(n, "must have axis 1");
    merge(n);
  }

  void reshape(onnx::node const& n) {
    auto const* const target = n.inputs.size() > 1 ? graph_.initializer(n.inputs[1]) : nullptr;
    if (target == nullptr) refuse(n, "computes its shape: export the model with fixed shapes");
    auto const dims = to_integers(*target);
    auto const size = static_cast<std::int64_t>(node_at(float_input(n).index).result.size());
    auto const flat = dims.size() == 2 && (dims[0] == 1 || dims[0] == 0 || dims[0] == -1) &&
                      (dims[1] == size || (dims[1] == -1 && dims[0] != -1));
    if (!flat) refuse(n, "must flatten to [1, everything else]: other shapes are not supported");
    merge(n);
  }

  void squeeze(onnx::node const& n) {
    auto const from = float_input(n);
    auto const& s = node_at(from.index).result;
    if (s.height != 1 || s.width != 1) refuse(n, "may only remove a height and width of 1");
    alias(n, from);
  }

  void identity(onnx::node const& n) { alias(n, input(n)); }

  void softmax(onnx::node const& n) { append_last(n, op::softmax, attribute_or(n, "axis", -1)); }

  void argmax(onnx::node const& n) {
    if (attribute_or(n, "select_last_index", 0) != 0) {
      refuse(n, "must have select_last_index 0: of equal logits the first one's class is taken");
    }
    append_last(n, op::argmax, attribute_or(n, "axis", 0));
  }

  void append_last(onnx::node const& n, op kind, std::int64_t axis) {
    auto const from = float_input(n);
    if (axis != 1 && axis != -1) refuse(n, "must run over the classes: axis -1");
    append(n, follow(kind, from.index), {});
  }

  /// The head keeps its int32 accumulators: a QuantizeLinear behind it would only lose bits.
  void find_output() {
    if (model_.outputs.size() != 1) throw error{"model", "must have one output, the logits"};
    auto const name = model_.outputs.front().name;
    auto const found = views_.find(name);
    if (found == views_.end()) {
      throw error{"output '" + std::string{name} + "'", "is computed by no node of the graph"};
    }
    auto const last = found->second.index;
    auto const head = is_result(node_at(last).kind) ? node_at(last).inputs[0] : last;
    auto& l = at(head);
    if (node_at(head).kind != op::linear) {
      throw error{describe_layer(head), "is the last layer, which must be a Gemm"};
    }
    if (last != static_cast<int>(nodes_.size()) - 1) {
      throw error{describe_layer(head), "gives the output, but layers behind it are used too"};
    }
    for (auto const scale : l.weight_scale) {
      if (scale != l.weight_scale.front()) {
        refuse(*l.origin,
               "is the last layer and has weights quantised per channel: quantise them "
               "per tensor (onnxruntime: extra_options TensorQuantOverrides), so that "
               "the logits have one scale");
      }
    }
    if (l.format) {
      remarks_.push_back("QuantizeLinear behind " + describe(*l.origin) +
                         " left out: logits stay int32");
      l.format.reset();
      l.tensor.clear();
    }
  }
};

}  // namespace saccade::host::onnx
