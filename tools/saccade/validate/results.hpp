// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What one engine computed for a list of windows, in a form in which engines are compared.

#include <saccade/onnx/imported_model.hpp>
#include <saccade/tensor/shape.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace saccade::host::validate {

/// One activation for all windows: int8, NHWC, window after window.
struct tensor_results {
  std::string name{};
  shape size{};
  std::vector<std::int8_t> elements{};
  stored_form form{};
};

struct results {
  std::string engine{};
  std::vector<tensor_results> tensors{};  ///< in execution order
  std::vector<std::int32_t> logits{};     ///< window after window
};

}  // namespace saccade::host::validate
