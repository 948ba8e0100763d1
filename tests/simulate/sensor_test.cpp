// SPDX-License-Identifier: Apache-2.0
#include <saccade/simulate/sensor.hpp>

#include "support/catch.hpp"

#include <cmath>
#include <vector>

using saccade::event;
using saccade::polarity;
using saccade::timestamp_us;
using saccade::host::simulate::random_source;
using saccade::host::simulate::sensor;
using saccade::host::simulate::sensor_parameters;

namespace {
/// No noise, equal thresholds, no reset time, a photoreceptor that follows within 1 us.
constexpr sensor_parameters ideal{.size = {16, 16},
                                  .threshold_on = 0.2F,
                                  .threshold_off = 0.25F,
                                  .threshold_spread = 0,
                                  .time_constant_us = 0,
                                  .leak_hz = 0,
                                  .shot_hz = 0,
                                  .refractory_us = 0};

struct bench {
  sensor_parameters parameters;
  std::vector<float> image = std::vector<float>(256);
  sensor pixels{parameters, random_source{7}, image};
  std::vector<event> events{};

  explicit bench(sensor_parameters const& p) : parameters{p} {}

  void hold(timestamp_us until, timestamp_us step = 1000) {
    while (pixels.time_us() < until) {
      pixels.advance(image, pixels.time_us() + step, [&](event const& e) { events.push_back(e); });
    }
  }
};
}  // namespace

TEST_CASE("constant light without noise makes no event") {
  bench b{ideal};
  b.hold(1'000'000);
  CHECK(b.events.empty());
}

TEST_CASE("a change of k thresholds makes k events, evenly over the step") {
  bench b{ideal};
  std::size_t const pixel = 3 * 16 + 5;
  b.image[pixel] = 0.2F * 4.5F;
  b.hold(1000);
  REQUIRE(b.events.size() == 4);
  for (std::size_t k = 0; k < 4; ++k) {
    event const& e = b.events[k];
    CHECK(e.x == 5);
    CHECK(e.y == 3);
    CHECK(e.p == polarity::on);
    CHECK(std::abs(static_cast<double>(e.t) - 1000.0 * static_cast<double>(k + 1) / 4.5) <= 2);
  }
  b.events.clear();
  // Down from 4.5 on-thresholds; the memorised level is 0.8: 0.8 - 3.4 off-thresholds.
  b.image[pixel] = 0.8F - 0.25F * 3.4F;
  b.hold(2000);
  REQUIRE(b.events.size() == 3);
  for (event const& e : b.events) CHECK(e.p == polarity::off);
}

TEST_CASE("a change is not forgotten between steps") {
  bench b{ideal};
  for (int n = 1; n <= 100; ++n) {
    b.image[0] = 0.0105F * static_cast<float>(n);
    b.hold(n * 1000);
  }
  CHECK(b.events.size() == 5);
}

TEST_CASE("the low-pass spreads a step over its time constant") {
  sensor_parameters slow = ideal;
  slow.time_constant_us = 10'000;
  bench b{slow};
  b.image[0] = 1.01F;  // slower factor 1 - 0.505 = 0.495: 4.95 ms
  b.hold(200'000, 100);
  REQUIRE(b.events.size() == 5);
  // 1.01 (1 - exp(-t / tau)) = 0.6
  double const expected = 4950 * std::log(1.01 / (1.01 - 0.6));
  CHECK(std::abs(static_cast<double>(b.events[2].t) - expected) < 0.05 * expected);
}

TEST_CASE("events of a pixel keep the refractory period") {
  sensor_parameters p = ideal;
  p.refractory_us = 700;
  bench b{p};
  for (int n = 1; n <= 50; ++n) {
    b.image[9] = n % 2 == 0 ? 0.0F : 3.0F;
    b.hold(n * 1000);
  }
  REQUIRE(b.events.size() > 20);
  for (std::size_t i = 1; i < b.events.size(); ++i) {
    CHECK(b.events[i].t - b.events[i - 1].t >= 700);
  }
}

TEST_CASE("leak makes ON events at its rate") {
  sensor_parameters p = ideal;
  p.leak_hz = 2;
  bench b{p};
  b.hold(10'000'000);
  for (event const& e : b.events) REQUIRE(e.p == polarity::on);
  // 256 pixels, 10 s; the float level's rounding shifts the rate a little.
  CHECK(std::abs(static_cast<double>(b.events.size()) - 5120) < 300);
}

TEST_CASE("shot noise has its rate and both polarities") {
  sensor_parameters p = ideal;
  p.shot_hz = 5;
  bench b{p};
  b.hold(10'000'000);
  double on = 0;
  for (event const& e : b.events) on += e.p == polarity::on ? 1 : 0;
  auto const count = static_cast<double>(b.events.size());
  CHECK(std::abs(count - 12'800) < 600);
  CHECK(std::abs(on / count - 0.5) < 0.03);
}

TEST_CASE("an overshooting OFF reset adds an ON event and no drift") {
  sensor_parameters p = ideal;
  p.off_rebound = 1;
  p.refractory_us = 100;
  bench b{p};
  b.image[0] = -0.26F;
  b.hold(100'000);
  REQUIRE(b.events.size() == 2);
  CHECK(b.events[0].p == polarity::off);
  CHECK(b.events[1].p == polarity::on);
  CHECK(b.events[1].t - b.events[0].t >= 100);
  CHECK(b.events[1].t - b.events[0].t <= 201);
}

TEST_CASE("a repeated OFF event has the same time and place") {
  sensor_parameters p = ideal;
  p.off_repeat = 1;
  bench b{p};
  b.image[0] = -0.26F;
  b.hold(1000);
  REQUIRE(b.events.size() == 6);
  for (event const& e : b.events) CHECK(e == b.events[0]);
}

TEST_CASE("thresholds spread, so pixels differ") {
  sensor_parameters p = ideal;
  p.threshold_spread = 0.05F;
  bench b{p};
  for (float& v : b.image) v = 1;
  b.hold(1000);
  std::vector<int> count(256);
  for (event const& e : b.events) ++count[e.y * 16U + e.x];
  int fewest = 1000, most = 0;
  for (int const c : count) {
    fewest = std::min(fewest, c);
    most = std::max(most, c);
  }
  CHECK(fewest < 5);
  CHECK(most > 5);
}

TEST_CASE("the sensor refuses images of another size and times that stand still") {
  bench b{ideal};
  auto const drop = [](event const&) {};
  std::vector<float> const small(255);
  CHECK_THROWS_AS(b.pixels.advance(small, 1000, drop), saccade::host::error);
  CHECK_THROWS_AS(b.pixels.advance(b.image, 0, drop), saccade::host::error);
  CHECK_THROWS_AS((sensor{ideal, random_source{1}, small}), saccade::host::error);
}
