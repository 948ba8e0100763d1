// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Bytes from an interrupt handler to the program that it interrupts.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace board {

/// One pushes, one pops. A byte that finds no room is lost, and the queue remembers it.
template <std::uint32_t Size>
class receive_queue {
  static_assert((Size & (Size - 1)) == 0, "positions wrap at 2^32");

 public:
  void push(std::byte value) noexcept {
    auto const at = pushed_.load(std::memory_order_relaxed);
    if (at - popped_.load(std::memory_order_acquire) == Size) {
      lose();
      return;
    }
    bytes_[at % Size] = value;
    pushed_.store(at + 1, std::memory_order_release);
  }

  void lose() noexcept { lost_.store(true, std::memory_order_relaxed); }

  [[nodiscard]] auto pop(std::byte& value) noexcept -> bool {
    auto const at = popped_.load(std::memory_order_relaxed);
    if (at == pushed_.load(std::memory_order_acquire)) return false;
    value = bytes_[at % Size];
    popped_.store(at + 1, std::memory_order_release);
    return true;
  }

  [[nodiscard]] auto lost() const noexcept -> bool { return lost_.load(std::memory_order_relaxed); }

 private:
  std::array<std::byte, Size> bytes_{};
  std::atomic<std::uint32_t> pushed_{};
  std::atomic<std::uint32_t> popped_{};
  std::atomic<bool> lost_{};
};

}  // namespace board
