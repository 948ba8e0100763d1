// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/onnx/imported_model.hpp>

#include <filesystem>

namespace saccade::tool {

/// import_onnx(), compiled once.
[[nodiscard]] auto load_network(std::filesystem::path const& file) -> host::imported_model;

}  // namespace saccade::tool
