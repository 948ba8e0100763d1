// SPDX-License-Identifier: Apache-2.0
// The spelling of before still compiles.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

#include <saccade/filter/rescale.hpp>
#include <saccade/stage/filter.hpp>

#include "support/catch.hpp"

using saccade::event;
using saccade::geometry;

namespace {

using numbers = saccade::rescale<346, 260, 128, 96>;
static_assert(saccade::filter<numbers>);
static_assert(numbers::source == geometry{346, 260});
static_assert(numbers::target == geometry{128, 96});
static_assert(numbers::kept == saccade::rescale<geometry{346, 260}, geometry{128, 96}>::kept);
static_assert(saccade::rescale<16U, 16L, 8, 8>::target == geometry{8, 8});

}  // namespace

TEST_CASE("rescale takes four numbers") {
  numbers old;
  saccade::rescale<geometry{346, 260}, geometry{128, 96}> stage;
  for (int y = 0; y < 270; ++y) {
    for (int x = 0; x < 350; ++x) {
      event const e{1, static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y),
                    saccade::polarity::on};
      event first{};
      event second{};
      old.push(e, [&](event const& out) { first = out; });
      stage.push(e, [&](event const& out) { second = out; });
      REQUIRE(first == second);
    }
  }
  CHECK(old.counters() == stage.counters());
}
