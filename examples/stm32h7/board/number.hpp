// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Numbers as text without printf, which would bring 20 KB and a heap.

#include <cstdint>

namespace board {

/// A 32-bit number, right-aligned in `Width` characters at least; digits past them are kept.
template <unsigned Base = 10, int Width = 0>
class number {
 public:
  constexpr explicit number(std::uint32_t value) noexcept {
    do {
      *--first_ = "0123456789abcdef"[value % Base];
      value /= Base;
    } while (value != 0);
    while (first_ > text_ + size - 1 - Width) *--first_ = Base == 16 ? '0' : ' ';
  }
  number(number const&) = delete;
  auto operator=(number const&) -> number& = delete;

  [[nodiscard]] constexpr auto c_str() const noexcept -> char const* { return first_; }

 private:
  static constexpr int size = 34;
  static_assert(Width < size);
  char text_[size]{};
  char* first_ = text_ + size - 1;
};

}  // namespace board
