// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/model/plan.hpp>

namespace saccade::test {

/// `w` with 1 for every scale and factor.
template <std::size_t Nodes, std::size_t WeightBytes, std::size_t Channels>
[[nodiscard]] constexpr auto with_factors(weights<Nodes, WeightBytes, Channels> w) {
  for (auto& q : w.nodes) q = {1.0F, 0, 1.0F, 1.0F, 1.0F, 0.0F};
  for (auto& m : w.multiplier) m = 1.0F;
  return w;
}

/// Weights of the right size and hash for a network, all zero. For one with a fault, of any size.
template <auto const& Net, grid_format Grid = grid_format{}>
inline constexpr auto zero_weights = [] {
  constexpr auto const& plan = detail::planned<Net>;
  return with_factors(
      weights < plan.nodes.size() == 0 ? 1 : plan.nodes.size(), plan.weight_bytes,
      plan.channels == 0 ? 1 : plan.channels > {.architecture = plan.architecture, .grid = Grid});
}();

}  // namespace saccade::test
