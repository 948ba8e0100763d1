// SPDX-License-Identifier: Apache-2.0
#include <saccade/onnx/import.hpp>

#include "support/catch.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using saccade::host::error;
using saccade::host::import_onnx;
using saccade::host::import_onnx_bytes;
using saccade::host::imported_model;

auto folder() -> std::filesystem::path {
  return std::filesystem::path{SACCADE_TEST_DATA} / "onnx" / "import";
}

auto import(std::string const& name) -> imported_model {
  return import_onnx(folder() / (name + ".onnx"));
}

auto bytes_of(std::string const& name) -> std::string {
  auto file = std::ifstream{folder() / (name + ".onnx"), std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

auto refusal_of(std::string const& name) -> std::string {
  try {
    static_cast<void>(import(name));
  } catch (error const& e) {
    return e.what();
  }
  return "accepted";
}

auto same(saccade::node_quantization const& a, saccade::node_quantization const& b) -> bool {
  return a.scale == b.scale && a.zero_point == b.zero_point && a.multiplier == b.multiplier &&
         a.first_ratio == b.first_ratio && a.second_ratio == b.second_ratio && a.offset == b.offset;
}

/// A model of the folder, and a part of the line that refuses it.
struct refusal {
  char const* name;
  char const* line;
};

constexpr refusal refusals[] = {
    {"16_bit_activation", "node 'conv.q' (QuantizeLinear): must quantise to uint8 or int8"},
    {"added_constant", "node 'conv.relu' (Add): adds a constant: only a MatMul's bias"},
    {"added_input", "node 'conv.relu' (Add): residual: the network's input must pass a conv2d"},
    {"added_shapes",
     "node 'sum' (Add): residual: both branches must have the same shape "
     "(expected 3x3x3, given 4x4x3)"},
    {"after_softmax", "node 'last' (Gemm): follows Softmax or ArgMax"},
    {"alpha", "node 'head' (Gemm): must have alpha and beta 1"},
    {"asymmetric_weights", "node 'conv' (Conv): has asymmetric weights (zero point 3)"},
    {"batch", "input 'input': has a batch of 8: export it with a batch of 1"},
    {"bias_count", "node 'head' (Gemm): has 3 biases for 2 output channels"},
    {"bias_scale", "node 'conv' (Conv): has a bias scale other than input scale * weight scale"},
    {"bins", "metadata 'saccade.bins': must divide the input's 2 channels"},
    {"cap", "metadata 'saccade.cap': must be at most 127"},
    {"ceil_mode", "node 'pool' (MaxPool): rounds its size up"},
    {"clip", "node 'conv.relu' (Clip): cuts above at 6"},
    {"dilated", "node 'conv' (Conv): is dilated"},
    {"dynamic_shape", "input 'input': has a dynamic shape"},
    {"external_data", "initializer 'conv.weight': is stored in another file"},
    {"flatten_axis", "node 'flatten1' (Flatten): must have axis 1"},
    {"flattened_picture", "node 'mean' (GlobalAveragePool): follows a Flatten"},
    {"float_between", "node 'head' (Gemm): has the float input 'flatten1'"},
    {"float_bias", "node 'conv' (Conv): has float bias: quantise 'floats'"},
    {"float_weights", "node 'conv' (Conv): has float weights: quantise 'floats'"},
    {"function", "model: has local functions"},
    {"groups", "node 'conv' (Conv): has weights for 2 channels in each of 2 groups"},
    {"huge_tensor", "initializer 'conv.weight': has more than 2^32 elements"},
    {"integer_input", "input 'input': must be float32"},
    {"integers", "node 'flatten1' (Flatten): works on integers: put a DequantizeLinear"},
    {"kernel_too_large",
     "node 'conv' (Conv): the kernel must fit into the padded input "
     "(expected 3x3x2, given 2x4x2)"},
    {"labels", "metadata 'saccade.labels': names 3 classes, the network has 2"},
    {"last_layer", "node 'conv.relu' (Relu): is the last layer, which must be a Gemm"},
    {"negative_dimension", "initializer 'conv.weight': has a negative dimension"},
    {"no_cap", "metadata 'saccade.cap': is missing"},
    {"no_flatten", "node 'head' (Gemm): needs a Flatten before it"},
    {"not_quantised", "model: is not quantised (no QuantizeLinear)"},
    {"order", "node 'conv.relu' (Relu): uses 'conv', which no node before it computes"},
    {"other_dequantisation", "(DequantizeLinear): has other parameters than the QuantizeLinear"},
    {"other_domain", "node 'conv.relu' (Relu): is an operation that saccade does not have"},
    {"padded_average", "node 'mean' (AveragePool): average_pool: takes no padding"},
    {"per_channel_activation", "node 'conv.q' (QuantizeLinear): quantises an activation per"},
    {"per_channel_head", "node 'head' (Gemm): is the last layer and has weights quantised per"},
    {"polarities", "metadata 'saccade.bins': leave 4 polarities in the input's 4 channels"},
    {"qoperator", "node 'conv' (QLinearConv): is in the QOperator format"},
    {"quotient", "node 'conv' (Conv): has scales whose quotient overflows"},
    {"requantisation", "node 'flatten1.q' (QuantizeLinear): requantises node 'flatten1'"},
    {"reshape", "node 'flatten1' (Reshape): must flatten to [1, everything else]"},
    {"scale_count", "(DequantizeLinear): has 5 scales, which its axis has not"},
    {"scale_nan", "node 'conv.q' (QuantizeLinear): has a scale that is not positive"},
    {"scale_per_input", "node 'conv' (Conv): has a weight scale per input channel"},
    {"scale_tiny", "node 'conv.q' (QuantizeLinear): has a scale beyond 1e-12 to 1e12"},
    {"scale_zero", "node 'conv.q' (QuantizeLinear): has a scale that is not positive"},
    {"select_last", "node 'class' (ArgMax): must have select_last_index 0"},
    {"short_tensor", "initializer 'conv.weight': has 53 elements, its dimensions say 54"},
    {"sparse", "model: has sparse initializers"},
    {"subgraph", "model: has subgraphs"},
    {"three_dimensions", "input 'input': must be [1, channels, height, width]"},
    {"time_map", "metadata 'saccade.time_map': must be fixed_window or"},
    {"two_inputs", "model: has more than one input"},
    {"two_outputs", "model: must have one output"},
    {"two_writers", "node 'again' (Relu): writes 'conv', as another node or initializer does"},
    {"unknown_tensor", "node 'conv' (Conv): uses 'missing', which no node before it computes"},
    {"unsupported", "node 'conv.relu' (Sigmoid): is an operation that saccade does not have"},
    {"written_constant", "writes 'conv.real', as another node or initializer does"},
};

}  // namespace

TEST_CASE("a network is imported with shapes, factors, packed weights and its input format") {
  auto const m = import("base");
  REQUIRE(m.nodes.size() == 5);
  CHECK(m.nodes[1].kind == saccade::op::conv2d);
  CHECK(m.nodes[1].result == saccade::shape{4, 4, 3});
  CHECK(m.nodes[2].kind == saccade::op::relu);
  CHECK(m.nodes[3].result == saccade::shape{1, 1, 48});
  CHECK(m.nodes[4].out == 2);
  CHECK(m.names[1] == "conv");
  CHECK(m.tensors[0] == "input.q");
  CHECK(m.tensors[1] == "");
  CHECK(m.tensors[2] == "conv.q");

  // 54 bytes, padded to 64; 96 bytes.
  CHECK(m.weight.size() == 160);
  CHECK(m.bias.size() == 5);
  CHECK(m.multiplier[0] == 1.0F * 0.01F / 0.05F);
  CHECK(m.multiplier[2] == 1.0F * 0.03F / 0.05F);
  CHECK(m.multiplier[4] == 0.05F * 0.01F);
  CHECK(m.quantization[0].zero_point == 0);     // counts, as they are
  CHECK(m.quantization[2].zero_point == -128);  // uint8 0
  CHECK(m.quantization[4].scale == 0.05F * 0.01F);
  CHECK(m.grid == saccade::grid_format{.polarities = 2,
                                       .bins = 1,
                                       .height = 4,
                                       .width = 4,
                                       .window_us = 50'000,
                                       .map = saccade::time_map::fixed_window,
                                       .cap = 15});
  CHECK(m.labels == std::vector<std::string>{"left", "right"});
}

TEST_CASE("the same network in other words gives the same numbers") {
  auto const expected = import("base");
  auto variants = 0;
  for (auto const& entry : std::filesystem::directory_iterator{folder()}) {
    auto const name = entry.path().stem().string();
    if (!name.starts_with("variant_")) continue;
    ++variants;
    INFO(name);
    auto const given = import(name);
    CHECK(given.nodes == expected.nodes);
    CHECK(given.architecture == expected.architecture);
    CHECK(std::equal(given.quantization.begin(), given.quantization.end(),
                     expected.quantization.begin(), expected.quantization.end(), same));
    CHECK(given.weight == expected.weight);
    CHECK(given.bias == expected.bias);
    CHECK(given.multiplier == expected.multiplier);
    CHECK(given.grid == expected.grid);
    CHECK(given.remarks.size() == (name == "variant_quantised_output" ? 1U : 0U));
  }
  CHECK(variants == 14);
}

TEST_CASE("what only picks or bounds counts gives counts, wherever they are quantised") {
  for (auto const* const name :
       {"counts_pooled", "counts_rectified", "counts_quantised_and_pooled"}) {
    INFO(name);
    auto const m = import(name);
    REQUIRE(m.nodes.size() == 6);
    REQUIRE(m.nodes[2].kind == saccade::op::conv2d);
    for (auto const i : {0U, 1U}) {
      CHECK(m.quantization[i].zero_point == 0);
      CHECK(m.forms[i].shift == 0);
      CHECK(!m.forms[i].is_signed);
    }
    CHECK(m.forms[3].shift == 128);
    CHECK(m.bias == import("base").bias);
  }
  CHECK(import("variant_int8_activations").forms[2].is_signed);
  CHECK(import("variant_int8_activations").forms[2].shift == 0);
}

TEST_CASE("counts may be quantised in steps of their own") {
  auto const m = import("counts_scaled");
  CHECK(m.quantization[0].scale == 0.5F);
  CHECK(m.quantization[0].zero_point == -128);
  CHECK(m.grid == import("base").grid);
}

TEST_CASE("softmax may follow the logits") {
  auto const m = import("softmax");
  REQUIRE(m.nodes.size() == 6);
  CHECK(m.nodes[5].kind == saccade::op::softmax);
  CHECK(m.multiplier == import("base").multiplier);
}

TEST_CASE("a clip is left out where the quantisation cuts as much, and else a relu") {
  auto const expected = import("base");
  auto const without = import("clip");
  CHECK(without.nodes.size() == 4);
  CHECK(without.weight == expected.weight);
  CHECK(without.multiplier == expected.multiplier);
  auto const as_relu = import("clip_as_relu");
  CHECK(as_relu.nodes == expected.nodes);
  CHECK(as_relu.quantization[2].zero_point == 10 - 128);
}

TEST_CASE("what cannot be imported is refused with the node, the fault and what to change") {
  auto left = std::set<std::string>{};
  for (auto const& entry : std::filesystem::directory_iterator{folder()}) {
    auto const name = entry.path().stem().string();
    if (name.starts_with("refused_")) left.insert(name);
  }
  for (auto const& [name, line] : refusals) {
    auto const file = "refused_" + std::string{name};
    CHECK(left.erase(file) == 1);
    auto const given = refusal_of(file);
    CHECK_THAT(given, ContainsSubstring(file + ".onnx: "));
    CHECK_THAT(given, ContainsSubstring(line));
    CHECK(std::count(given.begin(), given.end(), '\n') == 0);
  }
  CHECK(left == std::set<std::string>{});
}

TEST_CASE("files that are no models are refused") {
  CHECK_THAT(refusal_of("absent"),
             ContainsSubstring("cannot be opened: No such file or directory"));
  CHECK_THROWS_AS(import_onnx(folder()), error);
  CHECK_THROWS_AS(import_onnx_bytes(""), error);
  CHECK_THROWS_AS(import_onnx_bytes("not a protobuf at all"), error);
}

TEST_CASE("a file cut anywhere is imported whole or refused") {
  auto const whole = bytes_of("base");
  REQUIRE(whole.size() > 2000);
  auto refused = std::size_t{};
  for (auto length = std::size_t{}; length < whole.size(); ++length) {
    try {
      static_cast<void>(import_onnx_bytes(std::string_view{whole}.substr(0, length)));
    } catch (error const&) {
      ++refused;
    }
  }
  // Cut behind the graph, where metadata and opset follow, it is still a network.
  CHECK(refused > whole.size() - 300);
}

TEST_CASE("a file with any byte changed is imported or refused") {
  auto const whole = bytes_of("base");
  auto refused = 0;
  for (auto i = std::size_t{}; i < whole.size(); ++i) {
    for (auto const change : {1, 128, 255}) {
      auto changed = whole;
      changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ change);
      try {
        static_cast<void>(import_onnx_bytes(changed));
      } catch (error const&) {
        ++refused;
      }
    }
  }
  CHECK(refused > 1000);
}
