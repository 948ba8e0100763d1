// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Which sensor events may come from, where a recording does not state it.
///
/// The smallest known sensor that holds all events but one in a thousand: a few wrong coordinates,
/// or a hot pixel's, must not decide what becomes of all others. If none does, the smallest size
/// that leaves out as few in each direction.

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace saccade::host {

/// By area: N-MNIST, DVS128, DAVIS240, ATIS and Gen1, GenX320, DAVIS346, Gen2, Gen3, Gen4 and
/// later.
inline constexpr std::array known_sensors{
    geometry{34, 34},   geometry{128, 128}, geometry{240, 180},
    geometry{304, 240}, geometry{320, 320}, geometry{346, 260},
    geometry{480, 360}, geometry{640, 480}, geometry{1280, 720}};

struct sensor_choice {
  geometry size{};      ///< {0, 0} without events
  bool known_sensor{};  ///< one of known_sensors
  std::uint64_t events{};
  std::uint64_t outside{};  ///< at most so many of them are not on it

  /// As in "346x260 taken, the smallest known sensor that holds 99.97 % of the events".
  [[nodiscard]] auto text() const -> std::string {
    auto const hundredths =
        events == 0 ? 10'000 : 10'000 - (10'000 * outside + events - 1) / events;
    auto share = std::to_string(hundredths / 100);
    if (hundredths % 100 != 0) {
      share += hundredths % 100 < 10 ? ".0" : ".";
      share += std::to_string(hundredths % 100);
    }
    return std::to_string(size.width) + 'x' + std::to_string(size.height) +
           " taken, the smallest " + (known_sensor ? "known sensor" : "size") + " that holds " +
           (outside == 0 ? "all" : share + " %") + " of the events";
  }
};

/// A sink of events that counts what the choice needs; half a megabyte for each direction.
class sensor_finder {
 public:
  void operator()(event const& e) {
    ++columns_[e.x];
    ++rows_[e.y];
    ++events_;
  }

  [[nodiscard]] auto choice() const -> sensor_choice {
    if (events_ == 0) return {};
    for (auto const& sensor : known_sensors) {
      auto const outside = behind(columns_, sensor.width) + behind(rows_, sensor.height);
      if (outside <= spare()) return {sensor, true, events_, outside};
    }
    geometry const size{narrowest(columns_), narrowest(rows_)};
    return {size, false, events_, behind(columns_, size.width) + behind(rows_, size.height)};
  }

 private:
  using counts = std::vector<std::uint64_t>;

  [[nodiscard]] auto spare() const -> std::uint64_t { return events_ / 1000; }

  [[nodiscard]] static auto behind(counts const& all, int length) -> std::uint64_t {
    std::uint64_t sum = 0;
    for (auto i = static_cast<std::size_t>(length); i != all.size(); ++i) sum += all[i];
    return sum;
  }

  [[nodiscard]] auto narrowest(counts const& all) const -> int {
    std::uint64_t sum = 0;
    auto length = all.size();
    while (sum + all[length - 1] <= spare() / 2) sum += all[--length];
    return static_cast<int>(length);
  }

  counts columns_ = counts(65536);
  counts rows_ = counts(65536);
  std::uint64_t events_{};
};

}  // namespace saccade::host
