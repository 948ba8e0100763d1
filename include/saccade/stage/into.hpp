// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The sink that is the next stage.

#include <saccade/event.hpp>

namespace saccade {

/// Gives a stage what it hears, and what comes of it to `sink`:
///   rescale.push(e, into{windows, sink});
template <typename Stage, typename Sink>
class into {
 public:
  /// Both outlive the call that this is passed to.
  constexpr into(Stage& stage, Sink& sink) noexcept : stage_{stage}, sink_{sink} {}

  constexpr void operator()(event const& e) { stage_.push(e, sink_); }
  constexpr void advance(tick const& now) { stage_.push(now, sink_); }

 private:
  Stage& stage_;
  Sink& sink_;
};

}  // namespace saccade
