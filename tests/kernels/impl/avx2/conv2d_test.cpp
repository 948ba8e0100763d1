// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/kernel_conformance.hpp"

#include <saccade/runtime/host_backend.hpp>

#if SACCADE_HAS_X86_TARGETS

TEST_CASE("AVX2 convolutions have the bits of scalar") {
  if (!saccade::host::runs_here<saccade::backend::avx2>()) {
    WARN("skipped: this processor has no avx2");
    return;
  }
  saccade::test::expect_scalar_convolutions<saccade::backend::avx2>(3000);
  saccade::test::expect_scalar_wide_rows<saccade::backend::avx2>();
}

#else

TEST_CASE("there is no avx2") {
  SUCCEED();
}

#endif
