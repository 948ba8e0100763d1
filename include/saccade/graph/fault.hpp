// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What can be wrong with a graph.

#include <saccade/tensor/shape.hpp>

namespace saccade {

enum class fault {
  none,
  missing_input,
  second_input,
  source_not_before,
  missing_out,
  bad_window,
  padded_average,
  kernel_exceeds_input,
  groups_do_not_divide,
  not_flat,
  operands_differ,
  input_as_operand,
  after_result,
  no_logits,
  unused_result,
  too_large,
};

/// The first fault of a graph, at node `layer`, counted from 0, the input.
struct verdict {
  fault what{};
  int layer{};
  shape expected{};
  shape given{};

  friend constexpr auto operator==(verdict const&, verdict const&) -> bool = default;
};

/// For graphs that come at run time. To the compiler's user layer_report.hpp says it, in literals
/// of its own: a macro for both would stand in the middle of the compiler's message.
[[nodiscard]] constexpr auto message(fault what) noexcept -> char const* {
  switch (what) {
    case fault::none:
      return "the graph fits together";
    case fault::missing_input:
      return "a network starts with an input of positive size";
    case fault::second_input:
      return "input: only the first node is an input";
    case fault::source_not_before:
      return "a node's operands must come before it";
    case fault::missing_out:
      return "conv2d and linear need a positive number of outputs";
    case fault::bad_window:
      return "kernel and stride must be at least 1, padding at least 0 and, in max_pool, smaller "
             "than the kernel";
    case fault::padded_average:
      return "average_pool: takes no padding";
    case fault::kernel_exceeds_input:
      return "the kernel must fit into the padded input";
    case fault::groups_do_not_divide:
      return "conv2d: groups must divide the input's and the output's channels";
    case fault::not_flat:
      return "linear: needs flatten or global_average_pool before it";
    case fault::operands_differ:
      return "residual: both branches must have the same shape";
    case fault::input_as_operand:
      return "residual: the network's input must pass a conv2d before an addition";
    case fault::after_result:
      return "softmax and argmax must be the last node";
    case fault::no_logits:
      return "a network must end in linear, and softmax or argmax may follow";
    case fault::unused_result:
      return "every result but the last must be used";
    case fault::too_large:
      return "a dimension, a tensor or the number of products per output is too large";
  }
  return "unknown fault";
}

}  // namespace saccade
