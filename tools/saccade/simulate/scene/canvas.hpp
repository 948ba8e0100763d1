// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A picture of log intensities that round-ended strokes with soft edges are painted on.

#include <saccade/geometry.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace saccade::host::simulate {

/// Everything within a radius of a line; the radius changes linearly from one end to the other.
/// Lengths are in pixels, the centre of the upper left pixel is (0, 0).
struct stroke {
  float x0{}, y0{}, r0{};
  float x1{}, y1{}, r1{};
  float softness = 1;  ///< width of the edge's ramp
  float tone{};        ///< log intensity
  float texture{};     ///< amplitude of a pattern that moves with the stroke
  float period = 8;    ///< of that pattern
  float phase{};
};

/// Layers are blended in log intensity: it costs no logarithm per pixel and moves the place of a
/// soft edge by less than its width.
class canvas {
 public:
  canvas(geometry size, float tone)
      : size_{size},
        cells_(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height), tone) {
  }

  [[nodiscard]] auto size() const noexcept -> geometry { return size_; }
  [[nodiscard]] auto cells() const noexcept -> std::span<float const> { return cells_; }
  [[nodiscard]] auto cells() noexcept -> std::span<float> { return cells_; }
  [[nodiscard]] auto row(int y) noexcept -> float* {
    return cells_.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(size_.width);
  }

  void paint(stroke const& s) {
    float const margin = std::max(s.r0, s.r1) + s.softness;
    int const left = bound(std::min(s.x0, s.x1) - margin, size_.width);
    int const right = bound(std::max(s.x0, s.x1) + margin + 1, size_.width);
    int const top = bound(std::min(s.y0, s.y1) - margin, size_.height);
    int const bottom = bound(std::max(s.y0, s.y1) + margin + 1, size_.height);

    float const dx = s.x1 - s.x0, dy = s.y1 - s.y0;
    float const norm = std::sqrt(dx * dx + dy * dy);
    float const ux = norm > 1e-3F ? dx / norm : 0.0F, uy = norm > 1e-3F ? dy / norm : 1.0F;
    float const per_length = norm > 1e-3F ? 1 / norm : 0.0F;
    float const growth = s.r1 - s.r0, sharpness = 1 / s.softness, wave = 1 / s.period;
    for (int y = top; y < bottom; ++y) {
      float* const out = row(y);
      float const py = static_cast<float>(y) - s.y0;
      auto const [from, to] = within(py, ux, uy, norm, margin, s.x0, left, right);
      for (int x = from; x < to; ++x) {
        float const px = static_cast<float>(x) - s.x0;
        float const along = px * ux + py * uy;
        float const across = px * uy - py * ux;
        float part = along * per_length;
        part = part < 0 ? 0 : part;
        part = part > 1 ? 1 : part;
        float const beyond = along - part * norm;
        float const away = std::sqrt(beyond * beyond + across * across);
        float cover = 0.5F + (s.r0 + growth * part - away) * sharpness;
        cover = cover < 0 ? 0 : cover;
        cover = cover > 1 ? 1 : cover;
        float const pattern = triangle((along + 0.6F * across) * wave + s.phase) +
                              triangle((0.9F * across - 0.5F * along) * wave + 2 * s.phase);
        out[x] += cover * (s.tone + s.texture * pattern - out[x]);
      }
    }
  }

 private:
  /// Columns of [left, right) in a row `py` below the stroke's begin that are within `margin` of
  /// it.
  [[nodiscard]] static auto within(float py, float ux, float uy, float norm, float margin, float x0,
                                   int left, int right) noexcept -> std::pair<int, int> {
    float low = static_cast<float>(left), high = static_cast<float>(right);
    auto const cut = [&](float a, float b) {
      low = std::max(low, std::min(a, b) + x0);
      high = std::min(high, std::max(a, b) + x0 + 1);
    };
    if (std::fabs(uy) > 0.05F) cut((py * ux - margin) / uy, (py * ux + margin) / uy);
    if (std::fabs(ux) > 0.05F) cut((-margin - py * uy) / ux, (norm + margin - py * uy) / ux);
    return {bound(low, right), bound(high, right)};
  }

  [[nodiscard]] static auto bound(float v, int limit) noexcept -> int {
    return static_cast<int>(std::clamp(v, 0.0F, static_cast<float>(limit)));
  }

  /// Period 1, from -0.5 to 0.5.
  [[nodiscard]] static auto triangle(float x) noexcept -> float {
    float const shifted = x + 1024;
    float const part = shifted - static_cast<float>(static_cast<int>(shifted));
    return std::fabs(2 * part - 1) - 0.5F;
  }

  geometry size_;
  std::vector<float> cells_;
};

}  // namespace saccade::host::simulate
