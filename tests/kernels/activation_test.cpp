// SPDX-License-Identifier: Apache-2.0
#include <saccade/kernels/activation.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

TEST_CASE("relu keeps what is above the zero point, also in place") {
  for (int zero = -128; zero <= 127; ++zero) {
    std::array<std::int8_t, 256> in{};
    for (int i = 0; i < 256; ++i)
      in[static_cast<std::size_t>(i)] = static_cast<std::int8_t>(i - 128);
    std::array<std::int8_t, 256> out{};
    saccade::kernels::relu(saccade::backend::scalar{}, zero, in, out);
    for (int i = 0; i < 256; ++i) {
      CHECK(out[static_cast<std::size_t>(i)] == std::max(i - 128, zero));
    }
    saccade::kernels::relu(saccade::backend::scalar{}, zero, in, in);
    CHECK(in == out);
  }
}
