// EXPECT: flow: a filter must take pictures of the size that the one before gives
// SPDX-License-Identifier: Apache-2.0
#include <saccade/saccade.hpp>

namespace sc = saccade;

#ifdef SACCADE_FAIL
auto filters = sc::rescale<sc::geometry{1280, 720}, sc::geometry{128, 128}>{} |
               sc::rescale<sc::geometry{128, 120}, sc::geometry{16, 16}>{};
#else
auto filters = sc::rescale<sc::geometry{1280, 720}, sc::geometry{128, 128}>{} |
               sc::rescale<sc::geometry{128, 128}, sc::geometry{16, 16}>{};
#endif
