// SPDX-License-Identifier: Apache-2.0
#include "run/classify_recording.hpp"

namespace saccade::tool {

auto classify_recording(host::recording const& from, host::executor& network,
                        grid_format const& format, std::uint64_t min_events,
                        std::function<void(host::classified_window const&)> const& decide,
                        host::time_range const& range) -> host::classify_report {
  return host::classify(from, network, format, min_events, decide, range);
}

}  // namespace saccade::tool
