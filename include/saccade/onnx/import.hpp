// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// An int8 network from an ONNX file in QDQ form, as tools/python/qdq.py and
/// onnxruntime.quantization.quantize_static write them.
///
/// Activations: uint8 or int8, one scale each; uint8 becomes int8 = q - 128, but for counts at the
/// input (scale 1, zero point 0), which are taken as they are. Weights: symmetric int8, one scale
/// or one per output channel; biases int32. The last Gemm keeps its int32 accumulators as logits,
/// with one scale; a QuantizeLinear behind it is left out.

#include <saccade/io/error.hpp>
#include <saccade/io/read_whole_file.hpp>
#include <saccade/onnx/assemble.hpp>
#include <saccade/onnx/imported_model.hpp>
#include <saccade/onnx/importer.hpp>
#include <saccade/onnx/reader.hpp>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace saccade::host {

/// The largest file that is read: what no microcontroller holds is a mistake.
inline constexpr std::uintmax_t max_model_bytes = std::uintmax_t{64} << 20U;

/// The network in the bytes of an .onnx file. Throws host::error, which names the node, what is
/// wrong with it and what to change.
[[nodiscard]] inline auto import_onnx_bytes(std::string_view bytes) -> imported_model {
  auto const model = onnx::read_model(bytes);
  auto const quantised = std::any_of(model.nodes.begin(), model.nodes.end(), [](auto const& n) {
    return n.op_type == "QuantizeLinear" || n.op_type.starts_with("QLinear");
  });
  if (!quantised) {
    throw error{"model",
                "is not quantised (no QuantizeLinear): write it in QDQ form, for example with "
                "onnxruntime.quantization.quantize_static"};
  }
  return onnx::assemble(model, onnx::importer{model});
}

[[nodiscard]] inline auto import_onnx(std::filesystem::path const& path) -> imported_model {
  auto const bytes = read_whole_file(path, max_model_bytes);
  try {
    return import_onnx_bytes(bytes);
  } catch (error const& e) {
    throw error{path.string(), e.what()};
  }
}

}  // namespace saccade::host
