// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/onnx/imported_model.hpp>
#include <saccade/runtime/executor.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace saccade::tool {

/// import_onnx(), compiled once.
[[nodiscard]] auto load_network(std::filesystem::path const& file) -> host::imported_model;

/// The same, to be run by the backend of that name, or "" for the fastest that runs here: what
/// makes each of them is compiled once.
[[nodiscard]] auto load_executor(std::filesystem::path const& file, std::string const& backend = "")
    -> host::executor;

/// Of the backends, those that run here, the fastest first.
[[nodiscard]] auto backend_names() -> std::vector<std::string>;

/// The backends that the program has, one line, and which of them runs.
[[nodiscard]] auto list_backends() -> std::string;

inline constexpr auto backend_help =
    "Kernels to run it with, as `saccade --version` lists them (default: the fastest that runs "
    "here, or SACCADE_BACKEND of the environment)";

}  // namespace saccade::tool
