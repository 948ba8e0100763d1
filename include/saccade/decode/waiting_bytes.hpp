// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Bytes of a stream that wait until more have come.

#include <saccade/detail/copy_bytes.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace saccade::detail {

template <std::size_t Capacity>
class waiting_bytes {
 public:
  [[nodiscard]] constexpr auto empty() const noexcept -> bool { return begin_ == end_; }

  [[nodiscard]] constexpr auto all() const noexcept -> std::span<std::byte const> {
    return std::span{bytes_}.subspan(begin_, end_ - begin_);
  }

  /// Takes as many as there is room for, and returns how many that were.
  constexpr auto take(std::span<std::byte const> bytes) noexcept -> std::size_t {
    if (begin_ != 0) std::copy(bytes_.data() + begin_, bytes_.data() + end_, bytes_.data());
    end_ -= begin_;
    begin_ = 0;
    auto const room = Capacity - end_;
    auto const taken = bytes.first(bytes.size() < room ? bytes.size() : room);
    copy_bytes(taken, bytes_.data() + end_);
    end_ += taken.size();
    return taken.size();
  }

  constexpr void clear() noexcept { begin_ = end_ = 0; }

  /// The first so many.
  constexpr void drop(std::size_t count) noexcept { begin_ += count; }

 private:
  std::array<std::byte, Capacity> bytes_{};
  std::size_t begin_{};
  std::size_t end_{};
};

}  // namespace saccade::detail
