// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// One person: proportions, clothes, habits. What stays the same over this person's recordings.

#include <saccade/simulate/random.hpp>

namespace saccade::host::simulate {

struct subject {
  float shoulder = 0.19F;  ///< half the distance between the shoulders
  float upper_arm = 0.29F;
  float forearm = 0.26F;
  float hand = 0.18F;
  float head = 0.105F;  ///< radius
  float torso = 0.52F;  ///< shoulders to hips
  float girth = 1;      ///< scales every limb's radius
  float speed = 1;      ///< habitual, scales every gesture's rate
  float amplitude = 1;
  float fingers = 1;  ///< how far they are spread
  float posture{};    ///< 0: idle hands hang, 1: they rest before the belly
  float sway{};       ///< of the idle body
  bool short_sleeves{};
  float skin{}, shirt{}, sleeve{}, hair{}, trousers{};  ///< log intensity, 0 is the background's
  float texture{};                                      ///< of the clothes

  explicit subject(random_source random) {
    float const size = random.uniform(0.9F, 1.1F);
    auto const scaled = [&](float v, float spread) {
      return v * size * random.uniform(1 - spread, 1 + spread);
    };
    shoulder = scaled(0.19F, 0.1F);
    upper_arm = scaled(0.29F, 0.06F);
    forearm = scaled(0.26F, 0.06F);
    hand = scaled(0.18F, 0.08F);
    head = scaled(0.105F, 0.08F);
    torso = scaled(0.52F, 0.08F);
    girth = random.uniform(0.8F, 1.3F);
    speed = random.uniform(0.85F, 1.18F);
    amplitude = random.uniform(0.8F, 1.2F);
    fingers = random.uniform(0.1F, 1.0F);
    posture = random.uniform();
    sway = random.uniform(0.003F, 0.012F);
    short_sleeves = random.chance(0.5F);
    // Skin is mostly brighter than an indoor background.
    skin = random.uniform(0.35F, 1.0F) * (random.chance(0.75F) ? 1.0F : -1.0F);
    shirt = random.uniform(0.1F, 1.2F) * random.sign();
    sleeve = short_sleeves ? skin : shirt + random.uniform(-0.15F, 0.15F);
    hair = random.uniform(-1.5F, 0.3F);
    trousers = random.uniform(-1.2F, 0.4F);
    texture = random.uniform(0.03F, 0.3F);
  }
};

}  // namespace saccade::host::simulate
