// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/classify.hpp"

#include <cstdint>
#include <functional>

namespace saccade::tool {

/// host::classify(), compiled once.
auto classify_recording(host::recording const& from, host::executor& network,
                        grid_format const& format, std::uint64_t min_events,
                        std::function<void(host::classified_window const&)> const& decide,
                        host::time_range const& range) -> host::classify_report;

}  // namespace saccade::tool
