// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Shapes and element types of a whole graph and the search for its first fault, the same for a
/// constexpr network and for one that was read from a file. No input is undefined behaviour.

#include <saccade/graph/fault.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/operations.hpp>
#include <saccade/tensor/shape.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade {

/// The node that gives the logits; the last one, or the one before softmax or argmax.
[[nodiscard]] constexpr auto logits_node(std::span<node const> nodes) noexcept -> std::size_t {
  return nodes.size() - (is_result(nodes.back().kind) ? 2U : 1U);
}

namespace detail {

[[nodiscard]] constexpr auto elements(shape s) noexcept -> std::int64_t {
  return std::int64_t{s.height} * s.width * s.channels;
}

[[nodiscard]] constexpr auto in_range(shape s) noexcept -> bool {
  return s.height <= max_dimension && s.width <= max_dimension && s.channels <= max_dimension &&
         std::int64_t{s.height} * s.width <= max_elements && elements(s) <= max_elements;
}

[[nodiscard]] constexpr auto positive(shape s) noexcept -> bool {
  return s.height > 0 && s.width > 0 && s.channels > 0;
}

/// Whether a node's tensor still holds the network's counts, which are not shifted by 128.
[[nodiscard]] constexpr auto is_input_tensor(std::span<node const> nodes, int i) noexcept -> bool {
  for (node const* n = &nodes[static_cast<std::size_t>(i)];;
       n = &nodes[static_cast<std::size_t>(n->inputs[0])]) {
    if (n->kind == op::input) return true;
    if (!facts(n->kind).keeps_quantization) return false;
  }
}

/// Fills in one node's shapes. Its operands have been checked.
[[nodiscard]] constexpr auto infer(std::span<node> nodes, std::size_t index) noexcept -> verdict {
  node& n = nodes[index];
  int const operands = facts(n.kind).operands;
  if (operands == 0) return {};
  n.in = nodes[static_cast<std::size_t>(n.inputs[0])].result;
  n.result = n.in;
  if (verdict const v = facts(n.kind).infer(n, nodes); v.what != fault::none) return v;
  for (int i = 0; operands > 1 && i < operands; ++i) {
    if (is_input_tensor(nodes, n.inputs[i])) return {fault::input_as_operand, 0, n.in, n.in};
  }
  return {};
}

[[nodiscard]] constexpr auto check_operands(std::span<node const> nodes, std::size_t index) noexcept
    -> verdict {
  node const& n = nodes[index];
  if (n.kind == op::input) return {fault::second_input, 0, {}, n.result};
  int const operands = facts(n.kind).operands;
  for (int i = 0; i < static_cast<int>(n.inputs.nodes.size()); ++i) {
    int const source = n.inputs[i];
    bool const fits = i < operands ? source >= 0 && source < static_cast<int>(index) : source == -1;
    if (!fits) return {fault::source_not_before, 0, {}, {}};
  }
  for (int i = 0; i < operands; ++i) {
    if (is_result(nodes[static_cast<std::size_t>(n.inputs[i])].kind)) {
      return {fault::after_result, 0, {}, nodes[static_cast<std::size_t>(n.inputs[0])].result};
    }
  }
  return {};
}

[[nodiscard]] constexpr auto is_used(std::span<node const> nodes, std::size_t index) noexcept
    -> bool {
  auto const wanted = static_cast<int>(index);
  for (std::size_t j = index + 1; j < nodes.size(); ++j) {
    for (int const source : nodes[j].inputs) {
      if (source == wanted) return true;
    }
  }
  return false;
}

}  // namespace detail

/// Fills in `in` and `result` of node `index`, whose operands come before it and have theirs.
[[nodiscard]] constexpr auto infer_shapes(std::span<node> nodes, std::size_t index) noexcept
    -> verdict {
  verdict const v = index > 0 ? detail::infer(nodes, index) : verdict{};
  shape const result = nodes[index].result;
  if (v.what != fault::none || detail::in_range(result)) return v;
  return {fault::too_large, 0, {max_dimension, max_dimension, max_dimension}, result};
}

/// Fills in `in`, `result` and, from the logits on, `type` of every node up to the first fault,
/// which it returns. The input node brings its own `result`.
[[nodiscard]] constexpr auto analyse(std::span<node> nodes) noexcept -> verdict {
  if (nodes.empty() || nodes[0].kind != op::input || !detail::positive(nodes[0].result)) {
    return {fault::missing_input, 0, {1, 1, 1}, nodes.empty() ? shape{} : nodes[0].result};
  }
  nodes[0].in = nodes[0].result;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    verdict v = i > 0 ? detail::check_operands(nodes, i) : verdict{};
    if (v.what == fault::none) v = infer_shapes(nodes, i);
    v.layer = static_cast<int>(i);
    if (v.what != fault::none) return v;
  }
  std::size_t const logits = logits_node(nodes);
  if (nodes[logits].kind != op::linear) {
    shape const given = nodes.back().result;
    return {fault::no_logits, static_cast<int>(nodes.size()) - 1, {1, 1, given.channels}, given};
  }
  for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
    // The logits are int32, which nothing but softmax and argmax reads.
    bool const consumed = detail::is_used(nodes, i);
    if (!consumed) {
      return {fault::unused_result, static_cast<int>(i), {}, nodes[i].result};
    }
  }
  nodes[logits].type = element::int32;
  if (nodes.back().kind == op::softmax) nodes.back().type = element::float32;
  if (nodes.back().kind == op::argmax) nodes.back().type = element::int32;
  return {};
}

}  // namespace saccade
