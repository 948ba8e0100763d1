// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What comes out of a pipeline.

#include <saccade/event.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade {

/// What the network says about a window.
struct decision {
  std::size_t best{};                      ///< the class
  char const* label{""};                   ///< its name, if the model has labels
  float confidence{};                      ///< softmax of the logits, at the class
  timestamp_us time_us{};                  ///< the window's end
  std::uint64_t windows{1};                ///< more for a run of windows without events
  std::uint64_t events{};                  ///< in the window, after the filters
  std::span<std::int32_t const> logits{};  ///< valid during the call
};

}  // namespace saccade
