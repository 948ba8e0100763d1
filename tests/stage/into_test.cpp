// SPDX-License-Identifier: Apache-2.0
#include <saccade/stage/into.hpp>

#include "stage/said.hpp"
#include "support/catch.hpp"

#include <saccade/filter/rescale.hpp>

using namespace saccade;

TEST_CASE("what goes into a stage comes out of it") {
  rescale<geometry{16, 16}, geometry{8, 8}> stage;
  test::said_items said;
  into next{stage, said};
  next(event{1, 15, 15, polarity::on});
  next.advance(tick{2});
  next(event{3, 16, 0, polarity::on});
  CHECK(said.items ==
        std::vector<test::stage_item>{event{1, 7, 7, polarity::on}, tick{2}, tick{3, true}});
}
