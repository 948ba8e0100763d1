// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "support/kernel_conformance.hpp"

#include <saccade/runtime/host_backend.hpp>

#if SACCADE_HAS_X86_TARGETS

TEST_CASE("AVX-512 VNNI layers have the bits of scalar") {
  if (!saccade::host::runs_here<saccade::backend::avx512vnni>()) {
    WARN("skipped: this processor has no avx512vnni");
    return;
  }
  using saccade::backend::avx512vnni;
  saccade::test::expect_scalar_convolutions<avx512vnni>(3000);
  saccade::test::expect_scalar_wide_rows<avx512vnni>();
  saccade::test::expect_scalar_linear_layers<avx512vnni>(1000);
}

#else

TEST_CASE("there is no avx512vnni") {
  SUCCEED();
}

#endif
