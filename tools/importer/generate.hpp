// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Writes an imported network as a C++ header: the graph as an expression of layers, the parameters
/// as constants, the labels, and the model type that joins them.

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/operations.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/io/error.hpp>
#include <saccade/model/packing.hpp>
#include <saccade/onnx/imported_model.hpp>
#include <saccade/onnx/series_parallel.hpp>
#include <saccade/represent/grid_format.hpp>
#include "cpp_text.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host {

namespace detail {

class header_writer {
 public:
  header_writer(imported_model const& m, std::string_view backend) : model_{m} {
    auto known = std::string{};
    auto const pack = [&]<typename... Backend>(backend::list<Backend...>) {
      (try_backend<Backend>(backend, known), ...);
    };
    pack(backend::packed_by_importer{});
    if (backend_.empty()) {
      throw error{"backend '" + std::string{backend} + "'", "weights can be packed for " + known};
    }
  }

  [[nodiscard]] auto write(std::string const& name, std::string const& source) const
      -> std::string {
    auto const end = parameters_of(model_.nodes, model_.nodes.size());
    auto const type = "saccade::weights<" + std::to_string(model_.nodes.size()) + ", " +
                      std::to_string(weight_.size()) + ", " + std::to_string(end.channel_offset) +
                      (backend_ == backend::scalar::name ? "" : ", saccade::backend::" + backend_) +
                      ">";
    auto text = std::string{"// Written by `saccade import` from "} + cpp_text::comment(source) +
                ".\n// clang-format off\n#pragma once\n\n"
                "#include <saccade/graph/layers.hpp>\n"
                "#include <saccade/model/model.hpp>\n"
                "#include <saccade/model/weights.hpp>\n\n"
                "#include <array>\n#include <cstdint>\n\n"
                "namespace " +
                name +
                " {\n\n"
                "inline constexpr auto net =\n    " +
                graph() +
                ";\n\n"
                "// One string literal holds all weights: it compiles faster than a list.\n"
                "#if defined(__clang__)\n"
                "#pragma clang diagnostic push\n"
                "#pragma clang diagnostic ignored \"-Woverlength-strings\"\n"
                "#endif\n"
                "inline constexpr " +
                type +
                " weights{\n"
                "    .architecture = " +
                hexadecimal(model_.architecture) +
                "U,\n"
                "    .grid = " +
                grid() +
                ",\n"
                "    .nodes = {\n" +
                quantization() +
                "    },\n"
                "    .bias = {\n" +
                cpp_text::list(biases(), "        ") +
                "},\n"
                "    .multiplier = {\n" +
                cpp_text::list(multipliers(), "        ") +
                "},\n"
                "    .weight =\n" +
                cpp_text::bytes(weight_, "        ") +
                "};\n"
                "#if defined(__clang__)\n#pragma clang diagnostic pop\n#endif\n\n";
    auto labels = std::vector<std::string>{};
    for (auto const& label : model_.labels) labels.push_back(cpp_text::literal(label));
    return text + "inline constexpr std::array<char const*, " + std::to_string(labels.size()) +
           "> labels{\n" + cpp_text::list(labels, "    ") +
           "};\n\n"
           "using model = saccade::model<net, weights, labels>;\n\n"
           "}  // namespace " +
           name + "\n";
  }

 private:
  template <typename Backend>
  void try_backend(std::string_view wanted, std::string& known) {
    known += (known.empty() ? "" : ", ") + std::string{Backend::name};
    if (wanted != Backend::name) return;
    backend_ = Backend::name;
    auto const& nodes = model_.nodes;
    weight_.resize(packed_parameters_of<Backend>(nodes, nodes.size()).weight_offset);
    pack_weights<Backend>(nodes, model_.weight, weight_);
  }

  [[nodiscard]] auto graph() const -> std::string {
    auto const expression = read_series_parallel(model_.nodes);
    if (expression.obstacle >= 0) {
      throw error{"layer '" + model_.names[static_cast<std::size_t>(expression.obstacle)] + "'",
                  "is shared by branches that one add does not join, which residual() cannot "
                  "express: let each branch run from one layer to one Add"};
    }
    auto const& in = model_.nodes.front().result;
    return "saccade::input<std::int8_t>({.height = " + std::to_string(in.height) +
           ", .width = " + std::to_string(in.width) +
           ", .channels = " + std::to_string(in.channels) + "})" +
           chain(expression.chain, "    ", true);
  }

  /// `joined`: something stands before the chain, to which a `|` joins it.
  [[nodiscard]] auto chain(std::vector<chain_step> const& steps, std::string const& indent,
                           bool joined) const -> std::string {
    if (steps.empty()) return "saccade::identity";
    auto text = std::string{};
    for (auto const& step : steps) {
      auto const& n = model_.nodes[static_cast<std::size_t>(step.node)];
      if (joined) text += n.kind == op::relu ? " | " : "\n" + indent + "| ";
      joined = true;
      text += n.kind == op::add ? residual(step, indent + "      ") : layer(n);
    }
    return text;
  }

