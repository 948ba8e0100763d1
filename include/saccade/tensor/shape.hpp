// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Tensor shapes. Inside saccade a tensor is one window, height x width x channels, NHWC.

#include <cstddef>

namespace saccade {

struct shape {
  int height{};
  int width{};
  int channels{};

  [[nodiscard]] constexpr auto size() const noexcept -> std::size_t {
    return static_cast<std::size_t>(height) * static_cast<std::size_t>(width) *
           static_cast<std::size_t>(channels);
  }

  friend constexpr auto operator==(shape const&, shape const&) -> bool = default;
};

/// Height and width of a kernel or a stride; `.kernel = 3` means 3x3.
struct extent {
  int height{};
  int width{};

  constexpr extent(int both) noexcept : height{both}, width{both} {}
  constexpr extent(int h, int w) noexcept : height{h}, width{w} {}

  friend constexpr auto operator==(extent const&, extent const&) -> bool = default;
};

/// Rows and columns added around a picture; `.pad = 1` means one on each side.
struct padding {
  int top{};
  int left{};
  int bottom{};
  int right{};

  constexpr padding(int all) noexcept : top{all}, left{all}, bottom{all}, right{all} {}
  constexpr padding(int t, int l, int b, int r) noexcept : top{t}, left{l}, bottom{b}, right{r} {}

  friend constexpr auto operator==(padding const&, padding const&) -> bool = default;
};

}  // namespace saccade
