// SPDX-License-Identifier: Apache-2.0
#include "simulate/scene/canvas.hpp"

#include "support/catch.hpp"

using saccade::host::simulate::canvas;
using saccade::host::simulate::stroke;

TEST_CASE("a stroke covers its inside, ramps at its edge and leaves the rest") {
  canvas c{{32, 16}, 0.5F};
  c.paint({.x0 = 8, .y0 = 8, .r0 = 3, .x1 = 20, .y1 = 8, .r1 = 3, .softness = 2, .tone = 1.5F});
  CHECK(c.row(8)[8] == 1.5F);
  CHECK(c.row(9)[14] == 1.5F);
  CHECK(c.row(8)[23] == Approx(1.0F));  // on the edge
  CHECK(c.row(8)[25] == 0.5F);
  CHECK(c.row(2)[14] == 0.5F);
  CHECK(c.row(5)[14] == Approx(1.0F));
}

TEST_CASE("strokes outside or across the border are clipped") {
  canvas c{{8, 8}, 0};
  c.paint({.x0 = -50, .y0 = -50, .r0 = 3, .x1 = -20, .y1 = -50, .r1 = 3, .tone = 1});
  c.paint({.x0 = 1e6F, .y0 = 4, .r0 = 3, .x1 = 2e6F, .y1 = 4, .r1 = 3, .tone = 1});
  for (float const v : c.cells()) CHECK(v == 0);
  c.paint({.x0 = -20, .y0 = 4, .r0 = 2, .x1 = 40, .y1 = 4, .r1 = 2, .tone = 1});
  CHECK(c.row(4)[0] == 1);
  CHECK(c.row(4)[7] == 1);
  CHECK(c.row(0)[3] == 0);
}
