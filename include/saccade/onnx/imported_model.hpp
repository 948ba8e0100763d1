// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A quantised network that was read from a file: the run-time counterpart of a graph and its
/// saccade::weights.

#include <saccade/graph/node.hpp>
#include <saccade/model/weights.hpp>
#include <saccade/represent/grid_format.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace saccade::host {

/// How a tensor's values in the file become the int8 ones that are computed with.
struct stored_form {
  bool is_signed{};         ///< int8 in the file, else uint8
  std::int32_t shift{128};  ///< int8 = the file's value - shift; 0 for counts and from int8
};

struct imported_model {
  std::vector<node> nodes{};                      ///< in execution order, the input first
  std::vector<node_quantization> quantization{};  ///< per node
  std::vector<std::string> names{};               ///< per node: the layer's name in the file
  /// Per node: the file's name of the quantised tensor that it computes, "" where there is none.
  std::vector<std::string> tensors{};
  std::vector<stored_form> forms{};  ///< per node: of that tensor

  std::uint64_t architecture{};  ///< architecture_hash() of the nodes
  grid_format grid{};            ///< all 0 if the file names no input format
  std::vector<std::string> labels{};

  std::vector<std::int32_t> bias{};    ///< as in saccade::weights
  std::vector<float> multiplier{};     ///< as in saccade::weights
  std::vector<std::int8_t> weight{};   ///< as in saccade::weights, without its last byte
  std::vector<std::string> remarks{};  ///< what the import left out, a line each
};

}  // namespace saccade::host
