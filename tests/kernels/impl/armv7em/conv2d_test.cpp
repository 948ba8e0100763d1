// SPDX-License-Identifier: Apache-2.0
#include <saccade/kernels/impl/armv7em/conv2d.hpp>

#include "support/catch.hpp"
#include "support/kernel_conformance.hpp"

TEST_CASE("ARMv7E-M convolutions have the bits of scalar, also without its instructions") {
  saccade::test::expect_scalar_convolutions<saccade::backend::armv7em>(1500);
}
