// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The eleven classes of DVS128 Gesture (Amir et al. 2017), in that data set's order.

#include <array>
#include <cstddef>
#include <string_view>

namespace saccade::host::simulate {

/// Right and left are the person's, who faces the camera: the right arm is on the image's left.
/// Clockwise is as the camera sees it: the hand goes from the image's top to its right. (The data
/// set does not say whose clock it means.)
enum class gesture : unsigned char {
  hand_clapping,
  right_hand_wave,
  left_hand_wave,
  right_arm_clockwise,
  right_arm_counter_clockwise,
  left_arm_clockwise,
  left_arm_counter_clockwise,
  arm_roll,
  air_drums,
  air_guitar,
  other,
};

inline constexpr std::size_t gesture_count = 11;

inline constexpr std::array<std::string_view, gesture_count> gesture_names{
    "hand_clapping",
    "right_hand_wave",
    "left_hand_wave",
    "right_arm_clockwise",
    "right_arm_counter_clockwise",
    "left_arm_clockwise",
    "left_arm_counter_clockwise",
    "arm_roll",
    "air_drums",
    "air_guitar",
    "other",
};

[[nodiscard]] constexpr auto name(gesture g) noexcept -> std::string_view {
  return gesture_names[static_cast<std::size_t>(g)];
}

/// What a recording shows when x is flipped. A left-handed guitarist is no class of its own.
[[nodiscard]] constexpr auto mirrored(gesture g) noexcept -> gesture {
  switch (g) {
    case gesture::right_hand_wave:
      return gesture::left_hand_wave;
    case gesture::left_hand_wave:
      return gesture::right_hand_wave;
    case gesture::right_arm_clockwise:
      return gesture::left_arm_counter_clockwise;
    case gesture::right_arm_counter_clockwise:
      return gesture::left_arm_clockwise;
    case gesture::left_arm_clockwise:
      return gesture::right_arm_counter_clockwise;
    case gesture::left_arm_counter_clockwise:
      return gesture::right_arm_clockwise;
    default:
      return g;
  }
}

/// What a recording shows when it is played backwards.
[[nodiscard]] constexpr auto reversed(gesture g) noexcept -> gesture {
  switch (g) {
    case gesture::right_arm_clockwise:
      return gesture::right_arm_counter_clockwise;
    case gesture::right_arm_counter_clockwise:
      return gesture::right_arm_clockwise;
    case gesture::left_arm_clockwise:
      return gesture::left_arm_counter_clockwise;
    case gesture::left_arm_counter_clockwise:
      return gesture::left_arm_clockwise;
    default:
      return g;
  }
}

}  // namespace saccade::host::simulate
