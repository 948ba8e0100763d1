// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// From a camera's bytes to a class per window, without a heap.

#include <saccade/pipeline/arguments.hpp>
#include <saccade/pipeline/fit.hpp>
#include <saccade/pipeline/line.hpp>
#include <saccade/pipeline/memory.hpp>
#include <saccade/represent/grid_format.hpp>

#include <type_traits>

namespace saccade {

/// Its name in the compiler's message says both.
template <time_map Grid, time_map Model>
struct time_maps {
  static_assert(Grid == Model,
                "saccade: pipeline: the grid must have the time map the model was trained on");
  static constexpr bool compared = true;
};

namespace detail {

template <argument_verdict Found, typename... Stages>
[[nodiscard]] consteval auto fit_or_equal() noexcept -> fit {
  if constexpr (Found.what == argument_fault::none) {
    return fit_of<arguments<Stages...>>();
  } else {
    return {};
  }
}

/// Of stages that do not fit one that does nothing, because they report an error.
template <bool Holds, template <typename> typename Memory, typename... Stages>
struct line_of : std::type_identity<no_line> {};
template <template <typename> typename Memory, typename... Stages>
struct line_of<true, Memory, Stages...> : std::type_identity<line<arguments<Stages...>, Memory>> {};

}  // namespace detail

/// `Memory` says where the arena lies.
template <template <typename> typename Memory, typename... Stages>
class basic_pipeline
    : detail::complete<Stages...>,
      public detail::line_of<
          detail::fit_or_equal<detail::check_arguments<Stages...>(), Stages...>().holds, Memory,
          Stages...>::type {
  static constexpr auto found_ = detail::check_arguments<Stages...>();
  static constexpr auto fit_ = detail::fit_or_equal<found_, Stages...>();
  using base = typename detail::line_of<fit_.holds, Memory, Stages...>::type;

 public:
  using base::base;

  static_assert(pipeline_argument<
                found_.what, found_.argument,
                typename detail::given_argument<found_.argument, Stages...>::type>::reported);
  static_assert(fit_.target.width == fit_.grid.width,
                "saccade: pipeline: rescale must give the grid's width");
  static_assert(fit_.rescaled_height == fit_.grid.height,
                "saccade: pipeline: rescale must give the grid's height");
  static_assert(fit_.grid.height == fit_.wanted.height,
                "saccade: pipeline: the grid must have the height of the model's input");
  static_assert(fit_.grid.width == fit_.wanted_width,
                "saccade: pipeline: the grid must have the width of the model's input");
  static_assert(fit_.grid.channels == fit_.wanted.channels,
                "saccade: pipeline: the grid must have as many channels as the model's input");
  static_assert(fit_.known,
                "saccade: pipeline: the model does not say which grids it was trained on: say it "
                "with trained_on<model, grid::format(window length)>");
  static_assert(fit_.given.polarities == fit_.polarities,
                "saccade: pipeline: the grid must have the polarities the model was trained on");
  static_assert(fit_.given.window_us == fit_.trained.window_us,
                "saccade: pipeline: windows must be as long, in us, as the model was trained on");
  static_assert(time_maps<fit_.given.map, fit_.trained.map>::compared);
  static_assert(fit_.counts, "saccade: pipeline: the grid must have cells of int8");
  static_assert(fit_.given.cap == fit_.cap,
                "saccade: pipeline: the grid must have the cap the model was trained on");
  static_assert(fit_.of_model, "saccade: pipeline: the front must be of this model");
};

/// From bytes to decisions, in one object: place it and the network's arena is placed.
///   pipeline<decoder, filters..., windower, representation or front, model>
/// for example an EVT decoder, a rescale, a window, a voxel_grid with int8 cells and a model, which
/// says what windows and grids it was trained on and in which quantisation it takes their counts.
/// Without a filter that names its source, the sensor is as large as the grid.
///
/// On bare metal the object must lie in memory that start-up fills with its initial values (.data);
/// placed_pipeline leaves the arena, which needs none, to be placed apart; what the network's
/// kernels work in, Model::scratch_bytes, stays with the object.
template <typename... Stages>
using pipeline = basic_pipeline<detail::own_arena, Stages...>;

/// A small pipeline whose arena lies elsewhere:
///   [[gnu::section(".bss.axi")]] constinit model::arena arena{};
///   constinit placed_pipeline<...> gestures{arena};
template <typename... Stages>
using placed_pipeline = basic_pipeline<detail::arena_elsewhere, Stages...>;

}  // namespace saccade
