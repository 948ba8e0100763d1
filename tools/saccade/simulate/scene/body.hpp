// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A person in a pose as strokes on the image plane, the farthest first.

#include "simulate/scene/canvas.hpp"
#include "simulate/scene/pose.hpp"
#include "simulate/scene/subject.hpp"

#include <vector>

namespace saccade::host::simulate {

/// Where the origin between the shoulders is in the image, and how large a metre is there.
struct view {
  float x = 64;
  float y = 50;
  float pixels_per_metre = 80;
  float softness = 1.5F;     ///< pixels, of every edge
  float perspective = 0.3F;  ///< growth per metre towards the camera
};

class body {
 public:
  body(subject const& who, view const& where) : who_{who}, view_{where} {}

  /// Always the same number of strokes in the same order but for the arms: the one in front last.
  void draw(pose const& now, std::vector<stroke>& out) const {
    out.clear();
    point const chest = now.body;
    float const g = who_.girth;
    point const hips = chest * 0.6F + point{0, who_.torso, 0};
    float const half = who_.shoulder * 0.62F;
    limb(out, hips + point{-0.09F, 0.05F, -0.05F}, 0.09F * g, hips + point{-.1F, 0.6F, -.05F},
         0.07F * g, who_.trousers, who_.texture, 0.1F);
    limb(out, hips + point{0.09F, 0.05F, -0.05F}, 0.09F * g, hips + point{.1F, 0.6F, -.05F},
         0.07F * g, who_.trousers, who_.texture, 0.6F);
    limb(out, chest + point{0, 0.10F, 0}, half + 0.04F * g, hips, half + 0.02F * g, who_.shirt,
         who_.texture, 0.3F);
    limb(out, chest + point{-who_.shoulder, 0.03F, 0}, 0.05F * g,
         chest + point{who_.shoulder, 0.03F, 0}, 0.05F * g, who_.shirt, who_.texture, 0.3F);
    point const crown = chest + now.head + point{0, -who_.head * 2.2F, 0};
    limb(out, chest, 0.05F * g, crown, 0.05F * g, who_.skin - 0.15F, 0, 0);
    limb(out, crown + point{0, -0.02F, -0.02F}, who_.head * 1.08F, crown + point{0, -0.03F, 0},
         who_.head * 1.08F, who_.hair, 0.1F, 0.2F);
    limb(out, crown + point{now.head.x * 0.3F, who_.head * 0.25F, 0.02F}, who_.head * 0.75F,
         crown + point{now.head.x * 0.3F, who_.head * 0.5F, 0.02F}, who_.head * 0.62F, who_.skin,
         0.12F, 0.7F);
    bool const right_in_front = now.arms[right].wrist.z > now.arms[left].wrist.z;
    arm(out, now, right_in_front ? left : right);
    arm(out, now, right_in_front ? right : left);
  }

 private:
  void arm(std::vector<stroke>& out, pose const& now, side s) const {
    arm_pose const& a = now.arms[s];
    float const g = who_.girth;
    point const shoulder = now.body + point{outward(s) * who_.shoulder, 0.03F, 0};
    auto const [elbow, wrist] =
        reach(shoulder, now.body + a.wrist, a.elbow_towards, who_.upper_arm, who_.forearm);
    limb(out, shoulder, 0.052F * g, elbow, 0.042F * g, who_.shirt + 0.05F, who_.texture, 0.4F);
    limb(out, elbow, 0.042F * g, wrist, 0.028F * g, who_.sleeve,
         who_.short_sleeves ? 0.08F : who_.texture, 0.8F);
    hand(out, wrist, dot(a.hand, a.hand) > 0 ? unit(a.hand) : unit(wrist - elbow), a.curl, s);
  }

  void hand(std::vector<stroke>& out, point wrist, point fingers, float curl, side s) const {
    float const g = who_.hand;
    // Across the palm, in the image plane.
    point const across = unit(point{-fingers.y, fingers.x, 0} + point{1e-4F, 0, 0});
    point const palm = wrist + fingers * (0.22F * g);
    point const knuckles = wrist + fingers * (0.48F * g);
    float const finger = g * (0.52F - 0.34F * curl);
    for (int n = 0; n < 4; ++n) {
      float const k = static_cast<float>(n) - 1.5F;
      point const root = knuckles + across * (k * (0.085F + 0.03F * who_.fingers) * g);
      point const tip = root + unit(fingers + across * (k * 0.16F * who_.fingers)) * finger;
      limb(out, root, 0.055F * g, tip, 0.045F * g, who_.skin + 0.06F * k, 0, 0);
    }
    limb(out, palm, 0.2F * g, knuckles, 0.23F * g, who_.skin, 0.18F, 0.5F);
    // Palms face the camera, so thumbs point to the body's middle when fingers point up.
    point const aside = across * ((across.x * outward(s) > 0) ? -1.0F : 1.0F);
    limb(out, palm + aside * (0.12F * g), 0.07F * g,
         palm + aside * ((0.5F - 0.25F * curl) * g) + fingers * (0.25F * g), 0.05F * g,
         who_.skin - 0.1F, 0, 0);
  }

  void limb(std::vector<stroke>& out, point a, float ra, point b, float rb, float tone,
            float texture, float phase) const {
    float const m = view_.pixels_per_metre;
    float const fa = m * (1 + view_.perspective * a.z), fb = m * (1 + view_.perspective * b.z);
    out.push_back({.x0 = view_.x + a.x * fa,
                   .y0 = view_.y + a.y * fa,
                   .r0 = ra * fa,
                   .x1 = view_.x + b.x * fb,
                   .y1 = view_.y + b.y * fb,
                   .r1 = rb * fb,
                   .softness = view_.softness,
                   .tone = tone,
                   .texture = texture,
                   .period = 0.11F * m,
                   .phase = phase});
  }

  subject who_;
  view view_;
};

}  // namespace saccade::host::simulate
