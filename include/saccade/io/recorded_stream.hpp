// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/geometry.hpp>

#include <cstdint>
#include <string>

namespace saccade::host {

/// One of the numbered streams that a file holds side by side.
struct recorded_stream {
  int number{};
  std::string type{};        ///< as the format names it, as in "EVTS"
  std::string name{};        ///< as the recorder named it; "" if it did not
  std::string source{};      ///< the camera; "" if it is not stated
  geometry sensor{};         ///< {0, 0}: not stated
  bool events{};             ///< holds events
  bool read{};               ///< is what a recording delivers
  std::uint64_t packets{};   ///< found, once the file has been read
  std::uint64_t elements{};  ///< events or triggers that the packets read hold
};

}  // namespace saccade::host
