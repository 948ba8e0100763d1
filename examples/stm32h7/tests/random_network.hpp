// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The small gesture network's shape with random weights.

#include <saccade/model/layers.hpp>
#include <saccade/model/model.hpp>

#include <cstddef>
#include <cstdint>

namespace random_network {

inline constexpr auto net =
    saccade::input<std::int8_t>({.height = 128, .width = 128, .channels = 10}) |
    saccade::conv2d({.out = 24, .kernel = 4, .stride = 4}) | saccade::relu |
    saccade::conv2d({.out = 32, .kernel = 2, .stride = 2}) | saccade::relu |
    saccade::conv2d({.out = 48, .kernel = 2, .stride = 2}) | saccade::relu |
    saccade::residual(saccade::conv2d({.out = 48, .kernel = 3, .pad = 1})) | saccade::relu |
    saccade::conv2d({.out = 128, .kernel = 2, .stride = 2}) | saccade::relu | saccade::flatten |
    saccade::linear({.out = 32}) | saccade::relu | saccade::linear({.out = 11});

inline constexpr auto weights = [] {
  constexpr auto& plan = saccade::detail::planned<net>;
  saccade::weights<plan.nodes.size(), plan.weight_bytes, plan.channels> w{};
  w.architecture = plan.architecture;
  w.grid = {2, 5, 128, 128, 50'000, saccade::time_map::fixed_window, 127};
  std::uint32_t state = 1;
  auto const next = [&state] { return (state = state * 1664525u + 1013904223u) >> 24; };
  for (auto& q : w.nodes)
    q = {.scale = 0.05f,
         .zero_point = -128,
         .first_ratio = 1.0f,
         .second_ratio = 0.5f,
         .offset = 0.0f};
  w.nodes[0] = {.scale = 1.0f};
  w.nodes[7].zero_point = 3;
  w.nodes[7].scale = 0.04f;
  w.nodes[8].offset = -131.0f;
  for (auto& b : w.bias) b = static_cast<std::int32_t>(next()) * 8 - 1024;
  for (auto& m : w.multiplier) m = 0.004f + 0.00001f * static_cast<float>(next());
  for (std::size_t i = plan.channels - 11; i < plan.channels; ++i) w.multiplier[i] = 0.01f;
  for (std::size_t i = 0; i < plan.weight_bytes; ++i)
    w.weight[i] = static_cast<std::int8_t>(next() - 128);
  return w;
}();

using model = saccade::model<net, weights>;

}  // namespace random_network
