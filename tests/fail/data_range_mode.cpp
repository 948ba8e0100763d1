// EXPECT: saccade: data_range: the mode must be one of time_map::data_range_
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

namespace sc = saccade;

#ifdef SACCADE_FAIL
constexpr auto mode = sc::time_map::fixed_window;
#else
constexpr auto mode = sc::time_map::data_range_clamped;
#endif

auto use(sc::data_range<mode, 8>& map) -> void {
  map.begin(0, 1);
}
