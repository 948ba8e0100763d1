// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A device's results in the form in which engines are compared.

#include <saccade/io/error.hpp>
#include "validate/results.hpp"
#include "validate/window_file.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace saccade::host::validate {

/// The device stores the same tensors as `host` in the same order.
[[nodiscard]] inline auto as_results(std::string engine, std::span<device_result const> windows,
                                     results const& host) -> results {
  results out{.engine = std::move(engine)};
  std::size_t bytes = 0;
  for (auto const& tensor : host.tensors) {
    out.tensors.push_back({tensor.name, tensor.size, {}, tensor.form});
    bytes += tensor.size.size();
  }
  for (auto const& window : windows) {
    if (window.tensors.size() != bytes) {
      throw error{out.engine, "returned " + std::to_string(window.tensors.size()) +
                                  " bytes of tensors for a window, not " + std::to_string(bytes) +
                                  ": it holds another network"};
    }
    auto next = window.tensors.begin();
    for (auto& tensor : out.tensors) {
      auto const end = next + static_cast<std::ptrdiff_t>(tensor.size.size());
      tensor.elements.insert(tensor.elements.end(), next, end);
      next = end;
    }
    out.logits.insert(out.logits.end(), window.logits.begin(), window.logits.end());
  }
  if (out.logits.size() != host.logits.size()) {
    throw error{out.engine, "returned another number of logits"};
  }
  return out;
}

}  // namespace saccade::host::validate
