// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Where a pipeline's memory lies, and whether it has been filled.

#include <cstdint>
#include <type_traits>

namespace saccade::detail {

/// What an object holds while it has the values that it was constructed with.
class initial_value {
 public:
  /// False for an object in memory that nobody has filled: cleared, or left over.
  [[nodiscard]] constexpr auto kept() const noexcept -> bool {
    if (std::is_constant_evaluated()) return true;
    // Volatile, because a compiler that sees all writes may take the answer for granted.
    return *static_cast<std::uint32_t const volatile*>(&value_) == expected;
  }

 private:
  static constexpr std::uint32_t expected = 0x5ACC'ADE1;
  std::uint32_t value_{expected};
};

/// Where a pipeline's arena lies: in it, or elsewhere. What the kernels work in lies in it.
template <typename Network>
struct own_arena {
  static constexpr bool owned = true;
  typename Network::arena arena{};
  typename Network::scratch scratch{};
};
template <typename Network>
struct arena_elsewhere {
  static constexpr bool owned = false;
  typename Network::arena& arena;
  typename Network::scratch scratch{};
};

}  // namespace saccade::detail
