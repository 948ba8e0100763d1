// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Shape inference, one function per kind of operation: fills in `result` of a node whose `in` is
/// known, or says what is wrong. No input is undefined behaviour.

#include <saccade/detail/round_up.hpp>
#include <saccade/graph/fault.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/tensor/shape.hpp>

#include <cstdint>
#include <span>

namespace saccade {

/// Limits that keep every index and every accumulator within int32.
inline constexpr int max_dimension = 65'536;
inline constexpr std::int64_t max_elements = std::int64_t{1} << 28;
inline constexpr std::int64_t max_taps = 65'536;

/// `nodes` are all of the graph; those that `n` reads are inferred.
using infer_function = auto (*)(node& n, std::span<node const> nodes) noexcept -> verdict;

namespace detail {

[[nodiscard]] constexpr auto at_most(extent e, int limit) noexcept -> bool {
  return e.height <= limit && e.width <= limit;
}

/// Of a node with a window, which gives `channels`.
[[nodiscard]] constexpr auto slide(node& n, int channels) noexcept -> verdict {
  padding const& p = n.pad;
  bool const negative = p.top < 0 || p.left < 0 || p.bottom < 0 || p.right < 0;
  shape const kernel{n.kernel.height, n.kernel.width, n.in.channels};
  if (n.kernel.height < 1 || n.kernel.width < 1 || n.stride.height < 1 || n.stride.width < 1 ||
      n.dilation.height < 1 || n.dilation.width < 1 || negative) {
    return {fault::bad_window, 0, {1, 1, n.in.channels}, kernel};
  }
  if (!at_most(n.kernel, max_dimension) || !at_most(n.stride, max_dimension) ||
      !at_most(n.dilation, max_dimension) || p.top > max_dimension || p.left > max_dimension ||
      p.bottom > max_dimension || p.right > max_dimension) {
    return {fault::too_large, 0, {max_dimension, max_dimension, n.in.channels}, kernel};
  }
  shape const padded{n.in.height + p.top + p.bottom, n.in.width + p.left + p.right, n.in.channels};
  auto const reach = [](int taps, int distance) { return std::int64_t{taps - 1} * distance; };
  std::int64_t const rows = padded.height - 1 - reach(n.kernel.height, n.dilation.height);
  std::int64_t const columns = padded.width - 1 - reach(n.kernel.width, n.dilation.width);
  if (rows < 0 || columns < 0) return {fault::kernel_exceeds_input, 0, kernel, padded};
  n.result = {static_cast<int>(rows) / n.stride.height + 1,
              static_cast<int>(columns) / n.stride.width + 1, channels};
  return {};
}

[[nodiscard]] constexpr auto taps_verdict(std::int64_t taps, int out, shape given) noexcept
    -> verdict {
  if (taps <= max_taps && taps * out <= max_elements) return {};
  return {fault::too_large, 0, {1, 1, static_cast<int>(max_taps)}, given};
}

/// The result is as large as the first operand.
[[nodiscard]] constexpr auto infer_same(node& n, std::span<node const>) noexcept -> verdict {
  n.result = n.in;
  return {};
}

[[nodiscard]] constexpr auto infer_conv2d(node& n, std::span<node const>) noexcept -> verdict {
  if (n.out < 1) return {fault::missing_out, 0, {0, 0, 1}, {0, 0, n.out}};
  if (n.out > max_dimension || n.groups > max_dimension) {
    return {fault::too_large, 0, {0, 0, max_dimension}, {0, 0, n.out}};
  }
  if (auto const v = slide(n, n.out); v.what != fault::none) return v;
  if (n.groups < 1) return {fault::groups_do_not_divide, 0, n.in, {n.in.height, n.in.width, 0}};
  if (n.in.channels % n.groups != 0) {
    shape const expected{n.in.height, n.in.width, round_up(n.in.channels, n.groups)};
    return {fault::groups_do_not_divide, 0, expected, n.in};
  }
  if (n.out % n.groups != 0) {
    shape const expected{n.result.height, n.result.width, round_up(n.out, n.groups)};
    return {fault::groups_do_not_divide, 0, expected, n.result};
  }
  return taps_verdict(std::int64_t{n.kernel.height} * n.kernel.width * (n.in.channels / n.groups),
                      n.out, {n.kernel.height, n.kernel.width, n.in.channels / n.groups});
}

[[nodiscard]] constexpr auto infer_linear(node& n, std::span<node const>) noexcept -> verdict {
  if (n.out < 1) return {fault::missing_out, 0, {1, 1, 1}, {1, 1, n.out}};
  if (n.in.height != 1 || n.in.width != 1) {
    return {fault::not_flat, 0, {1, 1, static_cast<int>(n.in.size())}, n.in};
  }
  n.result = {1, 1, n.out};
  return taps_verdict(n.in.channels, n.out, n.in);
}

[[nodiscard]] constexpr auto infer_pool(node& n, std::span<node const>) noexcept -> verdict {
  if (auto const v = slide(n, n.in.channels); v.what != fault::none) return v;
  padding const& p = n.pad;
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

[[nodiscard]] constexpr auto infer_average_pool(node& n, std::span<node const> nodes) noexcept
    -> verdict {
  padding const& p = n.pad;
  if (node slid = n; slide(slid, n.in.channels).what == fault::none && p != padding{0}) {
    return {fault::padded_average, 0, {0, 0, 0}, {p.top + p.bottom, p.left + p.right, 0}};
  }
  return infer_pool(n, nodes);
}

[[nodiscard]] constexpr auto infer_global_average_pool(node& n, std::span<node const>) noexcept
    -> verdict {
  n.result = {1, 1, n.in.channels};
  return taps_verdict(std::int64_t{n.in.height} * n.in.width, 1, n.in);
}

[[nodiscard]] constexpr auto infer_flatten(node& n, std::span<node const>) noexcept -> verdict {
  n.result = {1, 1, static_cast<int>(n.in.size())};
  return {};
}

[[nodiscard]] constexpr auto infer_add(node& n, std::span<node const> nodes) noexcept -> verdict {
  n.result = n.in;
  shape const other = nodes[static_cast<std::size_t>(n.inputs[1])].result;
  if (other != n.in) return {fault::operands_differ, 0, other, n.in};
  return {};
}

/// Of softmax and argmax.
[[nodiscard]] constexpr auto infer_class(node& n, std::span<node const> nodes) noexcept -> verdict {
  n.result = n.in;
  if (nodes[static_cast<std::size_t>(n.inputs[0])].kind == op::linear) return {};
  return {fault::no_logits, 0, {1, 1, static_cast<int>(n.in.size())}, n.in};
}

}  // namespace detail
}  // namespace saccade
