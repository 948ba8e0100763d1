// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Filters one behind the other are a filter: `rescale<a, b>{} | other{}`.

#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/stage/filter.hpp>
#include <saccade/stage/into.hpp>

#include <cstdint>
#include <type_traits>
#include <utility>

namespace saccade {

template <filter First, filter Second>
class flow {
  static constexpr geometry given_ = target_of<First>();
  static constexpr geometry wanted_ = source_of<Second>();

 public:
  /// {0, 0} where neither says it.
  static constexpr geometry source =
      source_of<First>().known() || given_.known() ? source_of<First>() : wanted_;
  static constexpr geometry target = target_of<Second>().known() ? target_of<Second>() : given_;

  constexpr flow() = default;
  constexpr flow(First first, Second second)
      : first_{std::move(first)}, second_{std::move(second)} {}

  template <event_sink Sink>
  constexpr void push(event const& e, Sink&& sink) {
    first_.push(e, into{second_, sink});
  }
  template <event_sink Sink>
  constexpr void push(tick const& now, Sink&& sink) {
    first_.push(now, into{second_, sink});
  }
  template <event_sink Sink>
  constexpr void finish(Sink&& sink) {
    first_.finish(into{second_, sink});
    second_.finish(sink);
  }

  [[nodiscard]] constexpr auto dropped() const noexcept -> std::uint64_t {
    return first_.dropped() + second_.dropped();
  }
  [[nodiscard]] constexpr auto first() const noexcept -> First const& { return first_; }
  [[nodiscard]] constexpr auto second() const noexcept -> Second const& { return second_; }

 private:
  First first_{};
  Second second_{};

  static_assert(!given_.known() || !wanted_.known() || given_ == wanted_,
                "saccade: flow: a filter must take pictures of the size that the one before gives");
};

template <filter First, filter Second>
[[nodiscard]] constexpr auto operator|(First first, Second second) -> flow<First, Second> {
  return {std::move(first), std::move(second)};
}

}  // namespace saccade
