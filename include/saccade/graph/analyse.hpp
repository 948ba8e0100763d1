// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Shape inference and the search for the first fault, the same for a constexpr network and for one
/// that was read from a file. No input is undefined behaviour.

#include <saccade/graph/fault.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/tensor/shape.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade {

/// Limits that keep every index and every accumulator within int32.
inline constexpr int max_dimension = 65'536;
inline constexpr std::int64_t max_elements = std::int64_t{1} << 28;
inline constexpr std::int64_t max_taps = 65'536;

[[nodiscard]] constexpr auto is_result(op kind) noexcept -> bool {
  return kind == op::softmax || kind == op::argmax;
}

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

[[nodiscard]] constexpr auto at_most(extent e, int limit) noexcept -> bool {
  return e.height <= limit && e.width <= limit;
}

[[nodiscard]] constexpr auto next_multiple(int value, int of) noexcept -> int {
  return (value + of - 1) / of * of;
}

/// Fills in `n.result` of a node with a kernel from `n.in`, or says what is wrong.
[[nodiscard]] constexpr auto slide(node& n, int channels) noexcept -> verdict {
  padding const& p = n.pad;
  bool const negative = p.top < 0 || p.left < 0 || p.bottom < 0 || p.right < 0;
  shape const kernel{n.kernel.height, n.kernel.width, n.in.channels};
  if (n.kernel.height < 1 || n.kernel.width < 1 || n.stride.height < 1 || n.stride.width < 1 ||
      negative) {
    return {fault::bad_window, 0, {1, 1, n.in.channels}, kernel};
  }
  if (!at_most(n.kernel, max_dimension) || !at_most(n.stride, max_dimension) ||
      p.top > max_dimension || p.left > max_dimension || p.bottom > max_dimension ||
      p.right > max_dimension) {
    return {fault::too_large, 0, {max_dimension, max_dimension, n.in.channels}, kernel};
  }
  shape const padded{n.in.height + p.top + p.bottom, n.in.width + p.left + p.right, n.in.channels};
  if (n.kernel.height > padded.height || n.kernel.width > padded.width) {
    return {fault::kernel_exceeds_input, 0, kernel, padded};
  }
  n.result = {(padded.height - n.kernel.height) / n.stride.height + 1,
              (padded.width - n.kernel.width) / n.stride.width + 1, channels};
  return {};
}

[[nodiscard]] constexpr auto taps_verdict(std::int64_t taps, int out, shape given) noexcept
    -> verdict {
  if (taps <= max_taps && taps * out <= max_elements) return {};
  return {fault::too_large, 0, {1, 1, static_cast<int>(max_taps)}, given};
}

[[nodiscard]] constexpr auto infer_conv2d(node& n) noexcept -> verdict {
  if (n.out < 1) return {fault::missing_out, 0, {0, 0, 1}, {0, 0, n.out}};
  if (n.out > max_dimension || n.groups > max_dimension) {
    return {fault::too_large, 0, {0, 0, max_dimension}, {0, 0, n.out}};
  }
  if (auto const v = slide(n, n.out); v.what != fault::none) return v;
  if (n.groups < 1) return {fault::groups_do_not_divide, 0, n.in, {n.in.height, n.in.width, 0}};
  if (n.in.channels % n.groups != 0) {
    shape const expected{n.in.height, n.in.width, next_multiple(n.in.channels, n.groups)};
    return {fault::groups_do_not_divide, 0, expected, n.in};
  }
  if (n.out % n.groups != 0) {
    shape const expected{n.result.height, n.result.width, next_multiple(n.out, n.groups)};
    return {fault::groups_do_not_divide, 0, expected, n.result};
  }
  return taps_verdict(std::int64_t{n.kernel.height} * n.kernel.width * (n.in.channels / n.groups),
                      n.out, {n.kernel.height, n.kernel.width, n.in.channels / n.groups});
}

[[nodiscard]] constexpr auto infer_linear(node& n) noexcept -> verdict {
  if (n.out < 1) return {fault::missing_out, 0, {1, 1, 1}, {1, 1, n.out}};
  if (n.in.height != 1 || n.in.width != 1) {
    return {fault::not_flat, 0, {1, 1, static_cast<int>(n.in.size())}, n.in};
  }
  n.result = {1, 1, n.out};
  return taps_verdict(n.in.channels, n.out, n.in);
}

