// SPDX-License-Identifier: Apache-2.0
#include <saccade/kernels/impl/armv7em/linear.hpp>

#include "support/catch.hpp"
#include "support/kernel_conformance.hpp"

TEST_CASE("ARMv7E-M linear layers have the bits of scalar, also without its instructions") {
  saccade::test::expect_scalar_linear_layers<saccade::backend::armv7em>(1500);
}
