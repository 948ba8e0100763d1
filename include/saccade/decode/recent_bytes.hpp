// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The last bytes of a stream, in case they must be read again.

#include <saccade/detail/copy_bytes.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace saccade::detail {

/// A ring, so that little is moved however few bytes come at a time.
template <std::size_t Capacity>
class recent_bytes {
 public:
  [[gnu::noinline]] constexpr void push(std::span<std::byte const> bytes) noexcept {
    if (bytes.size() > Capacity) bytes = bytes.last(Capacity);
    auto const first = bytes.first(std::min(bytes.size(), Capacity - end_));
    copy_bytes(first, bytes_.data() + end_);
    copy_bytes(bytes.subspan(first.size()), bytes_.data());
    end_ = (end_ + bytes.size()) % Capacity;
    size_ = std::min(size_ + bytes.size(), Capacity);
  }

  constexpr void clear() noexcept { size_ = 0; }

  /// The last of them with `more` behind, in `to`; as many as there is room for.
  constexpr auto with(std::span<std::byte const> more,
                      std::array<std::byte, Capacity>& to) const noexcept
      -> std::span<std::byte const> {
    auto all = *this;
    all.push(more);
    auto const begin = (all.end_ + Capacity - all.size_) % Capacity;
    std::rotate_copy(all.bytes_.begin(), all.bytes_.begin() + static_cast<std::ptrdiff_t>(begin),
                     all.bytes_.end(), to.begin());
    return std::span{to}.first(all.size_);
  }

 private:
  std::array<std::byte, Capacity> bytes_{};
  std::size_t end_{};  ///< behind the last one
  std::size_t size_{};
};

}  // namespace saccade::detail
