// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The input rows under one row of a convolution's output, in the form that products want them, as
/// int16 values without their zero point or as uint8, with the padding around them: every window is
/// then `kernel.height` runs of `kernel.width * channels` values that lie together, and each input
/// row is converted once.

#include <saccade/config.hpp>
#include <saccade/detail/round_up.hpp>
#include <saccade/graph/node.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::kernels::inline SACCADE_ISA {

/// Of a convolution without dilation.
template <typename Value>
class basic_row_ring {
 public:
  /// How many values beyond a run may be read: they are of no meaning.
  static constexpr std::size_t slack = 8;

  /// Whether the rows are few and short enough to lie on a stack, padding included.
  [[nodiscard]] static constexpr auto fits(node const& n) noexcept -> bool {
    constexpr std::int64_t most_values = std::int64_t{1} << 19;
    auto const width = std::int64_t{n.in.width} + n.pad.left + n.pad.right;
    return (n.kernel.height + 1) * width <= most_values &&
           (n.kernel.height + 1) * width * n.in.channels <= most_values;
  }

  [[nodiscard]] static constexpr auto bytes(node const& n) noexcept -> std::size_t {
    auto const rows = static_cast<std::size_t>(n.kernel.height);
    return rows * sizeof(void*) + (row_values(n) * (rows + 1) + slack) * sizeof(Value) + 16;
  }

  /// `scratch` has bytes(n), at a multiple of 16 bytes; `padding` is the value around the picture.
  basic_row_ring(node const& n, std::span<std::byte> scratch, Value padding = {}) noexcept
      : node_{n}, rows_{reinterpret_cast<Value const**>(scratch.data())}, length_{row_values(n)} {
    auto const height = static_cast<std::size_t>(n.kernel.height);
    auto const after = saccade::detail::round_up(height * sizeof(void*), std::size_t{16});
    values_ = reinterpret_cast<Value*>(scratch.data() + after);
    auto const left = static_cast<std::size_t>(n.pad.left) * channels();
    auto const right = static_cast<std::size_t>(n.pad.right) * channels();
    auto const clear = [&](Value* at, std::size_t count) {
      for (std::size_t i = 0; i < count; ++i) at[i] = padding;
    };
    for (std::size_t slot = 0; slot < height; ++slot) {
      clear(values_ + slot * length_, left);
      clear(values_ + (slot + 1) * length_ - right, right);
    }
    clear(values_ + height * length_, length_ + slack);
  }

  /// The rows under row `y` of the output, from 0 on, `kernel.height` of them.
  /// `convert(from, count, to)` writes `count` values.
  template <typename Convert>
  auto at(int y, std::int8_t const* in, Convert&& convert) noexcept -> Value const* const* {
    int const height = node_.kernel.height;
    int const first = y * node_.stride.height - node_.pad.top;
    auto const width = static_cast<std::size_t>(node_.in.width) * channels();
    auto const left = static_cast<std::size_t>(node_.pad.left) * channels();
    for (int ky = 0; ky < height; ++ky) {
      int const row = first + ky;
      bool const inside = row >= 0 && row < node_.in.height;
      auto const slot = static_cast<std::size_t>(inside ? row % height : height);
      rows_[ky] = values_ + slot * length_;
      if (!inside || row < next_) continue;
      convert(in + static_cast<std::size_t>(row) * width, width, values_ + slot * length_ + left);
      next_ = row + 1;
    }
    return rows_;
  }

 private:
  [[nodiscard]] static constexpr auto row_values(node const& n) noexcept -> std::size_t {
    return static_cast<std::size_t>(n.pad.left + n.in.width + n.pad.right) *
           static_cast<std::size_t>(n.in.channels);
  }
  [[nodiscard]] auto channels() const noexcept -> std::size_t {
    return static_cast<std::size_t>(node_.in.channels);
  }

  node const& node_;
  Value const** rows_;
  Value* values_{};  ///< [kernel.height + 1][length_], the last all padding
  std::size_t length_;
  int next_{};  ///< the first input row that has not been converted
};

using row_ring = basic_row_ring<std::int16_t>;

}  // namespace saccade::kernels::inline SACCADE_ISA
