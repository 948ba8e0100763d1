// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/kernel_conformance.hpp"

#include <saccade/runtime/host_backend.hpp>

#if SACCADE_HAS_X86_TARGETS

TEST_CASE("AVX2 additions have the bits of scalar") {
  if (!saccade::host::runs_here<saccade::backend::avx2>()) {
    WARN("skipped: this processor has no avx2");
    return;
  }
  saccade::test::expect_scalar_additions<saccade::backend::avx2>(1000);
}

#else

TEST_CASE("there is no avx2") {
  SUCCEED();
}

#endif
