// SPDX-License-Identifier: Apache-2.0
#include "validate/device.hpp"

#include "support/catch.hpp"

#include <cstdint>
#include <vector>

namespace host = saccade::host;

TEST_CASE("a device's tensors are sorted by name") {
  host::validate::results const mine{
      .engine = "host", .tensors = {{"a", {1, 1, 2}, {}}, {"b", {1, 1, 1}, {}}}, .logits = {0, 0}};
  std::vector<host::device_result> windows{{{1, 2, 3}, {7}, 0, 0}, {{4, 5, 6}, {8}, 0, 0}};
  auto const theirs = host::validate::as_results("device", windows, mine);
  CHECK(theirs.tensors[0].elements == std::vector<std::int8_t>{1, 2, 4, 5});
  CHECK(theirs.tensors[1].elements == std::vector<std::int8_t>{3, 6});
  CHECK(theirs.logits == std::vector<std::int32_t>{7, 8});

  windows[1].tensors.pop_back();
  CHECK_THROWS_AS(host::validate::as_results("device", windows, mine), host::error);
  windows[1].tensors.push_back(0);
  windows[1].logits.push_back(0);
  CHECK_THROWS_AS(host::validate::as_results("device", windows, mine), host::error);
}
