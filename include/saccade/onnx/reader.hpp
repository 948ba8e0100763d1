// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Reads the bytes of an .onnx file. Field numbers: onnx/onnx.proto, frozen by ONNX's versioning
/// rules. Unknown fields are skipped; what would change a network's meaning is refused.

#include <saccade/io/error.hpp>
#include <saccade/onnx/model.hpp>
#include <saccade/onnx/wire.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saccade::host::onnx {

namespace detail {

class model_reader {
 public:
  explicit model_reader(std::string_view file) noexcept : file_{file} {}

  [[nodiscard]] auto read() const -> model {
    auto result = model{};
    auto graph_seen = false;
    each_field(file_, [&](wire_reader const& at, wire_field const& f) {
      switch (f.number) {
        case 1:
          result.ir_version = integer(at, f);
          break;
        case 7:
          if (graph_seen) at.fail("the model has two graphs");
          graph_seen = true;
          read_graph(bytes(at, f), result);
          break;
        case 8:
          read_opset(bytes(at, f), result);
          break;
        case 14:
          read_metadata(bytes(at, f), result);
          break;
        case 25:
          throw error{"model", "has local functions: inline them before the import"};
        default:
          break;
      }
    });
    if (!graph_seen) throw error{"model", "has no graph: not an ONNX file, or an empty one"};
    return result;
  }

 private:
  template <typename Visit>
  void each_field(std::string_view message, Visit&& visit) const {
    auto reader = wire_reader{file_, message};
    while (!reader.done()) {
      auto const field = reader.next();
      visit(reader, field);
    }
  }

  static auto bytes(wire_reader const& at, wire_field const& f) -> std::string_view {
    if (f.type != wire_type::bytes) at.fail("a text or message field holds a number");
    return f.bytes;
  }

  static auto integer(wire_reader const& at, wire_field const& f) -> std::int64_t {
    if (f.type != wire_type::varint) at.fail("an integer field holds something else");
    return static_cast<std::int64_t>(f.value);
  }

  static auto real(wire_reader const& at, std::uint64_t value, wire_type type) -> float {
    if (type != wire_type::fixed32) at.fail("a float field holds something else");
    return std::bit_cast<float>(static_cast<std::uint32_t>(value));
  }

  /// Repeated numbers come packed (proto3) or one field each (proto2, which ONNX is).
  void integers(wire_reader const& at, wire_field const& f, std::vector<std::int64_t>& to) const {
    if (f.type != wire_type::bytes) {
      to.push_back(integer(at, f));
      return;
    }
    auto packed = wire_reader{file_, f.bytes};
    while (!packed.done()) to.push_back(static_cast<std::int64_t>(packed.varint()));
  }

  void reals(wire_reader const& at, wire_field const& f, std::vector<float>& to) const {
    if (f.type != wire_type::bytes) {
      to.push_back(real(at, f.value, f.type));
      return;
    }
    auto packed = wire_reader{file_, f.bytes};
    while (!packed.done()) to.push_back(real(packed, packed.fixed(4), wire_type::fixed32));
  }

  void read_opset(std::string_view message, model& result) const {
    auto domain = std::string_view{};
    auto version = std::int64_t{};
    each_field(message, [&](wire_reader const& at, wire_field const& f) {
      if (f.number == 1) domain = bytes(at, f);
      if (f.number == 2) version = integer(at, f);
    });
    if (domain.empty() || domain == "ai.onnx") result.opset = version;
  }

  void read_metadata(std::string_view message, model& result) const {
    auto key = std::string{};
    auto value = std::string{};
    each_field(message, [&](wire_reader const& at, wire_field const& f) {
      if (f.number == 1) key = bytes(at, f);
      if (f.number == 2) value = bytes(at, f);
    });
    result.metadata.insert_or_assign(std::move(key), std::move(value));
  }

  void read_graph(std::string_view message, model& result) const {
    each_field(message, [&](wire_reader const& at, wire_field const& f) {
      switch (f.number) {
        case 1:
          result.nodes.push_back(read_node(bytes(at, f)));
          break;
        case 5:
          result.initializers.push_back(read_tensor(bytes(at, f)));
          break;
        case 11:
          result.inputs.push_back(read_value_info(bytes(at, f)));
          break;
        case 12:
          result.outputs.push_back(read_value_info(bytes(at, f)));
          break;
        case 15:
          throw error{"model", "has sparse initializers: store them dense"};
        default:
          break;
      }
    });
  }

  [[nodiscard]] auto read_node(std::string_view message) const -> node {
    auto result = node{};
    each_field(message, [&](wire_reader const& at, wire_field const& f) {
      switch (f.number) {
        case 1:
          result.inputs.push_back(bytes(at, f));
          break;
        case 2:
          result.outputs.push_back(bytes(at, f));
          break;
        case 3:
          result.name = bytes(at, f);
          break;
        case 4:
          result.op_type = bytes(at, f);
          break;
        case 5:
          result.attributes.push_back(read_attribute(bytes(at, f)));
          break;
        case 7:
          result.domain = bytes(at, f);
          break;
        default:
          break;
      }
    });
    return result;
  }

