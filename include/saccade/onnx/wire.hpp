// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Protobuf's wire format, as far as ONNX uses it: varints, 32 and 64 bit words, length-delimited
/// bytes. Source: protobuf.dev/programming-guides/encoding.

#include <saccade/io/error.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace saccade::host::onnx {

enum class wire_type : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

/// One field of a message. `bytes` borrows from the message; `value` holds the other three types.
struct wire_field {
  std::uint64_t number{};
  wire_type type{};
  std::uint64_t value{};
  std::string_view bytes{};
};

/// Walks over the fields of one message. Throws host::error with the position in the file where
/// the bytes are no protobuf; never reads outside the message.
class wire_reader {
 public:
  /// `file` is what positions count from; `message` lies within it.
  wire_reader(std::string_view file, std::string_view message) noexcept
      : file_{file}, rest_{message} {}

  [[nodiscard]] auto done() const noexcept -> bool { return rest_.empty(); }

  /// The next field; not to be called when done().
  [[nodiscard]] auto next() -> wire_field {
    auto const tag = varint();
    auto field = wire_field{.number = tag >> 3U};
    switch (tag & 7U) {
      case 0:
        field.type = wire_type::varint;
        field.value = varint();
        break;
      case 1:
        field.type = wire_type::fixed64;
        field.value = fixed(8);
        break;
      case 2: {
        field.type = wire_type::bytes;
        auto const length = varint();
        if (length > rest_.size()) fail("a field is longer than its message");
        field.bytes = take(static_cast<std::size_t>(length));
        break;
      }
      case 5:
        field.type = wire_type::fixed32;
        field.value = fixed(4);
        break;
      default:
        fail("not an ONNX file (unknown protobuf wire type)");
    }
    if (field.number == 0) fail("not an ONNX file (protobuf field 0)");
    return field;
  }

  /// For packed repeated fields, whose bytes are bare numbers without tags.
  [[nodiscard]] auto varint() -> std::uint64_t {
    auto value = std::uint64_t{};
    for (auto shift = 0U; shift < 64U; shift += 7U) {
      if (rest_.empty()) fail("the file ends within a number");
      auto const byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 127U) << shift;
      if (byte < 128U) return value;
    }
    fail("a number has more than ten bytes");
  }

  /// Little-endian, `width` bytes.
  [[nodiscard]] auto fixed(std::size_t width) -> std::uint64_t {
    if (width > rest_.size()) fail("the file ends within a number");
    auto value = std::uint64_t{};
    auto shift = 0U;
    for (char const byte : take(width)) {
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(byte)) << shift;
      shift += 8U;
    }
    return value;
  }

  [[noreturn]] void fail(std::string const& what) const {
    auto const position = rest_.data() - file_.data();
    throw error{"byte " + std::to_string(position), what};
  }

 private:
  auto take(std::size_t count) -> std::string_view {
    auto const taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  std::string_view file_;
  std::string_view rest_;
};

}  // namespace saccade::host::onnx
