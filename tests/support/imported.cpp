// SPDX-License-Identifier: Apache-2.0
#include "support/imported.hpp"

#include <saccade/onnx/import.hpp>

namespace saccade::test {

auto imported(std::filesystem::path const& file) -> host::imported_model {
  return host::import_onnx(std::filesystem::path{SACCADE_TEST_DATA} / "onnx" / file);
}

}  // namespace saccade::test
