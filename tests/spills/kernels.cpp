// SPDX-License-Identifier: Apache-2.0
// Every backend's kernels, as an executor has them.
#include <saccade/runtime/executor.hpp>

#include <cstdint>
#include <span>
#include <utility>

auto infer(saccade::host::executor& network) -> std::span<std::int32_t const>;
auto make(saccade::host::imported_model model) -> saccade::host::executor;

auto infer(saccade::host::executor& network) -> std::span<std::int32_t const> {
  return network.run();
}

auto make(saccade::host::imported_model model) -> saccade::host::executor {
  return saccade::host::executor{std::move(model)};
}