  [[nodiscard]] auto read_attribute(std::string_view message) const -> attribute {
    auto result = attribute{};
    each_field(message, [&](wire_reader const& at, wire_field const& f) {
      switch (f.number) {
        case 1:
          result.name = bytes(at, f);
          break;
        case 2:
          result.f = real(at, f.value, f.type);
          break;
        case 3:
          result.i = integer(at, f);
          break;
        case 4:
          result.s = bytes(at, f);
          break;
        case 5:
          result.t = read_tensor(bytes(at, f));
          break;
        case 6:
        case 11:
          throw error{"model", "has subgraphs (If, Loop, Scan): remove the control flow"};
        case 8:
          integers(at, f, result.ints);
          break;
        default:
          break;
      }
    });
    return result;
  }

  [[nodiscard]] auto read_tensor(std::string_view message) const -> tensor {
    auto result = tensor{};
    auto raw_seen = false;
    auto external = false;
    each_field(message, [&](wire_reader const& at, wire_field const& f) {
      switch (f.number) {
        case 1:
          integers(at, f, result.dims);
          break;
        case 2:
          result.type = read_type(at, f);
          break;
        case 4:
          reals(at, f, result.floats);
          break;
        case 5:
        case 7:
          integers(at, f, result.integers);
          break;
        case 8:
          result.name = bytes(at, f);
          break;
        case 9:
          result.raw = bytes(at, f);
          raw_seen = true;
          break;
        case 13:
          external = true;
          break;
        case 14:
          external = external || integer(at, f) == 1;
          break;
        default:
          break;
      }
    });
    auto const where = "initializer '" + std::string{result.name} + "'";
    if (external) {
      throw error{where, "is stored in another file: save the model with its weights inside"};
    }
    result.size = element_count(result, where);
    check_length(result, raw_seen, where);
    return result;
  }

  static auto read_type(wire_reader const& at, wire_field const& f) -> data_type {
    auto const value = integer(at, f);
    if (value < 0 || value > 1000) at.fail("unknown tensor type");
    return static_cast<data_type>(value);
  }

  static auto element_count(tensor const& t, std::string const& where) -> std::size_t {
    auto count = std::uint64_t{1};
    for (auto const dim : t.dims) {
      if (dim < 0) throw error{where, "has a negative dimension"};
      auto const extent = static_cast<std::uint64_t>(dim);
      if (extent != 0 && count > std::numeric_limits<std::uint32_t>::max() / extent) {
        throw error{where, "has more than 2^32 elements"};
      }
      count *= extent;
    }
    return static_cast<std::size_t>(count);
  }

  /// What the dimensions promise is what the file holds, for the types that the importer reads.
  static void check_length(tensor const& t, bool raw_seen, std::string const& where) {
    auto width = std::size_t{};
    switch (t.type) {
      case data_type::uint8:
      case data_type::int8:
        width = 1;
        break;
      case data_type::float32:
      case data_type::int32:
        width = 4;
        break;
      case data_type::int64:
        width = 8;
        break;
      default:
        return;
    }
    auto const typed = t.type == data_type::float32 ? t.floats.size() : t.integers.size();
    auto const held = raw_seen ? t.raw.size() / width : typed;
    if (held != t.size || (raw_seen && (t.raw.size() % width != 0 || typed != 0))) {
      throw error{where, "has " + std::to_string(held) + " elements, its dimensions say " +
                             std::to_string(t.size)};
    }
  }

  [[nodiscard]] auto read_value_info(std::string_view message) const -> value_info {
    auto result = value_info{};
    each_field(message, [&](wire_reader const& at, wire_field const& f) {
      if (f.number == 1) result.name = bytes(at, f);
      if (f.number == 2) {
        each_field(bytes(at, f), [&](wire_reader const& type_at, wire_field const& type) {
          if (type.number == 1) read_tensor_type(bytes(type_at, type), result);
        });
      }
    });
    return result;
  }

  void read_tensor_type(std::string_view message, value_info& result) const {
    each_field(message, [&](wire_reader const& at, wire_field const& f) {
      if (f.number == 1) result.type = read_type(at, f);
      if (f.number == 2) {
        result.dims.emplace();
        each_field(bytes(at, f), [&](wire_reader const& dim_at, wire_field const& dim) {
          if (dim.number != 1) return;
          auto value = std::int64_t{-1};
          each_field(bytes(dim_at, dim), [&](wire_reader const& value_at, wire_field const& v) {
            if (v.number == 1) value = integer(value_at, v);
          });
          result.dims->push_back(value);
        });
      }
    });
  }

  std::string_view file_;
};

}  // namespace detail

/// The model in `file`, which must outlive it. Throws host::error.
[[nodiscard]] inline auto read_model(std::string_view file) -> model {
  return detail::model_reader{file}.read();
}

}  // namespace saccade::host::onnx