[[nodiscard]] constexpr auto infer_pool(node& n) noexcept -> verdict {
  if (auto const v = slide(n, n.in.channels); v.what != fault::none) return v;
  padding const& p = n.pad;
  if (n.kind == op::average_pool && p != padding{0}) {
    return {fault::padded_average, 0, {0, 0, 0}, {p.top + p.bottom, p.left + p.right, 0}};
  }
  if (p.top >= n.kernel.height || p.bottom >= n.kernel.height || p.left >= n.kernel.width ||
      p.right >= n.kernel.width) {
    return {fault::bad_window,
            0,
            {n.kernel.height - 1, n.kernel.width - 1, 0},
            {p.top > p.bottom ? p.top : p.bottom, p.left > p.right ? p.left : p.right, 0}};
  }
  return taps_verdict(std::int64_t{n.kernel.height} * n.kernel.width, 1,
                      {n.kernel.height, n.kernel.width, 1});
}

/// Whether a node's tensor still holds the network's counts, which are not shifted by 128.
[[nodiscard]] constexpr auto is_input_tensor(std::span<node const> nodes, int i) noexcept -> bool {
  for (node const* n = &nodes[static_cast<std::size_t>(i)];;
       n = &nodes[static_cast<std::size_t>(n->source)]) {
    if (n->kind == op::input) return true;
    if (n->kind != op::relu && n->kind != op::max_pool && n->kind != op::flatten) return false;
  }
}

/// Fills in one node's shapes. Its operands have been checked.
[[nodiscard]] constexpr auto infer(std::span<node> nodes, std::size_t index) noexcept -> verdict {
  node& n = nodes[index];
  n.in = nodes[static_cast<std::size_t>(n.source)].result;
  n.result = n.in;
  switch (n.kind) {
    case op::conv2d:
      return infer_conv2d(n);
    case op::linear:
      return infer_linear(n);
    case op::max_pool:
    case op::average_pool:
      return infer_pool(n);
    case op::global_average_pool:
      n.result = {1, 1, n.in.channels};
      return taps_verdict(std::int64_t{n.in.height} * n.in.width, 1, n.in);
    case op::flatten:
      n.result = {1, 1, static_cast<int>(n.in.size())};
      return {};
    case op::add: {
      shape const other = nodes[static_cast<std::size_t>(n.second)].result;
      if (other != n.in) return {fault::operands_differ, 0, other, n.in};
      if (is_input_tensor(nodes, n.source) || is_input_tensor(nodes, n.second)) {
        return {fault::input_as_operand, 0, n.in, n.in};
      }
      return {};
    }
    case op::softmax:
    case op::argmax:
      if (nodes[static_cast<std::size_t>(n.source)].kind != op::linear) {
        return {fault::no_logits, 0, {1, 1, static_cast<int>(n.in.size())}, n.in};
      }
      return {};
    case op::input:
    case op::relu:
      return {};
  }
  return {};
}

[[nodiscard]] constexpr auto check_operands(std::span<node const> nodes, std::size_t index) noexcept
    -> verdict {
  node const& n = nodes[index];
  auto const before = static_cast<int>(index);
  if (n.kind == op::input) return {fault::second_input, 0, {}, n.result};
  bool const second_fits = n.kind == op::add ? n.second >= 0 && n.second < before : n.second == -1;
  if (n.source < 0 || n.source >= before || !second_fits) {
    return {fault::source_not_before, 0, {}, {}};
  }
  node const& source = nodes[static_cast<std::size_t>(n.source)];
  if (is_result(source.kind) ||
      (n.kind == op::add && is_result(nodes[static_cast<std::size_t>(n.second)].kind))) {
    return {fault::after_result, 0, {}, source.result};
  }
  return {};
}

[[nodiscard]] constexpr auto is_used(std::span<node const> nodes, std::size_t index) noexcept
    -> bool {
  auto const wanted = static_cast<int>(index);
  for (std::size_t j = index + 1; j < nodes.size(); ++j) {
    if (nodes[j].source == wanted || nodes[j].second == wanted) return true;
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

/// Fills in `in` and `result` of every node up to the first fault, which it returns. The input
/// node brings its own `result`.
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
  return {};
}

}  // namespace saccade
