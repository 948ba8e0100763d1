// SPDX-License-Identifier: Apache-2.0
/// @file
/// `saccade import` alone, for saccade_add_model(): needs a C++20 compiler and nothing else.

#include "failure.hpp"
#include "write_header.hpp"

#include <saccade/io/output/remove_on_signal.hpp>
#include <saccade/onnx/import.hpp>

#include <filesystem>

auto main(int count, char** words) -> int {
  if (count < 3 || count > 5) {
    return saccade::tool::fail(
        "usage: saccade_importer MODEL.onnx HEADER.hpp [NAMESPACE [BACKEND]]", 2);
  }
  saccade::host::remove_on_signal();
  try {
    std::filesystem::path const model{words[1]};
    saccade::tool::write_header(saccade::host::import_onnx(model), model, words[2],
                                count > 3 ? words[3] : "", count > 4 ? words[4] : "scalar");
  } catch (...) {
    return saccade::tool::fail_by_exception("import: ");
  }
  return 0;
}
