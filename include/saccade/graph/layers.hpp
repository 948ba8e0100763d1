// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A network as a value: layers joined by `|` into a flat array of nodes.
///
///   inline constexpr auto net = input<std::int8_t>({.height = 32, .width = 32, .channels = 2})
///                             | conv2d({.out = 8, .kernel = 3, .pad = 1}) | relu
///                             | global_average_pool | linear({.out = 4});

#include <saccade/graph/node.hpp>
#include <saccade/graph/operations.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace saccade {

/// `Nodes` operations, each after the ones that it reads. The input -1 means whatever comes in.
template <std::size_t Nodes>
struct chain {
  std::array<node, Nodes> nodes{};

  static constexpr std::size_t size = Nodes;
};

namespace detail {

/// Writes `part` into `target` from `offset`; what comes into `part` is the node `incoming`.
template <std::size_t N, std::size_t M>
constexpr void splice(std::array<node, N>& target, chain<M> const& part, std::size_t offset,
                      int incoming) {
  for (std::size_t i = 0; i < M; ++i) {
    node copy = part.nodes[i];
    for (int j = 0; j < facts(copy.kind).operands; ++j) {
      copy.inputs[j] = copy.inputs[j] < 0 ? incoming : copy.inputs[j] + static_cast<int>(offset);
    }
    target[offset + i] = copy;
  }
}

}  // namespace detail

template <std::size_t N, std::size_t M>
[[nodiscard]] constexpr auto operator|(chain<N> const& first, chain<M> const& second)
    -> chain<N + M> {
  chain<N + M> joined;
  detail::splice(joined.nodes, first, 0, -1);
  detail::splice(joined.nodes, second, N, static_cast<int>(N) - 1);
  return joined;
}

struct conv2d_options {
  int out{};  ///< output channels
  extent kernel{1};
  extent stride{1};
  padding pad{0};
  int groups{1};  ///< as many as input channels: depthwise
  extent dilation{1};
};

struct pool_options {
  extent kernel{1};
  extent stride{0};  ///< 0: the kernel's
  padding pad{0};    ///< max_pool only
};

struct linear_options {
  int out{};
};

/// The first node of a network: one window's tensor, int8, NHWC.
template <typename T>
[[nodiscard]] constexpr auto input(shape size) -> chain<1> {
  static_assert(std::is_same_v<T, std::int8_t>,
                "saccade: input: tensors are int8; a uint8 value q is q - 128 here");
  return {{node{.kind = op::input, .in = size, .result = size}}};
}

[[nodiscard]] constexpr auto conv2d(conv2d_options o) -> chain<1> {
  return {{node{.kind = op::conv2d,
                .out = o.out,
                .kernel = o.kernel,
                .stride = o.stride,
                .dilation = o.dilation,
                .pad = o.pad,
                .groups = o.groups}}};
}

[[nodiscard]] constexpr auto max_pool(pool_options o) -> chain<1> {
  return {{node{.kind = op::max_pool,
                .kernel = o.kernel,
                .stride = o.stride == extent{0} ? o.kernel : o.stride,
                .pad = o.pad}}};
}

[[nodiscard]] constexpr auto average_pool(pool_options o) -> chain<1> {
  return {{node{.kind = op::average_pool,
                .kernel = o.kernel,
                .stride = o.stride == extent{0} ? o.kernel : o.stride,
                .pad = o.pad}}};
}

/// Needs a flat tensor: global_average_pool or flatten before it.
[[nodiscard]] constexpr auto linear(linear_options o) -> chain<1> {
  return {{node{.kind = op::linear, .out = o.out}}};
}

inline constexpr chain<1> relu{{node{.kind = op::relu}}};
inline constexpr chain<1> global_average_pool{{node{.kind = op::global_average_pool}}};
inline constexpr chain<1> flatten{{node{.kind = op::flatten}}};
inline constexpr chain<1> softmax{{node{.kind = op::softmax}}};
inline constexpr chain<1> argmax{{node{.kind = op::argmax}}};
/// The empty branch of a residual.
inline constexpr chain<0> identity{};

/// first(x) + second(x).
template <std::size_t N, std::size_t M>
[[nodiscard]] constexpr auto residual(chain<N> const& first, chain<M> const& second)
    -> chain<N + M + 1> {
  chain<N + M + 1> block;
  detail::splice(block.nodes, first, 0, -1);
  detail::splice(block.nodes, second, N, -1);
  block.nodes[N + M] = {
      .kind = op::add,
      .inputs = {static_cast<int>(N) - 1, M == 0 ? -1 : static_cast<int>(N + M) - 1}};
  return block;
}

/// body(x) + x.
template <std::size_t N>
[[nodiscard]] constexpr auto residual(chain<N> const& body) -> chain<N + 1> {
  return residual(body, identity);
}

}  // namespace saccade
