// SPDX-License-Identifier: Apache-2.0
#include <saccade/detail/fnv1a.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <string_view>

namespace {

constexpr auto hash_of(std::string_view text) -> std::uint64_t {
  saccade::detail::fnv1a hash;
  for (char const c : text) hash.byte(static_cast<std::uint8_t>(c));
  return hash.value();
}

}  // namespace

// Test vectors of the authors.
static_assert(hash_of("") == 0xCBF29CE484222325);
static_assert(hash_of("a") == 0xAF63DC4C8601EC8C);
static_assert(hash_of("foobar") == 0x85944171F73967E8);

TEST_CASE("a number is its bytes, least significant first") {
  saccade::detail::fnv1a number;
  number.number(0x6F6F66, 3);
  CHECK(number.value() == hash_of("foo"));
}
