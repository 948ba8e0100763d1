// SPDX-License-Identifier: Apache-2.0
#include <saccade/stage/flow.hpp>

#include "stage/filter_conformance.hpp"
#include "support/catch.hpp"
#include "support/one_polarity.hpp"

#include <saccade/filter/rescale.hpp>

#include <type_traits>

using namespace saccade;
using test::one_polarity;

namespace {

using half = rescale<geometry{128, 96}, geometry{64, 48}>;
using square = rescale<geometry{64, 48}, geometry{32, 32}>;

static_assert(std::is_same_v<decltype(half{} | square{}), flow<half, square>>);
static_assert(filter<flow<half, flow<one_polarity, square>>>);
static_assert(flow<half, square>::source == geometry{128, 96});
static_assert(flow<half, square>::target == geometry{32, 32});
static_assert(flow<one_polarity, square>::source == geometry{64, 48});
static_assert(flow<square, one_polarity>::target == geometry{32, 32});
static_assert(flow<one_polarity, one_polarity>::source == geometry{});

}  // namespace

TEST_CASE("a flow of filters is a filter") {
  test::filter_conforms([] { return half{} | square{}; });
  test::filter_conforms([] { return half{} | one_polarity{polarity::on} | square{}; });
  test::filter_conforms([] { return half{} | (one_polarity{polarity::on} | square{}); });
}

TEST_CASE("a flow says what its filters say one behind the other") {
  auto const items = test::filter_input({128, 96}, 9);
  half first;
  one_polarity second{polarity::off};
  test::said_items between;
  test::said_items expected;
  test::filter_items(first, items, between);
  test::filter_items(second, between.items, expected);

  auto both = half{} | one_polarity{polarity::off};
  test::said_items said;
  test::filter_items(both, items, said);
  CHECK(said.items == expected.items);
  CHECK(both.dropped() == first.dropped() + second.dropped());
  CHECK(both.first().counters() == first.counters());
  CHECK(both.second().dropped() == second.dropped());
}
