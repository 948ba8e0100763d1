// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>

namespace saccade::detail {

/// The smallest multiple of `step` that is not below `value`; both positive, and `value + step`
/// representable.
template <std::integral T>
[[nodiscard]] constexpr auto round_up(T value, T step) noexcept -> T {
  return (value + step - 1) / step * step;
}

}  // namespace saccade::detail
