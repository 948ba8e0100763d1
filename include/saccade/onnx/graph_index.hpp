// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Who makes which tensor of an ONNX graph, and which tensors are constant.

#include <saccade/io/error.hpp>
#include <saccade/onnx/model.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace saccade::host::onnx {

/// A node as error messages name it: "'conv1' (Conv)".
[[nodiscard]] inline auto describe(node const& n) -> std::string {
  auto const name = !n.name.empty()     ? n.name
                    : n.outputs.empty() ? std::string_view{}
                                        : n.outputs.front();
  return "node '" + std::string{name} + "' (" + std::string{n.op_type} + ")";
}

[[noreturn]] inline void refuse(node const& n, std::string const& what) {
  throw error{describe(n), what};
}

/// Lookups over a model, which must outlive it.
class graph_index {
 public:
  explicit graph_index(model const& m) {
    if (m.nodes.size() > max_nodes) throw error{"model", "has more than 16384 nodes"};
    for (auto const& t : m.initializers) initializers_.emplace(t.name, &t);
    for (auto const& n : m.nodes) {
      if (n.op_type == "Constant" && !n.outputs.empty()) {
        auto const* const value = n.find("value");
        if (value == nullptr || !value->t) refuse(n, "must hold a dense tensor");
        initializers_.emplace(n.outputs.front(), &*value->t);
      }
      for (auto const output : n.outputs) {
        if (output.empty()) continue;
        auto const stored = n.op_type != "Constant" && initializers_.contains(output);
        if (stored || !producers_.emplace(output, &n).second) {
          refuse(n, "writes '" + std::string{output} + "', as another node or initializer does");
        }
      }
    }
    for (auto const& n : m.nodes) {
      if (n.op_type == "QuantizeLinear" && !n.inputs.empty()) {
        quantizers_.emplace(n.inputs.front(), &n);
      }
    }
    for (auto const& [name, t] : initializers_) constants_.insert(name);
    // In file order, so that chains of constant nodes can be followed back without a cycle.
    for (auto const& n : m.nodes) {
      if (n.op_type == "Constant" || all_inputs_constant(n)) {
        for (auto const output : n.outputs) constants_.insert(output);
      }
    }
    mark_needed(m);
  }

  [[nodiscard]] auto producer(std::string_view name) const -> node const* {
    auto const found = producers_.find(name);
    return found == producers_.end() ? nullptr : found->second;
  }

  /// The first QuantizeLinear that reads `name`.
  [[nodiscard]] auto quantizer(std::string_view name) const -> node const* {
    auto const found = quantizers_.find(name);
    return found == quantizers_.end() ? nullptr : found->second;
  }

  [[nodiscard]] auto is_constant(std::string_view name) const -> bool {
    return constants_.contains(name);
  }

  /// Whether an output of the graph depends on the node.
  [[nodiscard]] auto is_needed(node const& n) const -> bool { return needed_.contains(&n); }

  /// The initializer or Constant behind `name`, also through Identity; null if it is something
  /// else.
  [[nodiscard]] auto initializer(std::string_view name) const -> tensor const* {
    while (is_constant(name)) {
      if (auto const found = initializers_.find(name); found != initializers_.end()) {
        return found->second;
      }
      auto const* const maker = producer(name);
      if (maker == nullptr || maker->op_type != "Identity" || maker->inputs.empty()) break;
      name = maker->inputs.front();
    }
    return nullptr;
  }

 private:
  static constexpr std::size_t max_nodes = 16'384;

  [[nodiscard]] auto all_inputs_constant(node const& n) const -> bool {
    if (n.inputs.empty()) return false;
    for (auto const input : n.inputs) {
      if (!input.empty() && !is_constant(input)) return false;
    }
    return true;
  }

  void mark_needed(model const& m) {
    auto open = std::vector<std::string_view>{};
    for (auto const& output : m.outputs) open.push_back(output.name);
    while (!open.empty()) {
      auto const* const maker = producer(open.back());
      open.pop_back();
      if (maker != nullptr && needed_.insert(maker).second) {
        open.insert(open.end(), maker->inputs.begin(), maker->inputs.end());
      }
    }
  }

  std::unordered_map<std::string_view, tensor const*> initializers_{};
  std::unordered_map<std::string_view, node const*> producers_{};
  std::unordered_map<std::string_view, node const*> quantizers_{};
  std::unordered_set<std::string_view> constants_{};
  std::unordered_set<node const*> needed_{};
};

}  // namespace saccade::host::onnx
