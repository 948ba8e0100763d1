// SPDX-License-Identifier: Apache-2.0
#include "simulate/performance.hpp"

#include "support/catch.hpp"

#include "simulate/activity.hpp"
#include "simulate/scene/transform.hpp"

#include <cstdint>
#include <vector>

using namespace saccade::host::simulate;
using saccade::event;

namespace {
auto hash(std::vector<event> const& events) -> std::uint64_t {
  std::uint64_t h = 0xcbf29ce484222325U;
  for (event const& e : events) {
    for (std::uint64_t const v : {static_cast<std::uint64_t>(e.t), std::uint64_t{e.x},
                                  std::uint64_t{e.y}, static_cast<std::uint64_t>(e.p)}) {
      h = (h ^ v) * 0x100000001b3U;
    }
  }
  return h;
}

auto quarter_second(std::uint32_t subject, gesture g) -> std::vector<event> {
  return simulate_events({.seed = 3, .subject = subject, .gesture = g, .duration_us = 250'000});
}
}  // namespace

TEST_CASE("every gesture makes ordered events within sensor and time") {
  for (std::size_t g = 0; g < gesture_count; ++g) {
    INFO(gesture_names[g]);
    auto const events = quarter_second(1, static_cast<gesture>(g));
    CHECK(events.size() > 200);
    bool good = true;
    for (std::size_t i = 0; i < events.size(); ++i) {
      event const& e = events[i];
      good = good && e.x < 128 && e.y < 128 && e.t >= 0 && e.t < 250'000;
      good = good && (i == 0 || events[i - 1].t <= e.t);
    }
    CHECK(good);
  }
}

TEST_CASE("equal arguments give equal events, others give others") {
  performance const what{.seed = 3, .gesture = gesture::arm_roll, .duration_us = 100'000};
  auto const reference = hash(simulate_events(what));
  CHECK(hash(simulate_events(what)) == reference);
  performance other = what;
  other.seed = 4;
  CHECK(hash(simulate_events(other)) != reference);
  other = what;
  other.subject = 1;
  CHECK(hash(simulate_events(other)) != reference);
  other = what;
  other.trial = 1;
  CHECK(hash(simulate_events(other)) != reference);
  other = what;
  other.gesture = gesture::air_drums;
  CHECK(hash(simulate_events(other)) != reference);
}

TEST_CASE("a longer recording begins like a shorter one") {
  auto const longer = simulate_events({.seed = 3, .duration_us = 200'000});
  auto const shorter = simulate_events({.seed = 3, .duration_us = 100'000});
  // The last steps before the shorter end differ in length.
  std::size_t same = 0;
  while (same < shorter.size() && shorter[same].t < 90'000) {
    REQUIRE(shorter[same] == longer[same]);
    ++same;
  }
  CHECK(same > 0);
}

TEST_CASE("other sensor sizes work") {
  auto const events = simulate_events({.duration_us = 50'000, .size = {97, 61}});
  REQUIRE(!events.empty());
  for (event const& e : events) REQUIRE((e.x < 97 && e.y < 61));
}

TEST_CASE("activity is like that of real DVS128 recordings") {
  // Strong hand waves on a DVS128, per 50 ms (5 %, median, 95 %): 1,024 / 2,537 / 4,097 events,
  // 0.5 / 1.2 / 1.8 % of the voxels, 16 / 20 / 26 % of the patches, largest count 7 / 10 / 15.
  activity all;
  for (std::uint32_t subject = 0; subject < 6; ++subject) {
    for (std::size_t g = 0; g < gesture_count; ++g) {
      measure(quarter_second(subject, static_cast<gesture>(g)), {128, 128}, 50'000, 250'000, all);
    }
  }
  REQUIRE(all.events.size() == 6 * gesture_count * 5);
  auto const median = [](std::vector<double> const& v) { return percentiles(v)[1]; };
  CHECK(median(all.events) > 800);
  CHECK(median(all.events) < 5000);
  CHECK(median(all.voxels) > 0.4);
  CHECK(median(all.voxels) < 2.5);
  CHECK(median(all.patches) > 10);
  CHECK(median(all.patches) < 40);
  CHECK(median(all.on) > 40);
  CHECK(median(all.on) < 65);
  CHECK(percentiles(all.largest)[3] <= 127);
}

TEST_CASE("mirror and reverse undo themselves") {
  auto const events = quarter_second(2, gesture::left_hand_wave);
  CHECK(mirror(mirror(events, 128), 128) == events);
  CHECK(reverse(reverse(events, 250'000), 250'000) == events);
  auto const back = reverse(events, 250'000);
  REQUIRE(!back.empty());
  CHECK(back.front().t == 249'999 - events.back().t);
  CHECK(back.front().p != events.back().p);
}
