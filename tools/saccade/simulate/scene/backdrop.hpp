// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What stands behind the person: smooth shading, texture and some straight-edged furniture.

#include <saccade/geometry.hpp>
#include <saccade/simulate/random.hpp>
#include "simulate/scene/canvas.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace saccade::host::simulate {

class backdrop {
 public:
  static constexpr int margin = 6;  ///< pixels that a camera may be displaced by

  /// `contrast`: standard size of the log intensity's variation.
  backdrop(geometry size, float contrast, random_source random)
      : wide_{{size.width + 2 * margin, size.height + 2 * margin}, 0} {
    for (int spacing : {48, 16, 6}) noise(spacing, contrast * (spacing == 6 ? 0.3F : 0.8F), random);
    auto const furniture = random.below(4);
    for (std::uint32_t n = 0; n < furniture; ++n) {
      float const x = random.uniform(0, static_cast<float>(wide_.size().width));
      float const y = random.uniform(0, static_cast<float>(wide_.size().height));
      float const reach = random.uniform(20, 90), r = random.uniform(3, 14);
      bool const upright = random.chance(0.6F);
      wide_.paint({.x0 = x,
                   .y0 = y,
                   .r0 = r,
                   .x1 = x + (upright ? 0 : reach),
                   .y1 = y + (upright ? reach : 0),
                   .r1 = r,
                   .softness = 1.5F,
                   .tone = contrast * 3 * random.uniform(-1, 1),
                   .texture = 0,
                   .period = 8,
                   .phase = 0});
    }
  }

  /// Displaced by (dx, dy) pixels, each within +-margin.
  void draw(float dx, float dy, canvas& out) const {
    float const x = static_cast<float>(margin) + std::clamp(dx, -5.0F, 5.0F);
    float const y = static_cast<float>(margin) + std::clamp(dy, -5.0F, 5.0F);
    auto const left = static_cast<int>(x), top = static_cast<int>(y);
    float const fx = x - static_cast<float>(left), fy = y - static_cast<float>(top);
    auto const stride = static_cast<std::size_t>(wide_.size().width);
    for (int row = 0; row < out.size().height; ++row) {
      float const* const above =
          wide_.cells().data() + static_cast<std::size_t>(row + top) * stride + left;
      float const* const below = above + stride;
      float* const to = out.row(row);
      for (int i = 0; i < out.size().width; ++i) {
        float const a = above[i] + fx * (above[i + 1] - above[i]);
        float const b = below[i] + fx * (below[i + 1] - below[i]);
        to[i] = a + fy * (b - a);
      }
    }
  }

 private:
  void noise(int spacing, float amplitude, random_source& random) {
    int const columns = wide_.size().width / spacing + 2, rows = wide_.size().height / spacing + 2;
    std::vector<float> knots;
    for (int n = 0; n < columns * rows; ++n) knots.push_back(random.uniform(-1, 1) * amplitude);
    for (int y = 0; y < wide_.size().height; ++y) {
      for (int x = 0; x < wide_.size().width; ++x) {
        float const fx = static_cast<float>(x % spacing) / static_cast<float>(spacing);
        float const fy = static_cast<float>(y % spacing) / static_cast<float>(spacing);
        auto const at = [&](int i, int j) {
          return knots[static_cast<std::size_t>((y / spacing + j) * columns + x / spacing + i)];
        };
        float const a = at(0, 0) + fx * (at(1, 0) - at(0, 0));
        float const b = at(0, 1) + fx * (at(1, 1) - at(0, 1));
        wide_.row(y)[x] += a + fy * (b - a);
      }
    }
  }

  canvas wide_;
};

}  // namespace saccade::host::simulate
