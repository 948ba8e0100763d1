// SPDX-License-Identifier: Apache-2.0
#include <saccade/tensor/nchw.hpp>

#include "support/catch.hpp"

#include <array>
#include <span>

TEST_CASE("values change places between NHWC and NCHW and come back") {
  constexpr saccade::shape shape{2, 3, 2};
  // Written as channel * 100 + y * 10 + x.
  std::array<int, 12> const nhwc{0, 100, 1, 101, 2, 102, 10, 110, 11, 111, 12, 112};
  std::array<int, 12> const nchw{0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112};
  std::array<int, 12> out{};
  saccade::nhwc_to_nchw<int, int>(shape, nhwc, out);
  CHECK(out == nchw);
  saccade::nchw_to_nhwc<int, int>(shape, nchw, out);
  CHECK(out == nhwc);
}
