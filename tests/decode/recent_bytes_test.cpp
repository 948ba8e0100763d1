// SPDX-License-Identifier: Apache-2.0
#include <saccade/decode/recent_bytes.hpp>

#include "support/catch.hpp"

#include <array>
#include <cstddef>
#include <random>
#include <span>
#include <vector>

TEST_CASE("the last bytes are kept, however many come at a time") {
  constexpr std::size_t capacity = 10;
  std::mt19937 random{5};
  saccade::detail::recent_bytes<capacity> recent;
  std::vector<std::byte> all;
  auto const expect_last = [&](std::vector<std::byte> const& more) {
    auto expected = all;
    expected.insert(expected.end(), more.begin(), more.end());
    if (expected.size() > capacity) expected.erase(expected.begin(), expected.end() - capacity);
    std::array<std::byte, capacity> room{};
    auto const last = recent.with(more, room);
    CHECK(std::vector<std::byte>(last.begin(), last.end()) == expected);
  };
  auto const some = [&] {
    std::vector<std::byte> bytes(random() % 25);
    for (auto& byte : bytes) byte = static_cast<std::byte>(random());
    return bytes;
  };
  for (int round = 0; round != 500; ++round) {
    if (round % 50 == 49) {
      recent.clear();
      all.clear();
    }
    auto const next = some();
    recent.push(next);
    all.insert(all.end(), next.begin(), next.end());
    expect_last({});
    expect_last(some());
  }
}
