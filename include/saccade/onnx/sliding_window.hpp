// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The attributes that Conv and the pools have in common: strides, pads, auto_pad, dilations.

#include <saccade/graph/analyse.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/onnx/graph_index.hpp>
#include <saccade/onnx/model.hpp>
#include <saccade/onnx/parameters.hpp>
#include <saccade/tensor/shape.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace saccade::host::onnx {

[[nodiscard]] inline auto read_padding(node const& n, saccade::node const& to) -> padding {
  auto const* const mode = n.find("auto_pad");
  auto const name = mode == nullptr ? std::string_view{"NOTSET"} : mode->s;
  if (name == "VALID") return 0;
  if (name == "SAME_UPPER" || name == "SAME_LOWER") {
    auto const total = [](int in, int kernel, int stride) {
      return std::max(((in + stride - 1) / stride - 1) * stride + kernel - in, 0);
    };
    auto const rows = total(to.in.height, to.kernel.height, to.stride.height);
    auto const columns = total(to.in.width, to.kernel.width, to.stride.width);
    auto const extra = name == "SAME_LOWER" ? 1 : 0;
    auto const top = (rows + extra) / 2;
    auto const left = (columns + extra) / 2;
    return {top, left, rows - top, columns - left};
  }
  if (name != "NOTSET" && !name.empty()) refuse(n, "has an unknown auto_pad");
  auto const* const pads = n.find("pads");
  if (pads == nullptr || pads->ints.empty()) return 0;
  if (pads->ints.size() != 4) refuse(n, "must be two-dimensional");
  auto sides = std::array<int, 4>{};
  for (auto i = std::size_t{}; i < 4; ++i) {
    if (pads->ints[i] < 0 || pads->ints[i] > max_dimension) {
      refuse(n, "has pads below 0 or above 65536");
    }
    sides[i] = static_cast<int>(pads->ints[i]);
  }
  return {sides[0], sides[1], sides[2], sides[3]};
}

/// Stride and padding of a layer whose kernel and input are known.
inline void read_window(node const& n, saccade::node& to) {
  auto const pair = [&](std::string_view key, extent otherwise) {
    auto const* const a = n.find(key);
    if (a == nullptr || a->ints.empty()) return otherwise;
    if (a->ints.size() != 2) refuse(n, "must be two-dimensional");
    return extent{positive(n, a->ints[0], std::string{key}),
                  positive(n, a->ints[1], std::string{key})};
  };
  if (pair("dilations", 1) != extent{1}) {
    refuse(n, "is dilated: saccade has no dilated layers, train it with dilations 1");
  }
  if (pair("kernel_shape", to.kernel) != to.kernel) {
    refuse(n, "has weights of another kernel_shape");
  }
  to.stride = pair("strides", 1);
  to.pad = read_padding(n, to);
  auto const rows = to.in.height + to.pad.top + to.pad.bottom - to.kernel.height;
  auto const columns = to.in.width + to.pad.left + to.pad.right - to.kernel.width;
  if (attribute_or(n, "ceil_mode", 0) != 0 &&
      (rows % to.stride.height != 0 || columns % to.stride.width != 0)) {
    refuse(n, "rounds its size up: set ceil_mode to 0, or pad");
  }
}

}  // namespace saccade::host::onnx
