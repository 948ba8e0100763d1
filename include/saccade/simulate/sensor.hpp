// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The pixels of an event camera: log intensity in, events out. The model is that of v2e (Hu, Liu,
/// Delbruck 2021) with interpolated event times and a reset phase, plus two habits of a real
/// DVS128.

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/io/error.hpp>
#include <saccade/simulate/random.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

namespace saccade::host::simulate {

struct sensor_parameters {
  geometry size{128, 128};
  /// Change of the natural logarithm of intensity that makes an event, and its standard deviation
  /// over the pixels.
  float threshold_on = 0.2F;
  float threshold_off = 0.2F;
  float threshold_spread = 0.03F;
  /// Of the photoreceptor's low-pass where the log intensity is 0; brighter pixels are faster.
  float time_constant_us = 300;
  /// ON events per second of a pixel that sees no change.
  float leak_hz = 0.1F;
  /// Noise events of either polarity per second and pixel.
  float shot_hz = 0.1F;
  /// A pixel is held in reset this long after an event and follows the light meanwhile.
  std::int32_t refractory_us = 500;
  /// Probability that an OFF event's reset overshoots, so that an ON event follows at its end.
  float off_rebound = 0;
  /// Probability that an OFF event is reported again at the same time (at most 5 times).
  float off_repeat = 0;
  /// Share of pixels that fire on their own, and their mean rate.
  float hot_pixels = 0;
  float hot_hz = 50;
};

/// Times are microseconds from 0, below 2^31. All state is a function of the parameters, the random
/// source and the images, so equal arguments give equal events.
class sensor {
 public:
  /// `image`: log intensity, row by row; the pixels have settled on it at time 0.
  sensor(sensor_parameters const& parameters, random_source random, std::span<float const> image)
      : parameters_{parameters}, random_{random} {
    if (!parameters.size.known() || image.size() != pixels()) {
      throw error{"simulated sensor", "the image must have width * height values"};
    }
    before_.assign(image.begin(), image.end());
    now_ = before_;
    level_ = before_;
    busy_until_.resize(pixels());
    release_.resize(pixels());
    auto const draw = [&](float mean) {
      return std::max(0.01F, mean + parameters_.threshold_spread * random_.gaussian());
    };
    for (std::size_t i = 0; i < pixels(); ++i) {
      on_.push_back(draw(parameters.threshold_on));
      off_.push_back(draw(parameters.threshold_off));
      // The leak's sawtooth starts anywhere.
      if (parameters.leak_hz > 0) level_[i] -= on_[i] * random_.uniform();
      if (random_.chance(parameters.hot_pixels)) hot_.push_back(static_cast<std::uint32_t>(i));
    }
  }

  [[nodiscard]] auto time_us() const noexcept -> timestamp_us { return time_; }

  /// The light changes linearly from the last image to this one; the events of [time_us(), t) go to
  /// the sink in time order.
  template <event_sink Sink>
  void advance(std::span<float const> image, timestamp_us t, Sink&& sink) {
    if (image.size() != pixels() || t <= time_ || t > INT32_MAX) {
      throw error{"simulated sensor", "needs images of its size at growing times below 2^31 us"};
    }
    step_ = static_cast<float>(t - time_);
    std::swap(before_, now_);
    noise();
    constexpr std::size_t block = 64;
    for (std::size_t begin = 0; begin < pixels(); begin += block) {
      std::size_t const end = std::min(begin + block, pixels());
      if (!filter(image, begin, end)) continue;
      for (std::size_t i = begin; i < end; ++i) compare(i);
    }
    // A total order, so that equal events are the same event whatever the algorithm.
    std::sort(events_.begin(), events_.end(), [](event const& a, event const& b) {
      return std::tie(a.t, a.y, a.x, a.p) < std::tie(b.t, b.y, b.x, b.p);
    });
    for (event const& e : events_) sink(e);
    events_.clear();
    time_ = t;
  }

 private:
  [[nodiscard]] auto pixels() const noexcept -> std::size_t {
    return static_cast<std::size_t>(parameters_.size.width) *
           static_cast<std::size_t>(parameters_.size.height);
  }

  /// Low-pass and leak of some pixels; true if one of them may have an event or is in reset.
  auto filter(std::span<float const> image, std::size_t begin, std::size_t end) -> bool {
    float const leak = parameters_.leak_hz * step_ * 1e-6F;
    float const tau = parameters_.time_constant_us;
    auto const start = static_cast<std::int32_t>(time_);
    float const *const in = image.data(), *const old = before_.data();
    float const *const on = on_.data(), *const off = off_.data();
    float *const out = now_.data(), *const level = level_.data();
    std::int32_t const* const busy = busy_until_.data();
    std::int32_t any = 0;
    for (std::size_t i = begin; i < end; ++i) {
      float slow = 1 - 0.5F * in[i];
      slow = slow < 0.3F ? 0.3F : slow;
      slow = slow > 2.0F ? 2.0F : slow;
      out[i] = old[i] + (in[i] - old[i]) * (step_ / (step_ + tau * slow));
      level[i] -= leak * on[i];
      float const change = out[i] - level[i];
      any |= static_cast<std::int32_t>(change >= on[i]) |
             static_cast<std::int32_t>(change <= -off[i]) |
             static_cast<std::int32_t>(busy[i] > start);
    }
    return any != 0;
  }

