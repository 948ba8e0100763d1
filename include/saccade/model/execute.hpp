// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Runs one layer: the dispatch of saccade::model and of the executor.

#include <saccade/graph/arena.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/operations.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/kernels/kernels.hpp>
#include <saccade/quantize/node_quantization.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace saccade::inline SACCADE_ISA {

/// Whether node `i` has anything to run: not the input, a change of name, or a relu that the node
/// before it has done.
[[nodiscard]] constexpr auto computes(std::span<placement const> places, std::size_t i) noexcept
    -> bool {
  return i > 0 && places[i].kept != storage::alias && places[i - 1].kept != storage::fused;
}

/// An analysed graph without a fault, planned, with its parameters. `weight` lies as the backend's
/// kernels take it.
struct network_view {
  std::span<node const> nodes{};
  std::span<placement const> places{};
  std::span<node_quantization const> quantization{};
  std::int8_t const* weight{};
  std::int32_t const* bias{};
  float const* multiplier{};
};

/// What one inference writes.
struct memory_view {
  std::int8_t* tensors{};
  std::span<std::byte> scratch{};
  std::span<std::int32_t> logits{};
  float logit_scale{};
  std::span<float> probabilities{};
  std::span<std::uint32_t> best{};
};

[[nodiscard, gnu::always_inline]] constexpr auto tensor_of(network_view const& net,
                                                           memory_view const& memory,
                                                           std::size_t i) noexcept
    -> std::span<std::int8_t> {
  return {memory.tensors + net.places[i].offset, net.places[i].bytes};
}

/// What the kernel of node `i` reads and writes; `block` are its parameters.
[[nodiscard, gnu::always_inline]] constexpr auto arguments_of(network_view const& net,
                                                              memory_view const& memory,
                                                              std::size_t i,
                                                              parameter_block const& block) noexcept
    -> kernels::arguments {
  node const& n = net.nodes[i];
  auto const source = static_cast<std::size_t>(n.inputs[0]);
  kernels::arguments a{.source = net.quantization[source],
                       .result = net.quantization[i],
                       .scratch = memory.scratch,
                       .logits = memory.logits,
                       .logit_scale = memory.logit_scale,
                       .probabilities = memory.probabilities,
                       .best = memory.best};
  a.range = {a.source.zero_point, a.result.zero_point,
             net.places[i].kept == storage::fused ? a.result.zero_point : -128};
  // Not a loop: then the compiler need not keep the array in memory.
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    auto const operand = [&](std::size_t k) -> std::span<std::int8_t const> {
      auto const input = n.inputs[static_cast<int>(k)];
      return input < 0 ? std::span<std::int8_t>{}
                       : tensor_of(net, memory, static_cast<std::size_t>(input));
    };
    ((a.in[K] = operand(K)), ...);
  }(std::make_index_sequence<4>{});
  if (n.type == element::int8) a.out = tensor_of(net, memory, i);
  a.weight = {net.weight + block.weight_offset, block.weight_bytes};
  a.bias = {net.bias + block.channel_offset, block.channels};
  a.multiplier = {net.multiplier + block.channel_offset, block.channels};
  return a;
}

/// `layer` is fixed or a kernels::run_time_layer, of an analysed graph without a fault.
template <typename Backend, typename Requantize, typename Layer>
constexpr void execute(Layer layer, kernels::arguments const& a) noexcept {
  if constexpr (kernels::fixed<Layer>) {
    kernels::chosen<Layer, Backend>::template run<Requantize>(layer, a);
  } else {
    kernels::with_kernel<Backend>(
        layer.value, [&]<typename Kernel>(Kernel) { Kernel::template run<Requantize>(layer, a); });
  }
}

}  // namespace saccade::inline SACCADE_ISA
