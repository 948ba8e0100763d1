// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Translates the nodes of a QDQ graph to layers of an int8 network.
///
/// A float tensor of the file is in one of three states: `real` (computed, not quantised yet),
/// `quantized` (behind a QuantizeLinear) or `dequantized` (behind the DequantizeLinear that
/// follows, or a max_pool, relu or flatten of such a tensor). Layers that multiply or add need a
/// dequantized input; a QuantizeLinear gives the layer before it its scale and zero point.

#include <saccade/host/error.hpp>
#include <saccade/host/onnx/graph_index.hpp>
#include <saccade/host/onnx/layer.hpp>
#include <saccade/host/onnx/model.hpp>
#include <saccade/host/onnx/parameters.hpp>
#include <saccade/host/onnx/quantization.hpp>
#include <saccade/model/analyse.hpp>
#include <saccade/model/fault.hpp>
#include <saccade/model/node.hpp>

#include <algorithm>
#include <array>
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

class importer {
 public:
  /// `m` must outlive the importer. Throws host::error.
  explicit importer(onnx::model const& m) : model_{m}, graph_{m} {
    read_input();
    for (auto const& n : m.nodes) {
      if (graph_.is_needed(n) && !is_constant(n)) translate(n);
    }
    find_output();
  }

  /// In the file's order, the input first. Every node is used, the last one gives the result.
  [[nodiscard]] auto nodes() const -> std::vector<saccade::node> const& { return nodes_; }
  /// One per node.
  [[nodiscard]] auto layers() const -> std::vector<layer> const& { return layers_; }
  [[nodiscard]] auto remarks() const -> std::vector<std::string> const& { return remarks_; }

 private:
  enum class state { real, quantized, dequantized };
  struct view {
    int index{};
    state is{};
  };
  using handler = void (importer::*)(onnx::node const&);

  static constexpr std::size_t max_layers = 4096;

