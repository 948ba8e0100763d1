// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What each operation is: the table that the graph's analysis and plan, the importer, the
/// generator, listings and both runners read.

#include <saccade/graph/infer.hpp>
#include <saccade/graph/node.hpp>

#include <array>
#include <cstddef>

namespace saccade {

struct operation {
  op kind{};
  char const* name{};  ///< as saccade::<name> makes it, and as a listing shows it
  int operands{};      ///< how many nodes it reads
  infer_function infer{};
  bool keeps_quantization{};  ///< its result has the first operand's scale and zero point
  bool has_weights{};         ///< with a bias and a multiplier per output channel
  bool has_window{};          ///< kernel, stride and padding
  bool clamps{};    ///< can do the relu that follows, by clamping at the zero point where it writes
  bool in_place{};  ///< may write over any operand that nobody reads later
  bool renames{};   ///< computes nothing: its result is its operand's bytes
  bool is_result{};  ///< last: makes of the logits what the user asks for
};

inline constexpr std::array operations{
    operation{.kind = op::input, .name = "input", .infer = detail::infer_same},
    operation{.kind = op::conv2d,
              .name = "conv2d",
              .operands = 1,
              .infer = detail::infer_conv2d,
              .has_weights = true,
              .has_window = true,
              .clamps = true},
    operation{.kind = op::linear,
              .name = "linear",
              .operands = 1,
              .infer = detail::infer_linear,
              .has_weights = true,
              .clamps = true},
    operation{.kind = op::relu,
              .name = "relu",
              .operands = 1,
              .infer = detail::infer_same,
              .keeps_quantization = true,
              .in_place = true},
    operation{.kind = op::max_pool,
              .name = "max_pool",
              .operands = 1,
              .infer = detail::infer_pool,
              .keeps_quantization = true,
              .has_window = true},
    operation{.kind = op::average_pool,
              .name = "average_pool",
              .operands = 1,
              .infer = detail::infer_average_pool,
              .has_window = true,
              .clamps = true},
    operation{.kind = op::global_average_pool,
              .name = "global_average_pool",
              .operands = 1,
              .infer = detail::infer_global_average_pool,
              .clamps = true},
    operation{.kind = op::flatten,
              .name = "flatten",
              .operands = 1,
              .infer = detail::infer_flatten,
              .keeps_quantization = true,
              .renames = true},
    operation{.kind = op::add,
              .name = "add",
              .operands = 2,
              .infer = detail::infer_add,
              .clamps = true,
              .in_place = true},
    operation{.kind = op::softmax,
              .name = "softmax",
              .operands = 1,
              .infer = detail::infer_class,
              .is_result = true},
    operation{.kind = op::argmax,
              .name = "argmax",
              .operands = 1,
              .infer = detail::infer_class,
              .is_result = true},
};

static_assert(
    [] {
      for (std::size_t i = 0; i < operations.size(); ++i) {
        if (static_cast<std::size_t>(operations[i].kind) != i) return false;
      }
      return true;
    }(),
    "saccade: operations: one row per op, in its order");

/// Of a number that is no operation, which a program's own graph may hold: one that does nothing.
inline constexpr operation unknown_operation{
    .name = "?", .operands = 1, .infer = detail::infer_same};

[[nodiscard]] constexpr auto facts(op kind) noexcept -> operation const& {
  auto const row = static_cast<std::size_t>(kind);
  return row < operations.size() ? operations[row] : unknown_operation;
}

[[nodiscard]] constexpr auto is_result(op kind) noexcept -> bool {
  return facts(kind).is_result;
}

/// Whether it brings numbers of its own: a scale and a zero point, or those of the logits.
[[nodiscard]] constexpr auto has_parameters(op kind) noexcept -> bool {
  return !facts(kind).keeps_quantization && !facts(kind).is_result;
}

/// An operation as a type.
template <op Kind>
struct op_constant {
  static constexpr op value = Kind;
};

/// Calls `visit(op_constant<kind>{})`.
template <typename Visit, std::size_t From = 0>
constexpr void with_op(op kind, Visit& visit) {
  if constexpr (From < operations.size()) {
    // Not a fold: its list of numbers would stand in the functions' names.
    if (static_cast<op>(From) != kind) return with_op<Visit, From + 1>(kind, visit);
    visit(op_constant<static_cast<op>(From)>{});
  }
}

}  // namespace saccade
