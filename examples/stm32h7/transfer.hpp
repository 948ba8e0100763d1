// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Values in and out of an application, little-endian as they lie in memory.

#include "board/board.hpp"

#include <bit>
#include <cstdint>
#include <span>

namespace transfer {

static_assert(std::endian::native == std::endian::little);

template <typename T>
[[nodiscard]] auto receive(T& value) noexcept -> bool {
  return board::read(std::as_writable_bytes(std::span{&value, 1}));
}

template <typename T>
[[nodiscard]] auto send(T const& value) noexcept -> bool {
  return board::write(std::as_bytes(std::span{&value, 1}));
}

/// Reports the line and is the application's result.
[[nodiscard]] inline auto fail(char const* what) noexcept -> int {
  board::report("saccade: ");
  board::report(what);
  board::report("\n");
  return 1;
}

/// Adds the ticks that pass while it lives to a sum.
class stopwatch {
 public:
  explicit stopwatch(std::uint32_t& sum) noexcept : sum_{sum} {}
  ~stopwatch() { sum_ += board::ticks() - start_; }
  stopwatch(stopwatch const&) = delete;
  auto operator=(stopwatch const&) -> stopwatch& = delete;

 private:
  std::uint32_t& sum_;
  std::uint32_t start_{board::ticks()};
};

}  // namespace transfer
