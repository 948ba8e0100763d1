// SPDX-License-Identifier: Apache-2.0
#include <saccade/stage/filter.hpp>

#include "stage/filter_conformance.hpp"
#include "support/catch.hpp"

#include <saccade/decode/evt2.hpp>
#include <saccade/filter/rescale.hpp>
#include <saccade/represent/voxel_grid.hpp>
#include <saccade/window/by_time.hpp>

using namespace saccade;

namespace {

using small = rescale<geometry{346, 260}, geometry{128, 128}>;
static_assert(filter<small>);
static_assert(filter<dynamic_rescale>);
static_assert(!filter<evt2_decoder>);
static_assert(!filter<window_by_time>);
static_assert(!filter<voxel_grid<1, 1, 8, 8>>);
struct hears_no_ticks {
  void push(event const& e, auto&& sink) { sink(e); }
  void finish(auto&&) {}
  [[nodiscard]] auto dropped() const -> std::uint64_t { return 0; }
};
static_assert(!filter<hears_no_ticks>);

static_assert(source_of<small>() == geometry{346, 260});
static_assert(target_of<small>() == geometry{128, 128});
static_assert(source_of<dynamic_rescale>() == geometry{});
static_assert(target_of<dynamic_rescale>() == geometry{});

}  // namespace

TEST_CASE("rescale is a filter") {
  test::filter_conforms([] { return small{}; });
}

TEST_CASE("dynamic_rescale is a filter") {
  test::filter_conforms([] { return dynamic_rescale{{90, 60}, {32, 32}}; });
}
