// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A data_range that holds as many events as there are.

#include <saccade/represent/data_range.hpp>
#include <saccade/represent/grid_format.hpp>

#include <vector>

namespace saccade::host {

/// As event_buffer, and grows.
class event_vector {
 public:
  [[nodiscard]] auto push(waiting_event const& e) -> bool {
    events_.push_back(e);
    return true;
  }
  void clear() noexcept { events_.clear(); }
  [[nodiscard]] auto begin() const noexcept { return events_.begin(); }
  [[nodiscard]] auto end() const noexcept { return events_.end(); }

 private:
  std::vector<waiting_event> events_;
};

/// Without a limit on a window's events.
template <time_map Mode>
using unlimited_data_range = buffered_data_range<Mode, event_vector>;

}  // namespace saccade::host
