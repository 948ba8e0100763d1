// SPDX-License-Identifier: Apache-2.0
#include "../importer/write_header.hpp"
#include "commands.hpp"
#include "load_network.hpp"
#include "output.hpp"

#include <saccade/graph/operations.hpp>

#include <saccade/runtime/executor.hpp>
#include "../importer/cpp_text.hpp"

#include <cstdint>
#include <filesystem>
#include <iomanip>
#include <ios>
#include <memory>
#include <ostream>
#include <string>

namespace saccade::tool {

namespace {

void print_table(std::ostream& out, host::executor const& network) {
  auto const& m = network.network();
  auto row = [&](auto const& layer, auto const& kind, auto const& size, auto const& macs,
                 auto const& bytes) {
    out << std::left << std::setw(24) << layer << std::setw(21) << kind << std::setw(12) << size
        << std::right << std::setw(12) << macs << std::setw(10) << bytes << '\n';
  };
  row("layer", "kind", "output", "MACs", "weights");
  auto macs = std::uint64_t{};
  auto bytes = std::size_t{};
  for (auto i = std::size_t{}; i < m.nodes.size(); ++i) {
    auto const& n = m.nodes[i];
    auto const node_macs = i == 0 ? 0 : macs_of(n);
    auto const size = std::to_string(n.result.height) + "x" + std::to_string(n.result.width) + "x" +
                      std::to_string(n.result.channels);
    row(host::cpp_text::comment(m.names[i]), facts(n.kind).name, size, node_macs,
        weight_bytes_of(n));
    macs += node_macs;
    bytes += weight_bytes_of(n);
  }
  row("total", "", "", macs, bytes);
  out << "arena for tensors: " << network.arena_bytes() << " bytes\n";
}

struct import_options {
  std::filesystem::path model{};
  std::filesystem::path output{};
  std::string name{};
  std::string backend{backend::scalar::name};
  bool quiet{};
};

void import_model(import_options const& options) {
  auto const network = load_executor(options.model);
  if (!options.output.empty()) {
    write_header(network.network(), options.model, options.output, options.name, options.backend);
  }
  if (options.quiet) return;
  auto& out = summary_stream(options.output);
  print_table(out, network);
  for (auto const& remark : network.network().remarks) out << "note: " << remark << '\n';
}

}  // namespace

void add_import(CLI::App& app) {
  auto options = std::make_shared<import_options>();
  auto* const command =
      app.add_subcommand("import", "Turn a quantised ONNX model (QDQ) into a C++ header");
  command->add_option("model", options->model, "the .onnx file")->required();
  command->add_option("-o,--output", options->output,
                      "the header to write; without it the model is only shown");
  command->add_option("--namespace", options->name,
                      "namespace of the header's names (default: from the model's file name)");
  command->add_option("--backend", options->backend,
                      "pack the weights for a microcontroller's kernels: armv7em for a Cortex-M4, "
                      "-M7 or -M33 with DSP (default: scalar, which a PC packs by itself)");
  command->add_flag("--quiet", options->quiet, "print no table");
  command->footer("example: saccade import gesture.onnx -o gesture.hpp");
  command->callback([options] { import_model(*options); });
}

}  // namespace saccade::tool