  /// The comparators of one pixel over the step: its change since the last reset goes along a line.
  void compare(std::size_t i) {
    float const leak = parameters_.leak_hz * step_ * 1e-6F * on_[i];
    float const first = before_[i] - (level_[i] + leak);
    float const slope = (now_[i] - level_[i] - first) / step_;
    float at = 0;    // within the step
    float base = 0;  // subtracted from the line by resets
    if (float const busy = static_cast<float>(busy_until_[i] - time_); busy > 0) {
      if (busy >= step_) {
        level_[i] = now_[i];
        return;
      }
      at = busy;
      base = first + slope * at - release_[i];
    }
    for (;;) {
      float const change = first + slope * at - base;
      bool const rises = change >= on_[i] || (change > -off_[i] && slope > 0);
      float const missing = rises ? on_[i] - change : -off_[i] - change;
      float crossing = at;
      if (rises ? missing > 0 : missing < 0) crossing = slope != 0 ? at + missing / slope : step_;
      if (!(crossing < step_)) break;
      busy_until_[i] = fire(i, crossing, rises ? polarity::on : polarity::off);
      at = static_cast<float>(busy_until_[i] - time_);
      if (at < crossing) at = crossing;
      if (at >= step_) {
        level_[i] = now_[i];
        return;
      }
      base = first + slope * at - release_[i];
    }
    level_[i] = now_[i] - (first + slope * step_ - base);
  }

  /// Reports an event and returns when the pixel's reset ends.
  auto fire(std::size_t i, float at, polarity p) -> std::int32_t {
    auto const width = static_cast<std::size_t>(parameters_.size.width);
    auto const t = time_ + static_cast<std::int32_t>(at);
    event const e{t, static_cast<std::uint16_t>(i % width), static_cast<std::uint16_t>(i / width),
                  p};
    events_.push_back(e);
    auto end = static_cast<std::int32_t>(t) + parameters_.refractory_us;
    release_[i] = 0;
    if (p == polarity::off) {
      for (int n = 0; n < 5 && random_.chance(parameters_.off_repeat); ++n) events_.push_back(e);
      if (random_.chance(parameters_.off_rebound)) {
        release_[i] = 1.05F * on_[i];
        end += static_cast<std::int32_t>(random_.uniform() *
                                         static_cast<float>(parameters_.refractory_us));
      }
    }
    return end;
  }

  /// Shot noise and hot pixels: events without a cause, which reset their pixel as any event does.
  void noise() {
    auto const total = static_cast<float>(pixels());
    draw(parameters_.shot_hz * total, [&] {
      std::size_t const i = random_.below(static_cast<std::uint32_t>(pixels()));
      spontaneous(i, random_.chance(0.5F) ? polarity::on : polarity::off);
    });
    draw(parameters_.hot_hz * static_cast<float>(hot_.size()), [&] {
      // The square prefers the first: hot pixels differ in rate.
      float const u = random_.uniform();
      auto const k = static_cast<std::size_t>(u * u * static_cast<float>(hot_.size()));
      spontaneous(hot_[k], random_.chance(0.8F) ? polarity::on : polarity::off);
    });
  }

  template <typename Action>
  void draw(float per_second, Action&& action) {
    float const expected = per_second * step_ * 1e-6F;
    if (!(expected > 0)) return;
    // 16 coins approximate a Poisson count up to about that many.
    int const coins = 16 + static_cast<int>(expected) * 2;
    for (int n = 0; n < coins; ++n) {
      if (random_.chance(expected / static_cast<float>(coins))) action();
    }
  }

  void spontaneous(std::size_t i, polarity p) {
    float const at = random_.uniform() * step_;
    auto const t = static_cast<std::int32_t>(time_) + static_cast<std::int32_t>(at);
    if (t < busy_until_[i]) return;
    level_[i] = before_[i];
    busy_until_[i] = fire(i, at, p);
  }

  sensor_parameters parameters_;
  random_source random_;
  timestamp_us time_{};
  float step_{};
  std::vector<float> before_;  ///< low-passed log intensity at the step's begin
  std::vector<float> now_;     ///< and at its end
  std::vector<float> level_;   ///< memorised at the last reset
  std::vector<float> on_, off_;
  std::vector<float> release_;  ///< the change that a pixel sees when its reset ends
  std::vector<std::int32_t> busy_until_;
  std::vector<std::uint32_t> hot_;
  std::vector<event> events_;
};

}  // namespace saccade::host::simulate
