// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The contract between a network's layers and their implementations. A backend adds a file with a
/// specialisation per operation that it does better, and edits no other:
///
///   template <>
///   struct kernel<op::conv2d, element::int8, backend::mine> {
///     static constexpr bool packs = true;  // whether pack() changes the order of weights
///     static constexpr auto accepts(node const&) noexcept -> bool;
///     static constexpr auto packed_bytes(node const&) noexcept -> std::size_t;
///     static constexpr auto scratch_bytes(node const&) noexcept -> std::size_t;
///     static constexpr void pack(node const&, std::span<std::int8_t const> weight,
///                                std::span<std::int8_t> to) noexcept;
///     template <typename Requantize, typename Layer>
///     static void run(Layer layer, arguments const&) noexcept;
///   };
///
/// All but run() are constexpr and portable, so that a PC packs for a microcontroller. `weight` is
/// in the order of saccade::weights. `layer.value` is the analysed node: a constant of the type
/// `Layer` in a model, where fixed<Layer> holds, and a value in an executor.

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/operations.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/kernels/arguments.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace saccade::kernels::inline SACCADE_ISA {

/// `Element` is that of the first operand.
template <op Operation, element Element, typename Backend>
struct kernel {
  static_assert(backend::derived<Backend>,
                "saccade: kernel: no backend has this operation for tensors of this element type");
};

template <op Operation, element Element, typename Backend>
  requires backend::derived<Backend>
struct kernel<Operation, Element, Backend> : kernel<Operation, Element, typename Backend::base> {};

/// What a kernel inherits that takes every shape, weights as they come, and no scratch.
struct plain_kernel {
  static constexpr bool packs = false;
  static constexpr auto accepts(node const&) noexcept -> bool { return true; }
  static constexpr auto packed_bytes(node const& n) noexcept -> std::size_t {
    return weight_bytes_of(n);
  }
  static constexpr auto scratch_bytes(node const&) noexcept -> std::size_t { return 0; }
  static constexpr void pack(node const&, std::span<std::int8_t const> weight,
                             std::span<std::int8_t> to) noexcept {
    for (std::size_t i = 0; i < weight.size(); ++i) to[i] = weight[i];
  }
};

/// A layer that is known at run time.
struct run_time_layer {
  node const& value;
};

/// Whether a layer's node is a constant of its type.
template <typename Layer>
concept fixed = !std::is_same_v<Layer, run_time_layer>;

[[nodiscard]] constexpr auto operand_element(op kind) noexcept -> element {
  return is_result(kind) ? element::int32 : element::int8;
}

/// Calls `visit` with the kernel of `Operation` that runs `n`: the first, from `Backend` on down,
/// that accepts it.
template <op Operation, typename Backend, typename Visit>
constexpr void with_kernel(node const& n, Visit&& visit) {
  using candidate = kernel<Operation, operand_element(Operation), Backend>;
  if constexpr (backend::derived<Backend>) {
    if (!candidate::accepts(n)) {
      with_kernel<Operation, typename Backend::base>(n, visit);
      return;
    }
  }
  visit(candidate{});
}

/// Whether there is anything to run: not for the input and what only renames its operand.
[[nodiscard]] constexpr auto has_kernel(op kind) noexcept -> bool {
  return facts(kind).operands > 0 && !facts(kind).renames;
}

/// The same for the operation of `n`; nothing where that has no kernel.
template <typename Backend, typename Visit>
constexpr void with_kernel(node const& n, Visit&& visit) {
  auto with_kernel_of = [&]<op Kind>(op_constant<Kind>) {
    if constexpr (has_kernel(Kind)) with_kernel<Kind, Backend>(n, visit);
  };
  with_op(n.kind, with_kernel_of);
}

template <typename Layer, typename Backend>
[[nodiscard]] consteval auto choose_kernel() {
  using candidate = kernel<Layer::value.kind, operand_element(Layer::value.kind), Backend>;
  if constexpr (!backend::derived<Backend>) {
    return candidate{};
  } else if constexpr (candidate::accepts(Layer::value)) {
    return candidate{};
  } else {
    return choose_kernel<Layer, typename Backend::base>();
  }
}

/// The same for a fixed layer, as a type.
template <typename Layer, typename Backend>
using chosen = decltype(choose_kernel<Layer, Backend>());

}  // namespace saccade::kernels::inline SACCADE_ISA
