// SPDX-License-Identifier: Apache-2.0
#include "tiny_model.hpp"

#include <cstdio>

auto main() -> int {
  decide([](sc::decision const& d) {
    std::printf("%.2f s: %s (%d events)\n", static_cast<double>(d.time_us) * 1e-6, d.label,
                static_cast<int>(d.events));
  });
}
