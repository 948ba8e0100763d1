// EXPECT: -ffast-math and its parts change the bits
// FAIL-WITH: -ffast-math
// SPDX-License-Identifier: Apache-2.0
#include <saccade/quantize/requantize.hpp>

auto round(float x) -> int {
  return saccade::nearest_integer(x);
}
