// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// How the ten named gestures of DVS128 Gesture move. Every draw varies place, extent and rate, and
/// the ranges of the classes overlap, so that neither where nor how much moves names the class.

#include "simulate/gesture.hpp"
#include "simulate/motion.hpp"
#include "simulate/other_motion.hpp"
#include "simulate/rhythm.hpp"

#include <array>
#include <cmath>

namespace saccade::host::simulate {

/// Both hands meet before the chest.
[[nodiscard]] inline auto hand_clapping(subject const& who, random_source& random) -> motion {
  rhythm const beat{random, who.speed * random.uniform(1.5F, 3.8F)};
  float const gap = who.amplitude * random.uniform(0.07F, 0.2F);
  point const centre{random.uniform(-.06F, .06F), random.uniform(0.0F, 0.34F), 0.3F};
  float const tilt = random.uniform(-0.5F, 0.2F), up = random.uniform(0.5F, 1.0F);
  return [=, still = idle(who, random)](double t) {
    pose now = still(t);
    float const open = 0.5F - 0.5F * cosine(beat.turns(t));
    for (side const s : {right, left}) {
      float const o = outward(s);
      float const away = gap * beat.extent(t) * open;
      now.arms[s] = {centre + point{o * (0.035F + away), away * tilt, 0},
                     {o, 0.9F, -0.2F},
                     {o * (0.6F * open - 0.15F), -up, 0.6F},
                     0};
    }
    return now;
  };
}

/// The raised forearm swings about the elbow, the hand follows.
[[nodiscard]] inline auto hand_wave(side s, subject const& who, random_source& random) -> motion {
  float const hertz = who.speed * random.uniform(1.6F, 3.6F);
  rhythm const beat{random, hertz};
  // Small waves of a nearly still forearm to wide ones; fast ones are smaller.
  float const swing = who.amplitude * random.uniform(0.03F, 0.085F) * (1.3F - 0.14F * hertz);
  float const flex = random.uniform(0.01F, 0.07F), lag = random.uniform(0.03F, 0.15F);
  float const lean = random.uniform(-0.06F, 0.07F);
  float const o = outward(s);
  point const elbow_from_shoulder =
      unit({o * random.uniform(0.1F, 1.0F), random.uniform(-0.15F, 0.9F),
            random.uniform(0.1F, 0.7F)}) *
      who.upper_arm;
  float const lift = random.uniform(0.85F, 1.0F);
  return [=, still = idle(who, random), shoulder = who.shoulder, forearm = who.forearm](double t) {
    pose now = still(t);
    point const elbow = point{o * shoulder, 0.03F, 0} + elbow_from_shoulder;
    float const size = beat.extent(t);
    double const angle = static_cast<double>(o * lean + swing * size * sine(beat.turns(t)));
    double const bend =
        static_cast<double>(flex * size * sine(beat.turns(t) - static_cast<double>(lag)));
    now.arms[s] = {elbow + point{sine(angle), -lift * cosine(angle), 0.4F * (1 - lift)} * forearm,
                   elbow_from_shoulder,
                   {sine(angle + bend), -cosine(angle + bend), 0.15F},
                   0};
    return now;
  };
}

/// The whole arm turns about the shoulder, or the forearm about the elbow. Either way the arm
/// points from the circle's centre to the hand: its direction and the hand's motion together tell
/// the sense.
[[nodiscard]] inline auto arm_circle(side s, bool clockwise, subject const& who,
                                     random_source& random) -> motion {
  bool const whole_arm = random.chance(0.5F);
  float const o = outward(s), flat = random.uniform(0.8F, 1.1F);
  point const shoulder{o * who.shoulder, 0.03F, 0};
  point const upper = unit({o * random.uniform(0.3F, 1.0F), random.uniform(0.0F, 0.8F),
                            random.uniform(0.2F, 0.7F)}) *
                      who.upper_arm;
  float const radius = whole_arm ? who.amplitude * random.uniform(0.26F, 0.42F)
                                 : who.forearm * random.uniform(0.45F, 0.8F);
  float const ahead = whole_arm ? random.uniform(0.1F, 0.25F)
                                : std::sqrt(who.forearm * who.forearm - radius * radius);
  point const centre =
      (whole_arm ? shoulder + point{o * random.uniform(0, 0.08F), 0, 0} : shoulder + upper) +
      point{0, 0, ahead};
  rhythm const beat{random, who.speed * random.uniform(0.85F, 1.9F) * (1.15F - 0.8F * radius)};
  point const bend = whole_arm ? point{o * 0.6F, 1, -0.2F} : upper;
  float const depth = whole_arm ? random.uniform(-0.2F, 0.2F) : 0.0F;
  float const curl = random.chance(0.4F) ? random.uniform(0.5F, 1.0F) : 0.0F;
  return [=, still = idle(who, random)](double t) {
    pose now = still(t);
    double const angle = clockwise ? beat.turns(t) : -beat.turns(t);
    float const r = radius * beat.extent(t);
    // y grows downwards, so a growing angle goes from the right downwards: clockwise.
    point const away{cosine(angle), flat * sine(angle), 0};
    now.arms[s] = {centre + away * r + point{0, 0, depth * r * away.y}, bend,
                   away + point{0, 0, 0.4F}, curl};
    return now;
  };
}

/// Both forearms lie across the chest and turn around each other.
[[nodiscard]] inline auto arm_roll(subject const& who, random_source& random) -> motion {
  rhythm const beat{random, who.speed * random.uniform(1.1F, 2.8F)};
  float const radius = who.amplitude * random.uniform(0.06F, 0.13F);
  float const direction = random.sign(), overlap = random.uniform(-0.02F, 0.09F);
  point const centre{random.uniform(-.06F, .06F), random.uniform(0.0F, 0.34F), 0.3F};
  float const slant = random.uniform(-0.3F, 0.3F), curl = random.uniform(0, 1);
  return [=, still = idle(who, random)](double t) {
    pose now = still(t);
    float const r = radius * beat.extent(t);
    for (side const s : {right, left}) {
      float const o = outward(s);
      double const angle =
          static_cast<double>(direction) * beat.turns(t) + (s == right ? 0.0 : 0.5);
      now.arms[s] = {centre + point{-o * overlap, r * sine(angle), r * cosine(angle)},
                     {o, 0.4F, -0.2F},
                     {-o, slant, 0.1F},
                     curl};
    }
    return now;
  };
}

/// Both fists strike down in turn.
[[nodiscard]] inline auto air_drums(subject const& who, random_source& random) -> motion {
  rhythm const beat{random, who.speed * random.uniform(1.5F, 3.6F)};
  float const height = who.amplitude * random.uniform(0.06F, 0.17F);
  float const apart = random.uniform(0.09F, 0.26F), level = random.uniform(0.1F, 0.4F);
  double const offset = static_cast<double>(random.uniform(0.4F, 0.6F));
  std::array<wobble, 2> const aside{wobble{random, 0.7F}, wobble{random, 0.7F}};
  float const roam = random.uniform(0.0F, 0.07F), flick = random.uniform(0.3F, 1.0F);
  return [=, still = idle(who, random)](double t) {
    pose now = still(t);
    for (side const s : {right, left}) {
      float const o = outward(s);
      double const turns = beat.turns(t) + (s == right ? 0.0 : offset);
      // Up slowly, down fast: the second harmonic steepens the stroke.
      float const lift = 0.5F + 0.45F * cosine(turns) + 0.12F * sine(2 * turns);
      now.arms[s] = {
          point{o * apart + roam * aside[s](t), level - height * beat.extent(t) * lift, 0.32F},
          {o, 0.8F, -0.3F},
          {-0.2F * o, flick * (0.5F - lift), 0.7F},
          0.85F};
    }
    now.body.y += 0.01F * sine(2 * beat.turns(t));
    return now;
  };
}

/// The left hand holds a neck out to the side, the right strums before the belly.
[[nodiscard]] inline auto air_guitar(subject const& who, random_source& random) -> motion {
  rhythm const beat{random, who.speed * random.uniform(1.8F, 4.0F)};
  float const stroke_height = who.amplitude * random.uniform(0.05F, 0.15F);
  point const strings{random.uniform(-0.14F, 0.04F), random.uniform(0.22F, 0.42F), 0.28F};
  point const neck{random.uniform(0.32F, 0.5F), random.uniform(-0.05F, 0.22F), 0.25F};
  wobble const fret{random, 0.8F}, roam{random, 1.0F};
  float const slide = random.uniform(0.01F, 0.06F);
  return [=, still = idle(who, random)](double t) {
    pose now = still(t);
    float const strum = sine(beat.turns(t)), a = stroke_height * beat.extent(t);
    now.arms[right] = {strings + point{0.35F * a * strum + 0.02F * roam(t), a * strum, 0},
                       {-1, 0.3F, -0.3F},
                       {0.8F, 0.5F + 0.7F * strum, 0.2F},
                       0.6F};
    float const along = slide * fret(t);
    now.arms[left] = {neck + point{along, -0.4F * along, 0}, {1, 1, 0}, {0.1F, -1, 0.2F}, 0.5F};
    now.body.y += 0.008F * sine(0.5 * beat.turns(t));
    return now;
  };
}

[[nodiscard]] inline auto arms_of(gesture what, subject const& who, random_source& random)
    -> motion {
  switch (what) {
    case gesture::hand_clapping:
      return hand_clapping(who, random);
    case gesture::right_hand_wave:
      return hand_wave(right, who, random);
    case gesture::left_hand_wave:
      return hand_wave(left, who, random);
    case gesture::right_arm_clockwise:
      return arm_circle(right, true, who, random);
    case gesture::right_arm_counter_clockwise:
      return arm_circle(right, false, who, random);
    case gesture::left_arm_clockwise:
      return arm_circle(left, true, who, random);
    case gesture::left_arm_counter_clockwise:
      return arm_circle(left, false, who, random);
    case gesture::arm_roll:
      return arm_roll(who, random);
    case gesture::air_drums:
      return air_drums(who, random);
    case gesture::air_guitar:
      return air_guitar(who, random);
    case gesture::other:
      return other_motion(who, random);
  }
  return idle(who, random);
}

/// The gesture, with the shoulders and the head following the arms a little.
[[nodiscard]] inline auto perform(gesture what, subject const& who, random_source& random)
    -> motion {
  float const follow = random.uniform(0.02F, 0.08F);
  return [=, arms = arms_of(what, who, random)](double t) {
    pose now = arms(t);
    point const centre = (now.arms[right].wrist + now.arms[left].wrist) * follow;
    now.body = now.body + point{centre.x, 0.5F * centre.y, 0};
    now.head = now.head + point{0.3F * centre.x, 0, 0};
    return now;
  };
}

}  // namespace saccade::host::simulate