  [[nodiscard]] auto is_constant(onnx::node const& n) const -> bool {
    return !n.outputs.empty() && graph_.is_constant(n.outputs.front());
  }

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
    if (layers_.size() >= max_layers) refuse(n, "is one layer too many: 4096 are the limit");
    (this->*found->second)(n);
  }

  // ---- tensors -------------------------------------------------------------------------------

  void read_input() {
    onnx::value_info const* input = nullptr;
    for (auto const& candidate : model_.inputs) {
      if (graph_.is_constant(candidate.name)) continue;
      if (input != nullptr) throw error{"model", "has more than one input: saccade feeds one"};
      input = &candidate;
    }
    if (input == nullptr) throw error{"model", "has no input"};
    auto const where = "input '" + std::string{input->name} + "'";
    if (input->type != data_type::float32) {
      throw error{where, "must be float32, with a QuantizeLinear behind it"};
    }
    if (!input->dims || (input->dims->size() != 4 && input->dims->size() != 2)) {
      throw error{where, "must be [1, channels, height, width] or [1, features]"};
    }
    auto const& dims = *input->dims;
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
    auto const size = dims.size() == 4 ? shape{side(2), side(3), side(1)} : shape{1, 1, side(1)};
    nodes_.push_back({.kind = op::input, .in = size, .result = size});
    layers_.push_back({.name = std::string{input->name}});
    views_.emplace(input->name, view{0, state::real});
  }

  [[nodiscard]] auto input(onnx::node const& n, std::size_t i = 0) const -> view {
    if (i >= n.inputs.size()) refuse(n, "has too few inputs");
    auto const found = views_.find(n.inputs[i]);
    if (found == views_.end()) {
      refuse(n, "uses '" + std::string{n.inputs[i]} + "', which no node before it computes");
    }
    return found->second;
  }

  [[nodiscard]] auto dequantized_input(onnx::node const& n, std::size_t i = 0) const -> int {
    auto const from = input(n, i);
    if (from.is == state::dequantized) return from.index;
    auto const text = "'" + std::string{n.inputs[i]} + "'";
    if (from.is == state::quantized) {
      refuse(n, "works on integers: put a DequantizeLinear behind " + text);
    }
    refuse(n,
           "has the float input " + text +
               ": put QuantizeLinear and DequantizeLinear behind it, as static quantisation does");
  }

  /// A real or dequantized input, for the layers that keep the quantisation of what they read.
  [[nodiscard]] auto float_input(onnx::node const& n) const -> view {
    auto const from = input(n);
    if (from.is == state::quantized) {
      refuse(n, "works on integers: put a DequantizeLinear before it");
    }
    return from;
  }

  auto at(int index) -> layer& { return layers_[static_cast<std::size_t>(index)]; }

  [[nodiscard]] auto node_at(int index) const -> saccade::node const& {
    return nodes_[static_cast<std::size_t>(index)];
  }

  /// Appends a layer whose output is `n`'s, in state `is`, if its shapes fit.
  void append(onnx::node const& n, saccade::node const& to, layer l, state is = state::real) {
    l.origin = &n;
    l.name = n.name.empty() ? n.outputs.front() : n.name;
    layers_.push_back(std::move(l));
    nodes_.push_back(to);
    auto const index = nodes_.size() - 1;
    if (auto const v = infer_shapes(nodes_, index); v.what != fault::none) {
      auto const shapes = v.expected == v.given
                              ? std::string{}
                              : " (expected " + text(v.expected) + ", given " + text(v.given) + ")";
      refuse(n, message(v.what) + shapes);
    }
    alias(n, view{static_cast<int>(index), is});
  }

  [[nodiscard]] static auto text(shape const& s) -> std::string {
    return std::to_string(s.height) + "x" + std::to_string(s.width) + "x" +
           std::to_string(s.channels);
  }

  void alias(onnx::node const& n, view v) { views_.insert_or_assign(n.outputs.front(), v); }

  [[nodiscard]] auto follow(op kind, int source) const -> saccade::node {
    return {.kind = kind, .source = source, .in = node_at(source).result};
  }

  /// A layer that only picks or bounds values, so that its numbers mean what its input's mean.
  void append_selection(onnx::node const& n, saccade::node const& to, view from) {
    auto l = layer{.flattened = at(from.index).flattened};
    if (to.kind == op::flatten) l.flattened = to.in;
    if (from.is == state::dequantized) l.format = at(from.index).format;
    append(n, to, std::move(l), from.is);
  }

  static auto keeps_format(op kind) -> bool {
    return kind == op::relu || kind == op::max_pool || kind == op::flatten;
  }

  // ---- quantisation --------------------------------------------------------------------------

  auto read_format(onnx::node const& n, data_type otherwise) -> activation_format {
    auto const q = read_quantization(graph_, n);
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

  void quantize(onnx::node const& n) {
    auto const from = float_input(n);
    auto format = read_format(n, data_type::uint8);
    if (is_result(node_at(from.index).kind)) {
      remarks_.push_back(describe(n) + " left out: the class is taken from the logits");
      alias(n, {from.index, state::quantized});
      return;
    }
    if (from.index == 0 && format.scale == 1.0F && format.zero_point == 0) format.shift = 0;
    for (auto index = from.index; index >= 0; index = node_at(index).source) {
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

  void dequantize(onnx::node const& n) {
    auto const from = input(n);
    if (from.is != state::quantized) refuse(n, "has no QuantizeLinear before it");
    auto const& format = at(from.index).format;
    if (format && !format->same_numbers(read_format(n, format->type))) {
      refuse(n, "has other parameters than the QuantizeLinear before it");
    }
    alias(n, {from.index, state::dequantized});
  }

  [[nodiscard]] auto describe_layer(int index) const -> std::string {
    auto const& l = layers_[static_cast<std::size_t>(index)];
    return l.origin == nullptr ? "the input" : describe(*l.origin);
  }

  // ---- layers with weights -------------------------------------------------------------------

  void conv(onnx::node const& n) {
    auto to = follow(op::conv2d, dequantized_input(n));
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
    slide(n, to);
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
    auto l = layer{.weight = to_rows(weights, out_first, at(to.source).flattened),
                   .weight_scale = weights.format.scale};
    read_bias(n, n.op_type == "Gemm" ? 2 : n.inputs.size(), to, l);
    append(n, to, std::move(l));
  }

  void read_bias(onnx::node const& n, std::size_t index, saccade::node const& to, layer& l) {
    auto const count = static_cast<std::size_t>(to.out);
    l.bias.assign(count, 0);
    if (n.inputs.size() <= index || n.inputs[index].empty()) return;
    auto const bias = read_constant(graph_, n, n.inputs[index], "bias");
    l.bias = to_bias(n, bias, count, at(to.source).format->scale, l.weight_scale);
  }

  // ---- layers without weights ----------------------------------------------------------------

  void add(onnx::node const& n) {
    if (n.inputs.size() != 2) refuse(n, "must have two inputs");
    for (auto const i : {0U, 1U}) {
      if (graph_.is_constant(n.inputs[i])) return add_bias(n, i);
    }
    auto to = follow(op::add, dequantized_input(n, 0));
    to.second = dequantized_input(n, 1);
    if (at(to.source).flattened != at(to.second).flattened) {
      refuse(n, "adds tensors that were flattened from different shapes");
    }
    append(n, to, {.flattened = at(to.source).flattened});
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
      refuse(n, "cuts above at " + std::to_string(high) + ", where the quantisation reaches " +
                    std::to_string((largest - zero) * format.scale) +
                    ": calibrate behind the Clip");
    }
    if (cut(low) == smallest) return alias(n, from);
    if (low != 0.0F) refuse(n, "cuts below at a value that is neither 0 nor the lowest");
    append_selection(n, follow(op::relu, from.index), from);
  }

  /// The parameters of the QuantizeLinear that reads `n`.
  auto format_after(onnx::node const& n) -> activation_format {
    for (auto const& user : model_.nodes) {
      if (user.op_type == "QuantizeLinear" && !user.inputs.empty() &&
          user.inputs.front() == n.outputs.front()) {
        return read_format(user, data_type::uint8);
      }
    }
    refuse(n, "must be followed by a QuantizeLinear");
  }

  auto clip_bound(onnx::node const& n, std::size_t index, std::string_view key, float otherwise)
      -> float {
    if (auto const* const a = n.find(key); a != nullptr) return a->f;
    if (index >= n.inputs.size() || n.inputs[index].empty()) return otherwise;
    auto const* const t = graph_.initializer(n.inputs[index]);
    if (t == nullptr || t->size != 1) refuse(n, "must have constant bounds");
    auto const value = to_floats(*t).front();
    if (std::isnan(value)) refuse(n, "has a bound that is not a number");
    return value;
  }

  void max_pool(onnx::node const& n) {
    auto const from = float_input(n);
    append_selection(n, pool(n, op::max_pool, from.index), from);
  }

  void average_pool(onnx::node const& n) {
    append(n, pool(n, op::average_pool, dequantized_input(n)), {});
  }

  void global_average_pool(onnx::node const& n) {
    append(n, follow(op::global_average_pool, dequantized_input(n)), {});
  }

  [[nodiscard]] auto pool(onnx::node const& n, op kind, int source) const -> saccade::node {
    auto to = follow(kind, source);
    auto const* const kernel = n.find("kernel_shape");
    if (kernel == nullptr || kernel->ints.size() != 2) refuse(n, "must be two-dimensional");
    to.kernel = {positive(n, kernel->ints[0], "kernel height"),
                 positive(n, kernel->ints[1], "kernel width")};
    slide(n, to);
    return to;
  }

  /// Stride and padding.
  static void slide(onnx::node const& n, saccade::node& to) {
    auto const pair = [&](std::string_view key, extent otherwise) {
      auto const* const a = n.find(key);
      if (a == nullptr || a->ints.empty()) return otherwise;
      if (a->ints.size() != 2) refuse(n, "must be two-dimensional");
      return extent{positive(n, a->ints[0], std::string{key}),
                    positive(n, a->ints[1], std::string{key})};
    };
    if (pair("dilations", 1) != extent{1}) {
      refuse(n, "is dilated: saccade has no dilated layers, train it with dilations 1");
    }
    if (pair("kernel_shape", to.kernel) != to.kernel) {
      refuse(n, "has weights of another kernel_shape");
    }
    to.stride = pair("strides", 1);
    to.pad = read_padding(n, to);
    auto const rows = to.in.height + to.pad.top + to.pad.bottom - to.kernel.height;
    auto const columns = to.in.width + to.pad.left + to.pad.right - to.kernel.width;
    if (attribute_or(n, "ceil_mode", 0) != 0 &&
        (rows % to.stride.height != 0 || columns % to.stride.width != 0)) {
      refuse(n, "rounds its size up: set ceil_mode to 0, or pad");
    }
  }

  static auto read_padding(onnx::node const& n, saccade::node const& to) -> padding {
    auto const* const mode = n.find("auto_pad");
    auto const name = mode == nullptr ? std::string_view{"NOTSET"} : mode->s;
    if (name == "VALID") return 0;
    if (name == "SAME_UPPER" || name == "SAME_LOWER") {
      auto const total = [](int in, int kernel, int stride) {
        return std::max(((in + stride - 1) / stride - 1) * stride + kernel - in, 0);
      };
      auto const rows = total(to.in.height, to.kernel.height, to.stride.height);
      auto const columns = total(to.in.width, to.kernel.width, to.stride.width);
      auto const extra = name == "SAME_LOWER" ? 1 : 0;
      auto const top = (rows + extra) / 2;
      auto const left = (columns + extra) / 2;
      return {top, left, rows - top, columns - left};
    }
    if (name != "NOTSET" && !name.empty()) refuse(n, "has an unknown auto_pad");
    auto const* const pads = n.find("pads");
    if (pads == nullptr || pads->ints.empty()) return 0;
    if (pads->ints.size() != 4) refuse(n, "must be two-dimensional");
    auto sides = std::array<int, 4>{};
    for (auto i = std::size_t{}; i < 4; ++i) {
      if (pads->ints[i] < 0 || pads->ints[i] > max_dimension) {
        refuse(n, "has pads below 0 or above 65536");
      }
      sides[i] = static_cast<int>(pads->ints[i]);
    }
    return {sides[0], sides[1], sides[2], sides[3]};
  }

  // ---- shapes --------------------------------------------------------------------------------

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
  void argmax(onnx::node const& n) { append_last(n, op::argmax, attribute_or(n, "axis", 0)); }

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
    auto const head = is_result(node_at(last).kind) ? node_at(last).source : last;
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

  onnx::model const& model_;
  graph_index graph_;
  std::vector<saccade::node> nodes_{};
  std::vector<layer> layers_{};
  std::unordered_map<std::string_view, view> views_{};
  std::vector<std::string> remarks_{};
};

}  // namespace saccade::host::onnx
