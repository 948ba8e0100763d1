// SPDX-License-Identifier: Apache-2.0
#include <saccade/stage/windower.hpp>

#include "stage/windower_conformance.hpp"
#include "support/catch.hpp"

#include <saccade/decode/evt2.hpp>
#include <saccade/filter/rescale.hpp>
#include <saccade/window/by_time.hpp>

using namespace saccade;

namespace {

static_assert(windower<window_by_time>);
static_assert(windower<window<milliseconds(5)>>);
static_assert(fixed_windower<window<milliseconds(5)>>);
static_assert(!fixed_windower<window_by_time>);
static_assert(!windower<rescale<geometry{16, 16}, geometry{8, 8}>>);
static_assert(!windower<evt2_decoder>);

}  // namespace

TEST_CASE("windows by time are a windower") {
  test::windower_conforms([] { return window<milliseconds(5)>{}; }, 5000);
  test::windower_conforms([] { return window<milliseconds(5)>{0}; }, 5000);
  test::windower_conforms([] { return window_by_time{77}; }, 77);
  test::windower_conforms([] { return window_by_time{1}; }, 1);
  test::windower_conforms([] { return window_by_time{50, -1000}; }, 50);
}
