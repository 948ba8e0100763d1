// EXPECT: saccade: rescale: takes the size of the source and that of the target
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

namespace sc = saccade;

#ifdef SACCADE_FAIL
sc::rescale<128, 128> stage;
#else
sc::rescale<sc::geometry{640, 480}, sc::geometry{128, 128}> stage;
#endif
