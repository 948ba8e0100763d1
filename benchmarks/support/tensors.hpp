// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace saccade::benchmarks {

[[nodiscard]] inline auto random_int8(std::size_t count) -> std::vector<std::int8_t> {
  std::mt19937 random{1};
  std::uniform_int_distribution<int> values{-127, 127};
  std::vector<std::int8_t> tensor(count);
  for (auto& v : tensor) v = static_cast<std::int8_t>(values(random));
  return tensor;
}

/// Of a layer with this many output channels.
struct channel_parameters {
  std::vector<std::int32_t> bias;
  std::vector<float> multiplier;

  explicit channel_parameters(int channels)
      : bias(static_cast<std::size_t>(channels), 100),
        multiplier(static_cast<std::size_t>(channels), 0.0003F) {}
};

}  // namespace saccade::benchmarks
