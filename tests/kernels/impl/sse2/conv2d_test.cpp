// SPDX-License-Identifier: Apache-2.0
#include <saccade/config.hpp>

#include "support/catch.hpp"
#include "support/kernel_conformance.hpp"

#if SACCADE_HAS_SSE2

TEST_CASE("SSE2 convolutions have the bits of scalar") {
  saccade::test::expect_scalar_convolutions<saccade::backend::sse2>(3000);
  saccade::test::expect_scalar_wide_rows<saccade::backend::sse2>();
}

#else

TEST_CASE("there is no SSE2") {
  SUCCEED();
}

#endif
