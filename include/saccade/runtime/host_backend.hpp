// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The backends that a program brings for the machine that it runs on, and the choice among them:
/// whatever the compiler's flags, the fastest that the processor has.

#include <saccade/backend.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/io/error.hpp>
#include <saccade/kernels/impl/avx2/kernels.hpp>
#include <saccade/kernels/impl/avx512vnni/dense.hpp>
#include <saccade/kernels/impl/avxvnni/dense.hpp>
#include <saccade/kernels/kernel.hpp>
#include <saccade/model/execute.hpp>
#include <saccade/model/packing.hpp>
#include <saccade/quantize/requantize.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace saccade::host {

/// A backend with its requantisation, as values.
struct host_backend {
  std::string_view name{};
  parameter_block (*parameters)(std::span<node const>, std::size_t);
  std::size_t (*scratch_bytes)(node const&);
  bool (*packs_any)(std::span<node const>);
  void (*pack)(std::span<node const>, std::span<std::int8_t const> weight,
               std::span<std::int8_t> to);
  void (*execute)(node const&, kernels::arguments const&);
};

template <typename Backend, typename Requantize = round_half_even>
inline constexpr host_backend host_backend_of{
    .name = Backend::name,
    .parameters = [](std::span<node const> nodes,
                     std::size_t i) { return packed_parameters_of<Backend>(nodes, i); },
    .scratch_bytes = [](node const& n) { return scratch_bytes_of<Backend>(n); },
    .packs_any = [](std::span<node const> nodes) { return saccade::packs_any<Backend>(nodes); },
    .pack = [](std::span<node const> nodes, std::span<std::int8_t const> weight,
               std::span<std::int8_t> to) { pack_weights<Backend>(nodes, weight, to); },
    .execute =
        [](node const& n, kernels::arguments const& a) {
          saccade::execute<Backend, Requantize>(kernels::run_time_layer{n}, a);
        }};

/// Whether this machine can run it.
template <typename Backend>
[[nodiscard]] auto runs_here() noexcept -> bool {
#if SACCADE_HAS_X86_TARGETS
  if constexpr (std::is_same_v<Backend, backend::avx2>) {
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
  }
  if constexpr (std::is_same_v<Backend, backend::avxvnni>) {
    return runs_here<backend::avx2>() && __builtin_cpu_supports("avxvnni") != 0;
  }
  if constexpr (std::is_same_v<Backend, backend::avx512vnni>) {
    return runs_here<backend::avx2>() && __builtin_cpu_supports("avx512bw") != 0 &&
           __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512vnni") != 0;
  }
#endif
  return true;
}

/// Those that a program has, the fastest first.
#if SACCADE_HAS_X86_TARGETS
using host_backends = backend::list<backend::avx512vnni, backend::avxvnni, backend::avx2,
                                    backend::sse2, backend::scalar>;
#else
using host_backends = backend::list<backend::scalar>;
#endif

/// Of those, the ones that this machine can run, the fastest first.
[[nodiscard]] inline auto available_backends() -> std::vector<host_backend const*> {
  std::vector<host_backend const*> all;
  [&]<typename... Backends>(backend::list<Backends...>) {
    ((runs_here<Backends>() ? all.push_back(&host_backend_of<Backends>) : void()), ...);
  }(host_backends{});
  return all;
}

/// The one called `name`; "" is the fastest, or what the environment's SACCADE_BACKEND names.
/// Throws host::error where this machine has no such backend.
[[nodiscard]] inline auto find_backend(std::string_view name = {}) -> host_backend const& {
  auto const available = available_backends();
  if (name.empty()) {
    char const* const wanted = std::getenv("SACCADE_BACKEND");
    if (wanted == nullptr || *wanted == '\0') return *available.front();
    name = wanted;
  }
  std::string names;
  for (auto const* const one : available) {
    if (one->name == name) return *one;
    names += (names.empty() ? "" : ", ") + std::string{one->name};
  }
  throw error{"backend '" + std::string{name} + "'", "is not one that runs here: " + names};
}

}  // namespace saccade::host
