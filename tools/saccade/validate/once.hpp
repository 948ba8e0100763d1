// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What is compiled once for the command: decoders, kernels and the simulator.

#include "validate/run_host.hpp"
#include "validate/windows.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace saccade::tool {

/// host::validate::run_host().
[[nodiscard]] auto host_results(host::executor& network,
                                std::span<host::window_events const> windows)
    -> host::validate::results;

/// host::validate::read_recorded_windows().
[[nodiscard]] auto recorded_windows_of(host::recording const& from, grid_format const& format,
                                       std::size_t limit) -> host::validate::recorded_windows;

/// host::validate::simulated_windows().
[[nodiscard]] auto simulated_windows_of(grid_format const& format, std::size_t count)
    -> std::vector<host::window_events>;

}  // namespace saccade::tool
