// EXPECT: saccade: window: the length must be positive
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

namespace sc = saccade;

#ifdef SACCADE_FAIL
sc::window<sc::milliseconds(0)> stage;
#else
sc::window<sc::milliseconds(1)> stage;
#endif
