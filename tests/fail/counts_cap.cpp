// EXPECT: saccade: saturating_counts: the cap must fit an int8
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

namespace sc = saccade;

#ifdef SACCADE_FAIL
sc::saturating_counts<128> cells;
#else
sc::saturating_counts<127> cells;
#endif
