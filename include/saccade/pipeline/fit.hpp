// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Whether the stages of a pipeline fit each other and what the model was trained on.

#include <saccade/geometry.hpp>
#include <saccade/pipeline/arguments.hpp>
#include <saccade/represent/grid_format.hpp>
#include <saccade/stage/filter.hpp>
#include <saccade/tensor/shape.hpp>

#include <cstdint>
#include <type_traits>

namespace saccade {

namespace detail {

template <typename Front>
[[nodiscard]] consteval auto has_int8_cells() noexcept -> bool {
  if constexpr (representation<Front>) {
    return std::is_same_v<typename Front::value_type, std::int8_t>;
  } else {
    return true;
  }
}

/// Whether the front writes into the arena of this model behind it.
template <typename Front, typename Model>
[[nodiscard]] consteval auto is_front_of() noexcept -> bool {
  if constexpr (!Model::is_sound || representation<Front>) {
    return true;
  } else {
    return std::is_same_v<typename Front::arena,
                          typename Model::template after<Front::first_node>::arena>;
  }
}

/// Numbers that must be equal for stages to fit, such that after the first pair that differs the
/// others are equal: then one error says it. As constructed, all are.
struct fit {
  bool holds{};       ///< all are equal, and the model is sound
  geometry sensor{};  ///< the one whose events the first stage takes
  geometry target{};  ///< what the filters give
  int rescaled_height{};
  shape grid{};
  shape wanted{};
  int wanted_width{};
  bool known{true};
  grid_format given{};
  grid_format trained{};
  int polarities{};
  bool counts{true};
  int cap{};
  bool of_model{true};
};

/// Of stages each of which is what it must be.
template <typename Stages>
[[nodiscard]] consteval auto fit_of() noexcept -> fit {
  using model = typename Stages::model;
  using front = typename Stages::front;
  using filters = typename Stages::filters;
  fit f;
  f.given = front::format(Stages::windower::length);
  f.grid = {f.given.height, f.given.width, f.given.polarities * f.given.bins};
  f.target =
      target_of<filters>().known() ? target_of<filters>() : geometry{f.grid.width, f.grid.height};
  f.sensor = source_of<filters>().known() ? source_of<filters>() : f.target;
  f.rescaled_height = f.target.width == f.grid.width ? f.target.height : f.grid.height;
  f.wanted = f.grid;
  f.trained = f.given;
  // A model that does not compile has said why: what is compared here is then the grid with itself.
  if constexpr (model::is_sound) {
    f.wanted = model::input_shape;
    f.known = model::input_format.map != time_map::none;
    if (f.known) f.trained = model::input_format;
  }
  f.wanted_width = f.grid.height == f.wanted.height ? f.wanted.width : f.grid.width;
  f.counts = has_int8_cells<front>();
  f.cap = f.counts ? f.trained.cap : f.given.cap;
  f.polarities = f.grid == f.wanted ? f.trained.polarities : f.given.polarities;
  f.of_model = is_front_of<front, model>();
  f.holds = model::is_sound && f.target.width == f.grid.width && f.target.height == f.grid.height &&
            f.grid == f.wanted && f.known && f.given == f.trained && f.counts && f.of_model;
  return f;
}

}  // namespace detail
}  // namespace saccade
