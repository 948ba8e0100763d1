// SPDX-License-Identifier: Apache-2.0
#include "validate/once.hpp"

namespace saccade::tool {

auto host_results(host::executor& network, std::span<host::window_events const> windows)
    -> host::validate::results {
  return host::validate::run_host(network, windows);
}

auto recorded_windows_of(host::recording const& from, grid_format const& format, std::size_t limit)
    -> host::validate::recorded_windows {
  return host::validate::read_recorded_windows(from, format, limit);
}

auto simulated_windows_of(grid_format const& format, std::size_t count)
    -> std::vector<host::window_events> {
  return host::validate::simulated_windows(format, count);
}

}  // namespace saccade::tool
