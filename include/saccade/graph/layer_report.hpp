// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// How the compiler reports the first fault of a network.

#include <saccade/graph/fault.hpp>
#include <saccade/tensor/shape.hpp>

namespace saccade {

/// Its name in the compiler's message is the report: fault, layer, expected shape, given shape.
template <fault What, int Layer, shape Expected, shape Given>
struct layer {
  template <fault Other>
  static constexpr bool free_of = What != Other;
  static constexpr bool reported = true;

  static_assert(free_of<fault::missing_input>,
                "saccade: a network must start with an input of positive size");
  static_assert(free_of<fault::second_input>, "saccade: input: only the first node is an input");
  static_assert(free_of<fault::source_not_before>,
                "saccade: a node's operands must come before it");
  static_assert(free_of<fault::missing_out>,
                "saccade: conv2d and linear need a positive number of outputs, {.out = N}");
  static_assert(free_of<fault::bad_window>,
                "saccade: kernel and stride must be at least 1, padding at least 0 and, in "
                "max_pool, smaller than the kernel");
  static_assert(free_of<fault::padded_average>, "saccade: average_pool: takes no padding");
  static_assert(free_of<fault::kernel_exceeds_input>,
                "saccade: the kernel must fit into the padded input");
  static_assert(free_of<fault::groups_do_not_divide>,
                "saccade: conv2d: groups must divide the input's and the output's channels");
  static_assert(free_of<fault::not_flat>,
                "saccade: linear: needs flatten or global_average_pool before it");
  static_assert(free_of<fault::operands_differ>,
                "saccade: residual: both branches must have the same shape");
  static_assert(free_of<fault::input_as_operand>,
                "saccade: residual: the network's input must pass a conv2d before an addition");
  static_assert(free_of<fault::after_result>, "saccade: softmax and argmax must be the last node");
  static_assert(free_of<fault::no_logits>,
                "saccade: a network must end in linear, and softmax or argmax may follow");
  static_assert(free_of<fault::unused_result>, "saccade: every result but the last must be used");
  static_assert(free_of<fault::too_large>,
                "saccade: a dimension, a tensor or the number of products per output is too large");
};

}  // namespace saccade
