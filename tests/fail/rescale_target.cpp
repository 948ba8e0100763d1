// EXPECT: saccade: rescale: the target has no pixels
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

namespace sc = saccade;

#ifdef SACCADE_FAIL
sc::rescale<sc::geometry{640, 480}, sc::geometry{128, 0}> stage;
#else
sc::rescale<sc::geometry{640, 480}, sc::geometry{128, 1}> stage;
#endif
