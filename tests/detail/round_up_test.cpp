// SPDX-License-Identifier: Apache-2.0
#include <saccade/detail/round_up.hpp>

#include "support/catch.hpp"

#include <cstddef>

using saccade::detail::round_up;

static_assert(round_up(0, 16) == 0 && round_up(1, 16) == 16 && round_up(16, 16) == 16);
static_assert(round_up(std::size_t{17}, std::size_t{16}) == 32);

TEST_CASE("the next multiple is the smallest that is not below") {
  for (int value = 0; value < 200; ++value) {
    for (int step = 1; step < 20; ++step) {
      int const up = round_up(value, step);
      CHECK((up % step == 0 && up >= value && up < value + step));
    }
  }
}
