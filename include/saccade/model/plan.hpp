// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Everything that follows from a network's graph, computed once at compile time, and the checks
/// that the compiler reports.

#include <saccade/graph/analyse.hpp>
#include <saccade/graph/arena.hpp>
#include <saccade/graph/hash.hpp>
#include <saccade/graph/layers.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/model/weights.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace saccade::detail {

template <std::size_t N>
struct plan {
  std::array<node, N> nodes{};
  std::array<placement, N> places{};
  verdict checked{};
  shape input{1, 1, 1};
  std::size_t first{1};
  std::size_t tensor_bytes{1};
  std::size_t classes{1};
  std::size_t weight_bytes{};
  std::size_t channels{};
  std::size_t logit_channel{};
  std::size_t observed_bytes{};
  std::uint64_t macs{};
  std::uint64_t architecture{};
  op ends_in{};
};

/// Of a graph with a fault: the verdict, and sizes that cause no further errors. `first` is the
/// first node to run, taken as 1 where no arena can be planned for it.
template <std::size_t N>
[[nodiscard]] consteval auto make_plan(chain<N> const& net, std::size_t first = 1) -> plan<N> {
  plan<N> p{.nodes = net.nodes};
  p.checked = analyse(p.nodes);
  if (p.checked.what != fault::none) return p;
  bool const can = first <= logits_node(p.nodes) && reads_front(p.nodes, first) == -1;
  p.first = first >= 1 && can ? first : 1;
  std::array<bool, N> placed{};
  p.tensor_bytes = plan_arena(p.nodes, p.places, placed, p.first);
  p.input = p.nodes[0].result;
  std::size_t const logits = logits_node(p.nodes);
  p.classes = static_cast<std::size_t>(p.nodes[logits].out);
  p.logit_channel = parameters_of(p.nodes, logits).channel_offset;
  parameter_block const end = parameters_of(p.nodes, N);
  p.weight_bytes = end.weight_offset;
  p.channels = end.channel_offset;
  p.architecture = architecture_hash(p.nodes);
  p.ends_in = p.nodes[N - 1].kind;
  for (std::size_t i = 1; i < N; ++i) {
    p.macs += macs_of(p.nodes[i]);
    if (i >= p.first && p.places[i].kept == storage::tensor) p.observed_bytes += p.places[i].bytes;
  }
  return p;
}

template <auto const& Net, std::size_t First = 1>
inline constexpr auto planned = make_plan(Net, First);

/// The first node that must keep its operand's quantisation and does not, or -1.
[[nodiscard]] constexpr auto changed_quantization(std::span<node const> nodes,
                                                  std::span<node_quantization const> q) noexcept
    -> int {
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    if (!facts(nodes[i].kind).keeps_quantization) continue;
    node_quantization const& source = q[static_cast<std::size_t>(nodes[i].inputs[0])];
    if (q[i].scale < source.scale || q[i].scale > source.scale ||
        q[i].zero_point != source.zero_point) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

/// The first logit whose unit differs from that of logit 0, or -1.
[[nodiscard]] constexpr auto other_logit_scale(std::span<float const> multiplier,
                                               std::size_t first) noexcept -> int {
  for (std::size_t i = first + 1; i < multiplier.size(); ++i) {
    if (multiplier[i] < multiplier[first] || multiplier[i] > multiplier[first]) {
      return static_cast<int>(i - first);
    }
  }
  return -1;
}

/// One function per node. A table keeps the list of nodes out of the functions' names.
template <typename Model>
inline constexpr auto steps = []<std::size_t... I>(std::index_sequence<I...>) {
  return std::array{&Model::template step<I>...};
}(std::make_index_sequence<Model::nodes.size()>{});

}  // namespace saccade::detail

namespace saccade {

/// Of a network that is not analysed yet: what weights::architecture must be.
template <std::size_t Nodes>
[[nodiscard]] consteval auto architecture_hash(chain<Nodes> const& net) -> std::uint64_t {
  return detail::make_plan(net).architecture;
}

}  // namespace saccade
