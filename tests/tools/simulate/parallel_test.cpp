// SPDX-License-Identifier: Apache-2.0
#include "simulate/parallel.hpp"

#include "support/catch.hpp"

#include <saccade/io/error.hpp>

#include <atomic>
#include <vector>

TEST_CASE("every index is called once, whatever the number of threads") {
  for (unsigned const threads : {0U, 1U, 2U, 7U}) {
    std::vector<std::atomic<int>> calls(100);
    saccade::host::parallel_for(calls.size(), threads, [&](std::size_t i) { ++calls[i]; });
    for (auto const& c : calls) CHECK(c == 1);
  }
}

TEST_CASE("an exception reaches the caller and stops the rest") {
  std::atomic<int> calls{0};
  auto const action = [&](std::size_t i) {
    ++calls;
    if (i == 3) throw saccade::host::error{"piece 3", "broke"};
  };
  CHECK_THROWS_AS(saccade::host::parallel_for(1000, 1, action), saccade::host::error);
  CHECK(calls == 4);
  CHECK_THROWS_AS(saccade::host::parallel_for(1000, 3, action), saccade::host::error);
}
