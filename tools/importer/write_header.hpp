// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/io/error.hpp>
#include <saccade/io/output_file.hpp>
#include <saccade/onnx/imported_model.hpp>
#include "cpp_text.hpp"
#include "generate.hpp"

#include <filesystem>
#include <string>
#include <system_error>

namespace saccade::tool {

/// Writes `network`, read from `model`, as a C++ header with weights packed for `backend`. Without
/// a name its namespace follows the model's file.
inline void write_header(host::imported_model const& network, std::filesystem::path const& model,
                         std::filesystem::path const& header, std::string const& name,
                         std::string const& backend) {
  std::error_code absent;
  if (std::filesystem::equivalent(model, header, absent)) {
    throw host::error{header.string(), "is the model itself"};
  }
  auto const text = host::generate_header(
      network, name.empty() ? host::cpp_text::to_namespace(model.stem().string()) : name,
      model.filename().string(), backend);
  host::output_file file{header};
  file.stream() << text;
  file.commit();
}

}  // namespace saccade::tool
