// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// One recording's scene: a person who performs a gesture before a backdrop, framed by a camera.

#include "simulate/gesture_motion.hpp"
#include "simulate/oscillation.hpp"
#include "simulate/scene/backdrop.hpp"
#include "simulate/scene/body.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace saccade::host::simulate {

class scene {
 public:
  /// Everything that the subject does not fix is drawn from `random`.
  scene(geometry size, gesture what, subject const& who, random_source random)
      : motion_{perform(what, who, random)},
        backdrop_{size, random.uniform(0.03F, 0.25F), random.fork(1)},
        shake_x_{random, 3.0F},
        shake_y_{random, 3.0F},
        drift_{random, 0.1F},
        // Most cameras stand still; some are touched, some look at a slowly drifting background.
        shake_{random.chance(0.2F) ? random.uniform(0.02F, 0.2F) : 0.0F},
        drift_size_{random.chance(0.2F) ? random.uniform(0.3F, 1.5F) : 0.0F},
        frame_{choose_frame(size, random)},
        body_{who, frame_},
        picture_{size, 0} {}

  /// Log intensities at a time, valid until the next call.
  [[nodiscard]] auto at(double seconds) -> canvas const& {
    float const x = shake_ * shake_x_(seconds), y = shake_ * shake_y_(seconds);
    backdrop_.draw(x + drift_size_ * drift_(seconds), y, picture_);
    std::swap(strokes_, earlier_);
    body_.draw(motion_(seconds), strokes_);
    for (stroke& s : strokes_) {
      s.x0 -= x;
      s.x1 -= x;
      s.y0 -= y;
      s.y1 -= y;
      picture_.paint(s);
    }
    return picture_;
  }

  [[nodiscard]] auto frame() const noexcept -> view const& { return frame_; }

  /// Pixels by which the fastest end of a stroke has moved between the last two calls.
  [[nodiscard]] auto moved() const noexcept -> float {
    float most = 0;
    for (std::size_t i = 0; i < std::min(strokes_.size(), earlier_.size()); ++i) {
      stroke const &a = strokes_[i], &b = earlier_[i];
      most = std::max({most, std::fabs(a.x1 - b.x1), std::fabs(a.y1 - b.y1)});
    }
    return most;
  }

 private:
  /// From the whole upper body to little more than the moving hand.
  [[nodiscard]] auto choose_frame(geometry size, random_source& random) const -> view {
    point low{9, 9, 0}, high{-9, -9, 0};
    pose const start = motion_(0);
    std::array<point, 2> least{point{9, 9, 0}, point{9, 9, 0}}, most{point{-9, -9, 0}, {-9, -9, 0}};
    for (int n = 0; n < 60; ++n) {
      pose const now = motion_(0.025 * n);
      for (side const s : {right, left}) {
        point const p = now.body + now.arms[s].wrist;
        least[s] = {std::min(least[s].x, p.x), std::min(least[s].y, p.y), 0};
        most[s] = {std::max(most[s].x, p.x), std::max(most[s].y, p.y), 0};
      }
    }
    for (side const s : {right, left}) {
      if (most[s].x - least[s].x + most[s].y - least[s].y < 0.08F) continue;  // an idle arm
      low = {std::min(low.x, least[s].x), std::min(low.y, least[s].y), 0};
      high = {std::max(high.x, most[s].x), std::max(high.y, most[s].y), 0};
    }
    if (low.x > high.x) low = high = start.body + point{0, 0.1F, 0};
    point const active = (low + high) * 0.5F + point{0, -0.05F, 0};
    float const extent = 0.5F * std::max(high.x - low.x, high.y - low.y) + 0.09F;

    auto const width = static_cast<float>(size.width), height = static_cast<float>(size.height);
    float const unit_size = std::min(width, height) / 128;
    bool const close = random.chance(0.4F);
    view v;
    v.pixels_per_metre =
        close ? std::min(random.uniform(130, 260), 46 / extent) : 72 * random.uniform(0.8F, 1.8F);
    v.pixels_per_metre = std::max(v.pixels_per_metre, 56.0F) * unit_size;
    // A distant camera looks at the chest, a near one at what moves.
    float const attention = close ? 1.0F : random.uniform(0.0F, 0.6F);
    point const aim = active * attention + point{0, 0.15F, 0} * (1 - attention);
    float const scatter_x = close ? 0.2F : 0.12F, scatter_y = close ? 0.13F : 0.11F;
    v.x = width * (0.5F + random.uniform(-scatter_x, scatter_x)) - aim.x * v.pixels_per_metre;
    v.y = height * (0.5F + random.uniform(-scatter_y, scatter_y)) - aim.y * v.pixels_per_metre;
    v.softness = random.uniform(1.2F, 2.2F) * unit_size;
    v.perspective = random.uniform(0.15F, 0.5F);
    return v;
  }

  motion motion_;
  backdrop backdrop_;
  wobble shake_x_, shake_y_, drift_;
  float shake_, drift_size_;
  view frame_;
  body body_;
  canvas picture_;
  std::vector<stroke> strokes_, earlier_;
};

}  // namespace saccade::host::simulate
