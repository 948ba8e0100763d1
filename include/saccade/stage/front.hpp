// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What every front has in common. tests/stage/front_conformance.hpp tests a type for it.

#include <saccade/duration.hpp>
#include <saccade/event.hpp>
#include <saccade/represent/grid_format.hpp>
#include <saccade/window/by_time.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace saccade {

/// Turns a window's events into the first tensor that the rest of a network reads.
///   F{arena}           writes into that arena, which outlives it
///   open(window)       starts a window: what the arena held before does not matter
///   f(event)           each event of the window
///   close()            the tensor is complete; returns the node to run next, first_node or later
///   dropped()          events that are in no tensor, since construction
///   arena, first_node  of model::after<first_node>: without the tensors that the front keeps in
///                      its own form
///   format(length)     what the model must have been trained on
template <typename F>
concept front = event_sink<F> && std::constructible_from<F, typename F::arena&> &&
                requires(F& f, F const& seen, window_opened const& window, duration length) {
                  f.open(window);
                  { f.close() } -> std::same_as<std::size_t>;
                  { seen.dropped() } -> std::convertible_to<std::uint64_t>;
                  { F::first_node } -> std::convertible_to<std::size_t>;
                  { F::format(length) } -> std::same_as<grid_format>;
                };

}  // namespace saccade
