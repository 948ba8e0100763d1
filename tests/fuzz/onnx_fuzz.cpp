// SPDX-License-Identifier: Apache-2.0
#include "fuzz/differential.hpp"

#include <saccade/graph/parameter_layout.hpp>
#include <saccade/io/error.hpp>
#include <saccade/onnx/import.hpp>
#include <saccade/runtime/executor.hpp>
#include "importer/generate.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace saccade;

namespace {

/// A network that the fuzzer can afford to run.
auto is_small(host::executor const& network) -> bool {
  auto macs = std::uint64_t{};
  for (auto const& n : network.network().nodes) {
    macs += macs_of(n) + n.result.size() * static_cast<std::size_t>(n.kernel.height) *
                             static_cast<std::size_t>(n.kernel.width);
  }
  return macs < 200'000;
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  try {
    auto const bytes = std::string_view{reinterpret_cast<char const*>(data), size};
    auto const model = host::import_onnx_bytes(bytes);
    auto const end = parameters_of(model.nodes, model.nodes.size());
    fuzz::require(model.quantization.size() == model.nodes.size(), "each node is quantised");
    fuzz::require(model.weight.size() == end.weight_offset, "weights are complete");
    fuzz::require(model.bias.size() == end.channel_offset, "biases are complete");
    fuzz::require(model.multiplier.size() == end.channel_offset, "multipliers are complete");
    if (model.nodes.front().result.size() > 1'000'000) return 0;
    auto network = host::executor{model};
    if (is_small(network)) {
      for (auto& cell : network.input()) cell = 127;
      static_cast<void>(network.run());
    }
    static_cast<void>(host::generate_header(model, "fuzzed", "fuzzed.onnx"));
  } catch (host::error const&) {
  }
  return 0;
}
