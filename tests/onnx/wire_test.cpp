// SPDX-License-Identifier: Apache-2.0
#include <saccade/onnx/wire.hpp>

#include "support/catch.hpp"

#include <cstdint>
#include <string>
#include <string_view>

using namespace std::string_view_literals;
using saccade::host::error;
using saccade::host::onnx::wire_reader;
using saccade::host::onnx::wire_type;

namespace {

auto reader(std::string_view bytes) -> wire_reader {
  return {bytes, bytes};
}

}  // namespace

TEST_CASE("fields of all four types are read") {
  // 1: 300, 2: "abc", 3: fixed32, 4: fixed64
  auto fields = reader(
      "\x08\xAC\x02\x12\x03"
      "abc"
      "\x1D\x01\x02\x03\x04\x21\xFF\0\0\0\0\0\0\x80"sv);
  auto const first = fields.next();
  CHECK(first.number == 1);
  CHECK(first.type == wire_type::varint);
  CHECK(first.value == 300);
  auto const second = fields.next();
  CHECK(second.type == wire_type::bytes);
  CHECK(second.bytes == "abc");
  auto const third = fields.next();
  CHECK(third.number == 3);
  CHECK(third.type == wire_type::fixed32);
  CHECK(third.value == 0x04030201);
  auto const fourth = fields.next();
  CHECK(fourth.type == wire_type::fixed64);
  CHECK(fourth.value == 0x80000000000000FF);
  CHECK(fields.done());
}

TEST_CASE("varints hold 64 bits, in ten bytes at most") {
  auto all_ones = reader("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"sv);
  CHECK(all_ones.varint() == ~std::uint64_t{});
  auto endless = reader("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"sv);
  CHECK_THROWS_AS(endless.varint(), error);
}

TEST_CASE("bytes that are no protobuf are refused with their position") {
  auto const line = [](std::string_view bytes) -> std::string {
    try {
      auto fields = reader(bytes);
      while (!fields.done()) static_cast<void>(fields.next());
    } catch (error const& e) {
      return e.what();
    }
    return "accepted";
  };
  CHECK(line("\x08\x01\x12\x05"
             "abc"sv) == "byte 4: a field is longer than its message");
  CHECK(line("\x12\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"sv) ==
        "byte 11: a field is longer than its message");
  CHECK(line("\x08\x80"sv) == "byte 2: the file ends within a number");
  CHECK(line("\x1D\x01\x02"sv) == "byte 1: the file ends within a number");
  CHECK(line("\x0B"sv) == "byte 1: not an ONNX file (unknown protobuf wire type)");
  CHECK(line("\x00\x01"sv) == "byte 2: not an ONNX file (protobuf field 0)");
}
