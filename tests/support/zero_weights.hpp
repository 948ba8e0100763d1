// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/model/plan.hpp>

namespace saccade::test {

/// Weights of the right size and hash for a network, all zero. For one with a fault, of any size.
template <auto const& Net>
inline constexpr auto zero_weights = [] {
  constexpr auto const& plan = detail::planned<Net>;
  return weights<plan.nodes.size() == 0 ? 1 : plan.nodes.size(), plan.weight_bytes,
                 plan.channels == 0 ? 1 : plan.channels>{.architecture = plan.architecture};
}();

}  // namespace saccade::test
