// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What every representation has in common. tests/stage/representation_conformance.hpp tests a type
/// for it.

#include <saccade/duration.hpp>
#include <saccade/event.hpp>
#include <saccade/represent/grid_format.hpp>
#include <saccade/tensor/shape.hpp>
#include <saccade/window/by_time.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade {

/// Makes a tensor of a window's events, in cells that it is constructed with.
///   begin(window)      starts: what the cells held before does not matter
///   r(event)           each event of the window
///   finish()           the cells are complete until the next begin()
///   dropped()          events that are in no cell, since construction
///   tensor, size       the tensor's shape and its number of cells
///   format(length)     what a model must have been trained on to take them
template <typename R>
concept representation =
    event_sink<R> &&
    std::constructible_from<R, std::span<typename R::value_type, std::size_t{R::size}>> &&
    requires(R& r, R const& seen, window_opened const& window, duration length) {
      r.begin(window);
      r.finish();
      { seen.cells() } -> std::convertible_to<std::span<typename R::value_type const>>;
      { seen.dropped() } -> std::convertible_to<std::uint64_t>;
      { R::tensor } -> std::convertible_to<shape>;
      { R::format(length) } -> std::same_as<grid_format>;
    };

}  // namespace saccade
