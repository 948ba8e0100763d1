// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The elements of a constant as C++ values, whichever of ONNX's three encodings holds them.

#include <saccade/detail/little_endian.hpp>
#include <saccade/io/error.hpp>
#include <saccade/onnx/model.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host::onnx {

namespace detail {

/// Little-endian word `index` of `width` bytes; the reader has checked that it is there.
[[nodiscard]] inline auto word(std::string_view raw, std::size_t index, std::size_t width)
    -> std::uint64_t {
  return saccade::detail::little_endian(raw.data() + index * width, width);
}

[[nodiscard]] inline auto integer_at(tensor const& t, std::size_t i) -> std::int64_t {
  if (t.raw.empty()) return t.integers[i];
  switch (t.type) {
    case data_type::uint8:
      return static_cast<std::uint8_t>(word(t.raw, i, 1));
    case data_type::int8:
      return static_cast<std::int8_t>(word(t.raw, i, 1));
    case data_type::int32:
      return static_cast<std::int32_t>(word(t.raw, i, 4));
    default:
      return static_cast<std::int64_t>(word(t.raw, i, 8));
  }
}

[[nodiscard]] inline auto fits(std::int64_t value, data_type type) -> bool {
  switch (type) {
    case data_type::uint8:
      return value >= 0 && value <= 255;
    case data_type::int8:
      return value >= -128 && value <= 127;
    case data_type::int32:
      return value >= INT32_MIN && value <= INT32_MAX;
    default:
      return true;
  }
}

}  // namespace detail

[[nodiscard]] inline auto is_integer(data_type type) -> bool {
  return type == data_type::uint8 || type == data_type::int8 || type == data_type::int32 ||
         type == data_type::int64;
}

[[nodiscard]] inline auto to_integers(tensor const& t) -> std::vector<std::int64_t> {
  auto const where = "initializer '" + std::string{t.name} + "'";
  if (!is_integer(t.type)) throw error{where, "must be uint8, int8, int32 or int64"};
  auto values = std::vector<std::int64_t>(t.size);
  for (auto i = std::size_t{}; i < t.size; ++i) {
    values[i] = detail::integer_at(t, i);
    if (!detail::fits(values[i], t.type)) throw error{where, "has elements outside its type"};
  }
  return values;
}

[[nodiscard]] inline auto to_floats(tensor const& t) -> std::vector<float> {
  if (t.type != data_type::float32) {
    throw error{"initializer '" + std::string{t.name} + "'", "must be float32"};
  }
  if (t.raw.empty()) return t.floats;
  auto values = std::vector<float>(t.size);
  for (auto i = std::size_t{}; i < t.size; ++i) {
    values[i] = std::bit_cast<float>(static_cast<std::uint32_t>(detail::word(t.raw, i, 4)));
  }
  return values;
}

}  // namespace saccade::host::onnx
