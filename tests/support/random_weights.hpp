// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Weights drawn from a seed for any network, small enough for a constant expression.

#include <saccade/model/plan.hpp>
#include <saccade/quantize/parameters.hpp>

#include <cstddef>
#include <cstdint>

namespace saccade::test {

class random_numbers {
 public:
  explicit constexpr random_numbers(std::uint64_t seed) : state_{seed * 2 + 1} {}

  /// In [low, high].
  constexpr auto operator()(int low, int high) -> int {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    std::uint64_t const bits = (state_ * 0x2545F4914F6CDD1DU) >> 33;
    return low + static_cast<int>(bits % static_cast<std::uint64_t>(high - low + 1));
  }

 private:
  std::uint64_t state_;
};

/// Scales such that every layer uses most of int8 and saturates now and then.
template <auto const& Net>
[[nodiscard]] constexpr auto random_weights(std::uint64_t seed) {
  constexpr auto const& plan = detail::planned<Net>;
  weights<plan.nodes.size(), plan.weight_bytes, plan.channels> w{};
  w.architecture = plan.architecture;
  random_numbers random{seed};
  for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
    node const& n = plan.nodes[i];
    node_quantization& q = w.nodes[i];
    if (n.kind == op::input) {
      q = {.scale = 1.0F, .zero_point = 0};
      continue;
    }
    node_quantization const& source = w.nodes[static_cast<std::size_t>(n.inputs[0])];
    bool const keeps = facts(n.kind).keeps_quantization;
    q = keeps ? node_quantization{source.scale, source.zero_point}
              : node_quantization{static_cast<float>(random(50, 150)) / 100.0F, random(-100, 100)};
    if (n.kind == op::global_average_pool) {
      q.multiplier = average_multiplier(source.scale, q.scale, n.in.height * n.in.width);
    }
    if (n.kind == op::add) {
      node_quantization const& second = w.nodes[static_cast<std::size_t>(n.inputs[1])];
      auto const p = make_add_parameters({source.scale, source.zero_point + 128},
                                         {second.scale, second.zero_point + 128},
                                         {q.scale, q.zero_point + 128});
      q.first_ratio = p.first_ratio;
      q.second_ratio = p.second_ratio;
      q.offset = p.offset;
    }
    auto const block = parameters_of(plan.nodes, i);
    bool const logits = i == logits_node(plan.nodes);
    for (std::size_t k = 0; k < block.weight_bytes; ++k) {
      w.weight[block.weight_offset + k] = static_cast<std::int8_t>(random(-127, 127));
    }
    for (std::size_t c = 0; c < block.channels; ++c) {
      w.bias[block.channel_offset + c] = random(-20'000, 20'000);
      w.multiplier[block.channel_offset + c] =
          logits ? 0.001F : static_cast<float>(random(1, 1000)) * 3.1e-6F;
    }
  }
  return w;
}

}  // namespace saccade::test
