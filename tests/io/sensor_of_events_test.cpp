// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/sensor_of_events.hpp>

#include "support/catch.hpp"

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>

#include <cstdint>
#include <utility>
#include <vector>

using namespace saccade;
using host::sensor_choice;

namespace {

auto choose(std::uint64_t count, geometry extent, std::vector<std::pair<int, int>> const& others)
    -> sensor_choice {
  host::sensor_finder finder;
  auto const tell = [&](int x, int y) {
    finder({0, static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y), polarity::on});
  };
  for (std::uint64_t i = 0; i != count; ++i) {
    tell(static_cast<int>(i) % extent.width, static_cast<int>(i) % extent.height);
  }
  for (auto const& [x, y] : others) tell(x, y);
  return finder.choice();
}

}  // namespace

TEST_CASE("without events there is no sensor") {
  CHECK(choose(0, {}, {}).size == geometry{});
}

TEST_CASE("the smallest known sensor that holds the events is taken") {
  for (auto const& sensor : host::known_sensors) {
    auto const all = choose(2000, sensor, {});
    CHECK(all.size == sensor);
    CHECK(all.known_sensor);
    CHECK(all.outside == 0);
  }
  CHECK(choose(2000, {300, 100}, {}).size == geometry{304, 240});
  CHECK(choose(50, {41, 32}, {}).size == geometry{128, 128});
  CHECK(choose(2000, {346, 260}, {}).text() ==
        "346x260 taken, the smallest known sensor that holds all of the events");
}

TEST_CASE("one event in a thousand decides nothing") {
  auto const all = choose(1999, {128, 128}, {{40'000, 3}});
  CHECK(all.size == geometry{128, 128});
  CHECK(all.outside == 1);
  CHECK(all.text() == "128x128 taken, the smallest known sensor that holds 99.95 % of the events");
  CHECK(choose(998, {128, 128}, {{300, 3}}).size == geometry{304, 240});
}

TEST_CASE("a sensor that is not known is as large as its events need") {
  auto const all = choose(10'000, {2000, 1000}, {{60'000, 3}, {5, 50'000}});
  CHECK(all.size == geometry{2000, 1000});
  CHECK_FALSE(all.known_sensor);
  CHECK(all.outside == 2);
  CHECK(all.text() == "2000x1000 taken, the smallest size that holds 99.98 % of the events");
}