  [[nodiscard]] auto residual(chain_step const& step, std::string const& indent) const
      -> std::string {
    auto text = "saccade::residual(\n" + indent + chain(step.first, indent, false);
    if (!step.second.empty()) text += ",\n" + indent + chain(step.second, indent, false);
    return text + ")";
  }

  [[nodiscard]] static auto layer(node const& n) -> std::string {
    auto const& kind = facts(n.kind);
    auto options = std::string{};
    auto const option = [&options](std::string const& name, std::string const& value) {
      options += (options.empty() ? "." : ", .") + name + " = " + value;
    };
    if (kind.has_weights) option("out", std::to_string(n.out));
    if (kind.has_window) {
      option("kernel", pair(n.kernel));
      auto const usual_stride = kind.has_weights ? extent{1} : n.kernel;
      if (n.stride != usual_stride) option("stride", pair(n.stride));
      if (n.pad != padding{0}) option("pad", all_sides(n.pad));
      if (n.groups != 1) option("groups", std::to_string(n.groups));
      if (n.dilation != extent{1}) option("dilation", pair(n.dilation));
    }
    auto const name = std::string{"saccade::"} + kind.name;
    return options.empty() ? name : name + "({" + options + "})";
  }

  [[nodiscard]] static auto all_sides(padding const& p) -> std::string {
    if (p == padding{p.top}) return std::to_string(p.top);
    return "{" + std::to_string(p.top) + ", " + std::to_string(p.left) + ", " +
           std::to_string(p.bottom) + ", " + std::to_string(p.right) + "}";
  }

  [[nodiscard]] static auto pair(extent e) -> std::string {
    if (e.height == e.width) return std::to_string(e.height);
    return "{" + std::to_string(e.height) + ", " + std::to_string(e.width) + "}";
  }

  [[nodiscard]] static auto hexadecimal(std::uint64_t value) -> std::string {
    char text[19]{};
    static_cast<void>(
        std::snprintf(text, sizeof text, "0x%016llX", static_cast<unsigned long long>(value)));
    return text;
  }

  [[nodiscard]] static auto name_of(time_map map) -> std::string {
    switch (map) {
      case time_map::none:
        return "none";
      case time_map::fixed_window:
        return "fixed_window";
      case time_map::data_range_float32:
        return "data_range_float32";
      case time_map::data_range_float64:
        return "data_range_float64";
      case time_map::data_range_clamped:
        return "data_range_clamped";
    }
    return "none";
  }

  [[nodiscard]] auto grid() const -> std::string {
    auto const& g = model_.grid;
    if (g == grid_format{}) return "{}";
    return "{.polarities = " + std::to_string(g.polarities) +
           ", .bins = " + std::to_string(g.bins) + ", .height = " + std::to_string(g.height) +
           ", .width = " + std::to_string(g.width) +
           ",\n             .window_us = " + std::to_string(g.window_us) +
           ", .map = saccade::time_map::" + name_of(g.map) + ", .cap = " + std::to_string(g.cap) +
           "}";
  }

  /// A line per node, with its name in the file.
  [[nodiscard]] auto quantization() const -> std::string {
    auto text = std::string{};
    for (auto i = std::size_t{}; i < model_.nodes.size(); ++i) {
      auto const& q = model_.quantization[i];
      text += "        {.scale = " + cpp_text::number(q.scale) +
              ", .zero_point = " + std::to_string(q.zero_point);
      if (q.multiplier > 0.0F) text += ", .multiplier = " + cpp_text::number(q.multiplier);
      if (model_.nodes[i].kind == op::add) {
        text += ",\n         .first_ratio = " + cpp_text::number(q.first_ratio) +
                ", .second_ratio = " + cpp_text::number(q.second_ratio) +
                ", .offset = " + cpp_text::number(q.offset);
      }
      text += "},  // " + cpp_text::comment(model_.names[i]) + "\n";
    }
    return text;
  }

  [[nodiscard]] auto biases() const -> std::vector<std::string> {
    auto items = std::vector<std::string>{};
    for (auto const value : model_.bias) {
      // -2147483648 is the negation of a number that is no int.
      items.push_back(value == INT32_MIN ? "INT32_MIN" : std::to_string(value));
    }
    return items;
  }

  [[nodiscard]] auto multipliers() const -> std::vector<std::string> {
    auto items = std::vector<std::string>{};
    for (auto const value : model_.multiplier) items.push_back(cpp_text::number(value));
    return items;
  }

  imported_model const& model_;
  std::string backend_{};
  std::vector<std::int8_t> weight_{};
};

}  // namespace detail

/// The header's text: `name`::net, ::weights, ::labels and ::model, the weights packed for
/// `backend`. `source` is the file that the first line names. Throws host::error if layers.hpp
/// cannot express the graph, or if there is no such backend.
[[nodiscard]] inline auto generate_header(imported_model const& m, std::string const& name,
                                          std::string const& source,
                                          std::string_view backend = backend::scalar::name)
    -> std::string {
  if (!cpp_text::is_namespace(name)) {
    throw error{"namespace '" + name + "'", "is no name that a C++ namespace can have"};
  }
  return detail::header_writer{m, backend}.write(name, source);
}

}  // namespace saccade::host
