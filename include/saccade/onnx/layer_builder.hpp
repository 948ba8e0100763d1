// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The layers found so far in a QDQ graph, and what each of the file's tensors has become.
///
/// A float tensor of the file is in one of three states: `real` (computed, not quantised yet),
/// `quantized` (behind a QuantizeLinear) or `dequantized` (behind the DequantizeLinear that
/// follows, or a max_pool, relu or flatten of such a tensor). Layers that multiply or add need a
/// dequantized input; a QuantizeLinear gives the layer before it its scale and zero point.

#include <saccade/graph/analyse.hpp>
#include <saccade/graph/fault.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/onnx/graph_index.hpp>
#include <saccade/onnx/graph_input.hpp>
#include <saccade/onnx/layer.hpp>
#include <saccade/onnx/model.hpp>
#include <saccade/onnx/parameters.hpp>
#include <saccade/tensor/shape.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace saccade::host::onnx {

class layer_builder {
 public:
  /// In the file's order, the input first. Every node is used, the last one gives the result.
  [[nodiscard]] auto nodes() const -> std::vector<saccade::node> const& { return nodes_; }
  /// One per node.
  [[nodiscard]] auto layers() const -> std::vector<layer> const& { return layers_; }
  [[nodiscard]] auto remarks() const -> std::vector<std::string> const& { return remarks_; }

 protected:
  enum class state { real, quantized, dequantized };
  struct view {
    int index{};
    state is{};
  };

  static constexpr std::size_t max_layers = 1024;
  static constexpr std::size_t max_weight_bytes = std::size_t{64} << 20U;

  /// `m` must outlive the builder. Starts with the graph's input.
  explicit layer_builder(onnx::model const& m) : model_{m}, graph_{m} {
    auto const& input = find_input(model_, graph_);
    auto const size = input_shape(input);
    nodes_.push_back({.kind = op::input, .in = size, .result = size});
    layers_.push_back({.name = std::string{input.name}});
    views_.emplace(input.name, view{0, state::real});
  }

  [[nodiscard]] auto input(onnx::node const& n, std::size_t i = 0) const -> view {
    if (i >= n.inputs.size()) refuse(n, "has too few inputs");
    auto const found = views_.find(n.inputs[i]);
    if (found == views_.end()) {
      refuse(n, "uses '" + std::string{n.inputs[i]} + "', which no node before it computes");
    }
    auto const passes =
        n.op_type == "QuantizeLinear" || n.op_type == "DequantizeLinear" || n.op_type == "Identity";
    if (is_result(node_at(found->second.index).kind) && !passes) {
      refuse(n, "follows Softmax or ArgMax, which must be the last layer");
    }
    return found->second;
  }

  /// A dequantized input with rows and columns.
  [[nodiscard]] auto picture_input(onnx::node const& n) const -> int {
    auto const index = dequantized_input(n);
    if (layers_[static_cast<std::size_t>(index)].flattened != shape{}) {
      refuse(n, "follows a Flatten: its input has no rows and columns any more");
    }
    return index;
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
    weight_bytes_ += l.weight.size();
    if (weight_bytes_ > max_weight_bytes) refuse(n, "brings the weights to more than 64 MiB");
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
    return {.kind = kind, .inputs = {source}, .in = node_at(source).result};
  }

  /// A layer that only picks or bounds values, so that its numbers mean what its input's mean.
  void append_selection(onnx::node const& n, saccade::node const& to, view from) {
    auto l = layer{.flattened = at(from.index).flattened};
    if (to.kind == op::flatten) l.flattened = to.in;
    if (from.is == state::dequantized) l.format = at(from.index).format;
    append(n, to, std::move(l), from.is);
  }

  [[nodiscard]] auto describe_layer(int index) const -> std::string {
    auto const& l = layers_[static_cast<std::size_t>(index)];
    return l.origin == nullptr ? "the input" : describe(*l.origin);
  }

  onnx::model const& model_;
  graph_index graph_;
  std::vector<saccade::node> nodes_{};
  std::vector<layer> layers_{};
  std::unordered_map<std::string_view, view> views_{};
  std::vector<std::string> remarks_{};
  std::size_t weight_bytes_{};
};

}  // namespace saccade::host::onnx
