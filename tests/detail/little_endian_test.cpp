// SPDX-License-Identifier: Apache-2.0
#include <saccade/detail/little_endian.hpp>

#include "support/catch.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

using saccade::detail::little_endian;

namespace {

constexpr unsigned char bytes[]{0xEF, 0xCD, 0xAB, 0x89, 0x67, 0x45, 0x23, 0x01};

}  // namespace

static_assert(little_endian<std::uint16_t>(bytes) == 0xCDEF);
static_assert(little_endian<std::int16_t>(bytes) == -0x3211);
static_assert(little_endian<std::uint64_t>(bytes) == 0x0123456789ABCDEF);
static_assert(little_endian(bytes, 3) == 0xABCDEF);
static_assert(little_endian(bytes, 0) == 0);

TEST_CASE("every type that a reader holds bytes in gives the same number") {
  std::byte const raw[]{std::byte{0xFE}, std::byte{0xFF}, std::byte{0x80}, std::byte{0x00}};
  std::string const text{"\xFE\xFF\x80\x00", 4};
  signed char const numbers[]{-2, -1, -128, 0};
  CHECK(little_endian<std::uint32_t>(raw) == 0x0080'FFFE);
  CHECK(little_endian<std::uint32_t>(text.data()) == 0x0080'FFFE);
  CHECK(little_endian<std::uint32_t>(numbers) == 0x0080'FFFE);
}
