// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/onnx/imported_model.hpp>

#include <filesystem>

namespace saccade::test {

/// import_onnx() of a file below tests/data/onnx/, or of an absolute path. Compiled once: the
/// importer takes longer to compile than most tests.
[[nodiscard]] auto imported(std::filesystem::path const& file) -> host::imported_model;

}  // namespace saccade::test
