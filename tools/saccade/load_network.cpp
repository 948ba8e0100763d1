// SPDX-License-Identifier: Apache-2.0
#include "load_network.hpp"

#include <saccade/onnx/import.hpp>

namespace saccade::tool {

auto load_network(std::filesystem::path const& file) -> host::imported_model {
  return host::import_onnx(file);
}

}  // namespace saccade::tool
