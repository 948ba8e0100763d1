// SPDX-License-Identifier: Apache-2.0
#include <saccade/config.hpp>

#include "support/catch.hpp"
#include "support/kernel_conformance.hpp"

#if SACCADE_HAS_SSE2

TEST_CASE("SSE2 linear layers have the bits of scalar") {
  saccade::test::expect_scalar_linear_layers<saccade::backend::sse2>(1000);
}

#else

TEST_CASE("there is no SSE2") {
  SUCCEED();
}

#endif
