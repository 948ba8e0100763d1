// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Text tables without printf.

#include "board/board.hpp"
#include "board/number.hpp"

#include <cstdint>
#include <cstring>
#include <span>

namespace table {

inline void put(char const* text) {
  static_cast<void>(board::write(std::as_bytes(std::span{text, std::strlen(text)})));
}

/// Right-aligned.
template <int Width>
void put(std::uint64_t value) {
  put(board::number<10, Width>{static_cast<std::uint32_t>(value)}.c_str());
}

/// Left-aligned.
inline void put_name(char const* name) {
  put(name);
  for (auto length = std::strlen(name); length < 20; ++length) put(" ");
}

/// `sum` / `count` with two decimals, right-aligned in Width and three more characters.
template <int Width>
void put_ratio(std::uint64_t sum, std::uint64_t count) {
  auto const hundredths = (sum * 100 + count / 2) / count;
  put<Width>(hundredths / 100);
  put(hundredths % 100 < 10 ? ".0" : ".");
  put<0>(hundredths % 100);
}

}  // namespace table
