// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/event.hpp>

#include <cstdint>

namespace saccade::test {

/// A filter that has no size.
class one_polarity {
 public:
  constexpr one_polarity() = default;
  explicit constexpr one_polarity(polarity kept) noexcept : kept_{kept} {}

  template <event_sink Sink>
  constexpr void push(event const& e, Sink&& sink) {
    if (e.p == kept_) {
      sink(e);
    } else {
      ++dropped_;
      pass_on({.t = e.t, .in_place_of_event = true}, sink);
    }
  }
  template <event_sink Sink>
  constexpr void push(tick const& now, Sink&& sink) {
    pass_on(now, sink);
  }
  template <event_sink Sink>
  constexpr void finish(Sink&&) noexcept {}

  [[nodiscard]] constexpr auto dropped() const noexcept -> std::uint64_t { return dropped_; }

 private:
  polarity kept_{polarity::on};
  std::uint64_t dropped_{};
};

}  // namespace saccade::test
