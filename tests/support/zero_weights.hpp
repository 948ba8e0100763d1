// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/model/make_weights.hpp>

namespace saccade::test {

/// `w` with scales of 1 and what follows from them, as far as it has room for the nodes of `Net`.
template <auto const& Net, typename Weights>
[[nodiscard]] constexpr auto with_factors(Weights w) {
  std::span<node const> const nodes = detail::planned<Net>.nodes;
  std::size_t const room = std::size(w.nodes);
  detail::fill_in(w, nodes.first(nodes.size() < room ? nodes.size() : room));
  return w;
}

/// Weights of the right size and hash for a network, all zero. For one with a fault, of any size.
template <auto const& Net, grid_format Grid = grid_format{}>
inline constexpr auto zero_weights = [] {
  constexpr auto const& plan = detail::planned<Net>;
  weights<plan.nodes.size() == 0 ? 1 : plan.nodes.size(), plan.weight_bytes,
          plan.channels == 0 ? 1 : plan.channels>
      w{.architecture = plan.architecture, .grid = Grid};
  if (plan.checked.what == fault::none) detail::fill_in(w, plan.nodes);
  return w;
}();

}  // namespace saccade::test
