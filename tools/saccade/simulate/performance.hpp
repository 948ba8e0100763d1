// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// One simulated recording: who does what for how long, as events.

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/simulate/sensor.hpp>
#include "simulate/gesture.hpp"
#include "simulate/scene/scene.hpp"
#include "simulate/scene/subject.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace saccade::host::simulate {

/// Equal values give equal events if the compiler does not fuse a * b + c: where the processor can
/// (-mfma, -march=native, AArch64) that takes -ffp-contract=off, with which saccade's own command
/// is built. The C library's sine and exponential have a say too. A subject's looks and habits
/// depend on seed and subject alone.
struct performance {
  std::uint64_t seed = 1;
  std::uint32_t subject = 0;
  std::uint32_t trial = 0;
  simulate::gesture gesture{};
  timestamp_us duration_us = 2'000'000;
  geometry size{128, 128};
};

/// A camera as it may be found: sensitive or dull, clean or noisy, in bright or dim light. Its
/// thresholds are set the higher the more of the image the person fills, as one would set them.
[[nodiscard]] inline auto draw_sensor(geometry size, view const& frame, random_source& random)
    -> sensor_parameters {
  sensor_parameters p{.size = size};
  float const fill = frame.pixels_per_metre / static_cast<float>(std::min(size.width, size.height));
  float const dullness = std::clamp(fill, 0.75F, 1.6F);
  float const dark = random.uniform();
  p.threshold_on = dullness * random.uniform(0.1F, 0.26F);
  p.threshold_off = p.threshold_on * random.uniform(0.85F, 1.2F);
  p.threshold_spread = p.threshold_on * random.uniform(0.05F, 0.2F);
  p.time_constant_us = 150 + 2000 * dark * dark;
  p.leak_hz = random.uniform(0.01F, 0.12F);
  p.shot_hz = random.uniform(0.01F, 0.1F) + 0.4F * dark * dark * random.uniform();
  p.refractory_us = static_cast<std::int32_t>(random.uniform(300, 1500));
  p.hot_pixels = random.chance(0.5F) ? random.uniform(0, 0.001F) : 0.0F;
  p.hot_hz = random.uniform(10, 120);
  if (random.chance(0.6F)) {
    p.off_rebound = random.uniform(0.3F, 0.95F);
    p.off_repeat = random.uniform(0, 0.65F);
  }
  return p;
}

/// Events of [0, duration_us) in time order, for the sink.
template <event_sink Sink>
void simulate_events(performance const& what, Sink&& sink) {
  random_source const root{what.seed};
  random_source const person = root.fork(what.subject);
  random_source random =
      person.fork(1).fork(what.trial).fork(static_cast<std::uint64_t>(what.gesture));
  simulate::subject const who{person};
  scene shown{what.size, what.gesture, who, random.fork(1)};
  sensor_parameters const parameters = draw_sensor(what.size, shown.frame(), random);
  sensor pixels{parameters, random.fork(2), shown.at(0).cells()};

  // Steps so small that no edge passes more than about half a pixel.
  timestamp_us step = 500;
  for (timestamp_us t = 0; t < what.duration_us;) {
    t = std::min(t + step, what.duration_us);
    pixels.advance(shown.at(static_cast<double>(t) * 1e-6).cells(), t, sink);
    float const pace = 0.5F / (shown.moved() / static_cast<float>(step) + 1e-9F);
    step = static_cast<timestamp_us>(std::clamp(pace, 500.0F, 3000.0F));
  }
}

[[nodiscard]] inline auto simulate_events(performance const& what) -> std::vector<event> {
  std::vector<event> events;
  simulate_events(what, [&](event const& e) { events.push_back(e); });
  return events;
}

}  // namespace saccade::host::simulate
