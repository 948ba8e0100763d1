// SPDX-License-Identifier: Apache-2.0
#include <saccade/filter/rescale.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <optional>
#include <vector>

using saccade::centre_crop;
using saccade::crop;
using saccade::event;
using saccade::geometry;
using saccade::rescale_counters;

namespace {

template <typename Stage>
constexpr auto map(Stage& stage, int x, int y) -> std::optional<event> {
  std::optional<event> out;
  stage.push(
      event{5, static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y), saccade::polarity::on},
      [&](event const& e) { out = e; });
  return out;
}

constexpr auto pixel(int x, int y) -> event {
  return {5, static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y), saccade::polarity::on};
}

static_assert(centre_crop({1280, 720}, {128, 128}) == crop{280, 0, 720, 720});
static_assert(centre_crop({640, 480}, {128, 128}) == crop{80, 0, 480, 480});
static_assert(centre_crop({346, 260}, {128, 128}) == crop{43, 0, 260, 260});
static_assert(centre_crop({304, 240}, {128, 128}) == crop{32, 0, 240, 240});
static_assert(centre_crop({128, 128}, {128, 128}) == crop{0, 0, 128, 128});
static_assert(centre_crop({480, 640}, {128, 128}) == crop{0, 80, 480, 480});
static_assert(centre_crop({100, 100}, {64, 32}) == crop{0, 25, 100, 50});
static_assert(centre_crop({5, 4}, {3, 7}) == crop{2, 0, 1, 4});
static_assert(centre_crop({1, 4}, {7, 1}) == crop{0, 1, 1, 1});
static_assert(centre_crop({}, {128, 128}) == crop{});

constexpr auto maps_at_compile_time() -> bool {
  saccade::rescale<saccade::geometry{1280, 720}, saccade::geometry{128, 128}> stage;
  return map(stage, 280, 0) == pixel(0, 0) && map(stage, 999, 719) == pixel(127, 127) &&
         !map(stage, 279, 0) && !map(stage, 1000, 0) && !map(stage, 1280, 0) &&
         stage.counters() == rescale_counters{.cropped = 2, .out_of_range = 1};
}
static_assert(maps_at_compile_time());

}  // namespace

TEST_CASE("every pixel follows the documented formula") {
  struct size {
    geometry source;
    geometry target;
  };
  for (auto const& [source, target] :
       {size{{346, 260}, {128, 128}}, size{{34, 34}, {128, 128}}, size{{100, 30}, {7, 13}},
        size{{30, 100}, {13, 7}}, size{{128, 128}, {128, 128}}, size{{3, 2}, {1, 1}}}) {
    saccade::dynamic_rescale stage{source, target};
    auto const kept = stage.kept();
    std::uint64_t cropped = 0;
    for (int y = 0; y < source.height; ++y) {
      for (int x = 0; x < source.width; ++x) {
        auto const out = map(stage, x, y);
        auto const inside = x >= kept.left && x < kept.left + kept.width && y >= kept.top &&
                            y < kept.top + kept.height;
        REQUIRE(out.has_value() == inside);
        cropped += inside ? 0 : 1;
        if (!inside) continue;
        REQUIRE(*out == pixel((x - kept.left) * target.width / kept.width,
                              (y - kept.top) * target.height / kept.height));
        REQUIRE(target.contains(out->x, out->y));
      }
    }
    CHECK(stage.counters() == rescale_counters{.cropped = cropped});
  }
}

TEST_CASE("the static and the dynamic stage agree") {
  saccade::rescale<saccade::geometry{346, 260}, saccade::geometry{128, 128}> fixed;
  saccade::dynamic_rescale dynamic{{346, 260}, {128, 128}};
  CHECK(fixed.kept == dynamic.kept());
  for (int y = 0; y < 300; ++y) {
    for (int x = 0; x < 400; ++x) REQUIRE(map(fixed, x, y) == map(dynamic, x, y));
  }
  CHECK(fixed.counters() == dynamic.counters());
}

TEST_CASE("an event that rescaling drops is a tick, and other ticks pass") {
  struct sink {
    std::vector<event> events;
    std::vector<saccade::tick> ticks;
    void operator()(event const& e) { events.push_back(e); }
    void advance(saccade::tick const& now) { ticks.push_back(now); }
  };
  auto const check = [](auto stage) {
    sink said;
    stage.push(event{7, 0, 0, saccade::polarity::on}, said);
    stage.push(saccade::tick{8}, said);
    stage.push(event{9, 200, 100, saccade::polarity::on}, said);
    stage.push(event{10, 999, 0, saccade::polarity::on}, said);
    stage.finish(said);
    CHECK(said.events.size() == 1);
    CHECK(said.ticks == std::vector<saccade::tick>{{7, true}, {8, false}, {10, true}});
    CHECK(stage.dropped() == 2);
  };
  check(saccade::rescale<saccade::geometry{346, 260}, saccade::geometry{128, 128}>{});
  check(saccade::dynamic_rescale{{346, 260}, {128, 128}});
}

TEST_CASE("the largest coordinates do not overflow") {
  saccade::dynamic_rescale stage{{65'536, 65'536}, {65'536, 65'536}};
  CHECK(map(stage, 65'535, 65'535) == pixel(65'535, 65'535));
  CHECK(map(stage, 65'535, 0) == pixel(65'535, 0));
}

TEST_CASE("an unknown size lets nothing through") {
  saccade::dynamic_rescale from_nothing{{}, {128, 128}};
  CHECK_FALSE(map(from_nothing, 0, 0));
  CHECK(from_nothing.counters() == rescale_counters{.out_of_range = 1});
  saccade::dynamic_rescale to_nothing{{128, 128}, {}};
  CHECK_FALSE(map(to_nothing, 0, 0));
  CHECK(to_nothing.counters() == rescale_counters{.out_of_range = 1});
}
