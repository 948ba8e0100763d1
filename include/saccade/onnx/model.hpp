// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The part of an ONNX model that a quantised network uses, as plain structs. Everything that is a
/// std::string_view borrows from the file's bytes.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host::onnx {

/// TensorProto.DataType; the other numbers exist too, but not in a network that can be imported.
enum class data_type : std::int32_t {
  undefined = 0,
  float32 = 1,
  uint8 = 2,
  int8 = 3,
  int32 = 6,
  int64 = 7,
};

/// A constant. Its elements are in exactly one of `raw` (little-endian), `floats` and `integers`.
struct tensor {
  std::string_view name{};
  data_type type{};
  std::vector<std::int64_t> dims{};
  std::size_t size{};  ///< the product of dims
  std::string_view raw{};
  std::vector<float> floats{};
  std::vector<std::int64_t> integers{};
};

struct attribute {
  std::string_view name{};
  float f{};
  std::int64_t i{};
  std::string_view s{};
  std::vector<std::int64_t> ints{};
  std::optional<tensor> t{};
};

struct node {
  std::string_view name{};
  std::string_view op_type{};
  std::string_view domain{};
  std::vector<std::string_view> inputs{};  ///< "" for an optional input that is absent
  std::vector<std::string_view> outputs{};
  std::vector<attribute> attributes{};

  [[nodiscard]] auto find(std::string_view key) const -> attribute const* {
    for (auto const& candidate : attributes) {
      if (candidate.name == key) return &candidate;
    }
    return nullptr;
  }
};

/// An input or output of the graph. A dimension without a fixed value is -1.
struct value_info {
  std::string_view name{};
  data_type type{};
  std::optional<std::vector<std::int64_t>> dims{};
};

struct model {
  std::int64_t ir_version{};
  std::int64_t opset{};  ///< of the default domain
  std::vector<node> nodes{};
  std::vector<tensor> initializers{};
  std::vector<value_info> inputs{};
  std::vector<value_info> outputs{};
  std::map<std::string, std::string, std::less<>> metadata{};
};

}  // namespace saccade::host::onnx
