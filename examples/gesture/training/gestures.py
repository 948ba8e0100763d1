# SPDX-License-Identifier: Apache-2.0
"""The eleven gestures that `saccade simulate` shows, in the order of DVS128 Gesture."""

LABELS = ("hand_clapping", "right_hand_wave", "left_hand_wave",
          "right_arm_clockwise", "right_arm_counter_clockwise",
          "left_arm_clockwise", "left_arm_counter_clockwise",
          "arm_roll", "air_drums", "air_guitar", "other")

# What a gesture becomes when its recording is mirrored left to right, or played backwards; the
# others stay what they are.
MIRRORED = {"right_hand_wave": "left_hand_wave",
            "right_arm_clockwise": "left_arm_counter_clockwise",
            "right_arm_counter_clockwise": "left_arm_clockwise"}
REVERSED = {"right_arm_clockwise": "right_arm_counter_clockwise",
            "left_arm_clockwise": "left_arm_counter_clockwise"}
