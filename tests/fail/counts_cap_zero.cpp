// EXPECT: saccade: saturating_counts: the cap must be positive
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

namespace sc = saccade;

#ifdef SACCADE_FAIL
sc::saturating_counts<0> cells;
#else
sc::saturating_counts<1> cells;
#endif
