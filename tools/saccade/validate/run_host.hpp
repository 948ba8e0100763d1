// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Runs an imported network on windows of events and keeps every tensor.

#include <saccade/event.hpp>
#include <saccade/io/error.hpp>
#include <saccade/onnx/imported_model.hpp>
#include <saccade/represent/fixed_window.hpp>
#include <saccade/represent/quantized_counts.hpp>
#include <saccade/represent/voxel_grid.hpp>
#include <saccade/runtime/executor.hpp>
#include "validate/results.hpp"
#include "validate/window_file.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace saccade::host::validate {

/// Counts a window's events as the network's metadata say, and quantises the counts as its input
/// is. Refuses a network without them, and time maps that depend on more than the window's edges.
inline void fill_input(imported_model const& model, window_events const& window,
                       std::span<std::int8_t> cells) {
  auto const& format = model.grid;
  if (format.map != time_map::fixed_window) {
    throw error{"model", "only the time map fixed_window is compared between engines"};
  }
  dynamic_voxel_grid<> grid{{format.polarities, format.bins, format.height, format.width}, cells};
  grid.begin(0, format.window_us);
  for (event const& e : window) grid(e);
  grid.finish();
  auto const& q = model.quantization.front();
  quantized_counts{q.scale, q.zero_point, format.cap}.apply(cells);
}

[[nodiscard]] inline auto run_host(executor& network, std::span<window_events const> windows)
    -> results {
  auto const& model = network.network();
  results out{.engine = "saccade host, " + std::string{network.backend()}};
  for (std::size_t i = 1; i < model.nodes.size(); ++i) {
    if (network.placements()[i].kept != storage::tensor) continue;
    out.tensors.push_back({model.tensors[i], model.nodes[i].result, {}, model.forms[i]});
  }
  for (auto const& window : windows) {
    fill_input(model, window, network.input());
    std::size_t next = 0;
    auto const logits = network.run([&](std::size_t, std::span<std::int8_t const> tensor) {
      auto& elements = out.tensors[next++].elements;
      elements.insert(elements.end(), tensor.begin(), tensor.end());
    });
    out.logits.insert(out.logits.end(), logits.begin(), logits.end());
  }
  return out;
}

}  // namespace saccade::host::validate
