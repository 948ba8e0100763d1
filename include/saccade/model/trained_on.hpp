// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The user's word for what a network was trained on, where its file does not say it.

#include <saccade/represent/grid_format.hpp>

#include <cstddef>

namespace saccade {

/// `Model`, and the grids that it takes:
///   using gesture = trained_on<imported::model, grid::format(milliseconds(50))>;
template <typename Model, grid_format Format>
struct trained_on : Model {
  static constexpr grid_format input_format = Format;
  template <std::size_t FirstNode>
  using after = trained_on<typename Model::template after<FirstNode>, Format>;

  static_assert(Model::input_format.map == time_map::none || Model::input_format == Format,
                "saccade: trained_on: the model itself names other grids");
};

}  // namespace saccade
