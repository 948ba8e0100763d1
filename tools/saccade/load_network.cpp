// SPDX-License-Identifier: Apache-2.0
#include "load_network.hpp"

#include <saccade/backend.hpp>
#include <saccade/onnx/import.hpp>
#include <saccade/runtime/host_backend.hpp>

#include <string>
#include <vector>

namespace saccade::tool {

auto load_network(std::filesystem::path const& file) -> host::imported_model {
  return host::import_onnx(file);
}

auto load_executor(std::filesystem::path const& file, std::string const& backend)
    -> host::executor {
  auto const& by = host::find_backend(backend);
  return host::executor{load_network(file), by};
}

auto backend_names() -> std::vector<std::string> {
  std::vector<std::string> names;
  for (auto const* const one : host::available_backends()) names.emplace_back(one->name);
  return names;
}

auto list_backends() -> std::string {
  std::string names;
  [&]<typename... Backends>(backend::list<Backends...>) {
    ((names += (names.empty() ? "" : ", ") + std::string{Backends::name}), ...);
  }(host::host_backends{});
  return "backends: " + names +
         "; runs here: " + std::string{host::available_backends().front()->name};
}

}  // namespace saccade::tool
