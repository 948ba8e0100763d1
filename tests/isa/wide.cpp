// SPDX-License-Identifier: Apache-2.0
#include "unit.hpp"

auto isa::run_wide() -> result {
  return run();
}
