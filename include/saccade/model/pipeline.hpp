// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// From a camera's bytes to a class per window, in one object without a heap: place it and the
/// network's arena is placed.

#include <saccade/event.hpp>
#include <saccade/kernels/softmax.hpp>
#include <saccade/represent/grid_format.hpp>
#include <saccade/status.hpp>
#include <saccade/tensor/shape.hpp>
#include <saccade/window/by_time.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade {

/// What the network says about a window.
struct decision {
  std::size_t index{};                     ///< the class
  char const* label{""};                   ///< its name, if the model has labels
  float confidence{};                      ///< softmax of the logits, at the class
  timestamp_us time_us{};                  ///< the window's end
  std::uint64_t windows{1};                ///< more for a run of windows without events
  std::uint64_t events{};                  ///< in the window, after rescaling
  std::span<std::int32_t const> logits{};  ///< valid during the call
};

/// Its name in the compiler's message says both.
template <time_map Grid, time_map Model>
struct time_maps {
  static_assert(Grid == Model,
                "saccade: pipeline: the grid must have the time map the model was trained on");
  static constexpr bool compared = true;
};

/// `Decoder` is an EVT decoder, `Rescale` a rescale, `Window` a window, `Grid` a voxel_grid with
/// int8 cells and `Model` a model, which says what windows and grids it was trained on.
template <typename Decoder, typename Rescale, typename Window, typename Grid, typename Model>
class pipeline {
 public:
  /// Events outside the source of `Rescale` are dropped by the decoder, counted.
  constexpr pipeline() noexcept : pipeline{Decoder{{.sensor = Rescale::source}}} {}
  explicit constexpr pipeline(Decoder const& decoder) noexcept : decoder_{decoder} {}

  // The grid refers to the arena.
  pipeline(pipeline const&) = delete;
  auto operator=(pipeline const&) -> pipeline& = delete;

  /// Takes the stream's next bytes, cut anywhere, and calls `decide(decision const&)` for each
  /// window that they complete.
  template <typename Decide>
  constexpr auto push(std::span<std::byte const> bytes, Decide&& decide) -> decode_result {
    auto sink = stage<Decide>{*this, decide};
    return decoder_.push(bytes, [&](event const& e) {
      window_.advance(e.t, sink);  // also where rescaling drops the event
      rescale_.push(e, [&](event const& scaled) { window_.push(scaled, sink); });
    });
  }

  /// Ends the stream: decides on the last window, though it may be incomplete.
  template <typename Decide>
  constexpr auto finish(Decide&& decide) -> decode_result {
    auto const result = decoder_.finish();
    window_.finish(stage<Decide>{*this, decide});
    return result;
  }

  [[nodiscard]] constexpr auto decoder() const noexcept -> Decoder const& { return decoder_; }
  [[nodiscard]] constexpr auto rescaler() const noexcept -> Rescale const& { return rescale_; }
  [[nodiscard]] constexpr auto windows() const noexcept -> Window const& { return window_; }
  [[nodiscard]] constexpr auto grid() const noexcept -> Grid const& { return grid_; }

 private:
  /// What the window stage calls.
  template <typename Decide>
  struct stage {
    pipeline& self;
    Decide& decide;

    constexpr void operator()(window_opened const& w) { self.grid_.begin(w); }
    constexpr void operator()(event const& e) { self.grid_(e); }
    constexpr void operator()(window_closed const& w) {
      self.grid_.finish();
      self.infer(end_of(w.start, w.length_us, 1), 1, w.events, decide);
    }
    constexpr void operator()(empty_windows const& w) {
      self.grid_.begin(w.start, w.length_us);
      self.grid_.finish();
      self.infer(end_of(w.start, w.length_us, w.count), w.count, 0, decide);
    }
  };

  [[nodiscard]] static constexpr auto end_of(timestamp_us start, std::int64_t length_us,
                                             std::uint64_t windows) noexcept -> timestamp_us {
    return static_cast<timestamp_us>(static_cast<std::uint64_t>(start) +
                                     windows * static_cast<std::uint64_t>(length_us));
  }

  template <typename Decide>
  constexpr void infer(timestamp_us end, std::uint64_t windows, std::uint64_t events,
                       Decide& decide) {
    auto const logits = Model::run(arena_);
    std::array<float, Model::classes> probabilities{};
    kernels::softmax(logits, Model::logit_scale, probabilities);
    decision d{.index = kernels::argmax(logits),
               .time_us = end,
               .windows = windows,
               .events = events,
               .logits = logits};
    d.confidence = probabilities[d.index];
    if constexpr (Model::labels.size() != 0) d.label = Model::labels[d.index];
    decide(static_cast<decision const&>(d));
  }

  Decoder decoder_;
  Rescale rescale_{};
  Window window_{};
  typename Model::arena arena_{};
  Grid grid_{Model::input(arena_)};

  static constexpr shape wanted_ = Model::input_shape;
  static constexpr grid_format given_ = Grid::format(Window::length);
  static constexpr grid_format trained_ =
      Model::input_format.map == time_map::none ? given_ : Model::input_format;
  static constexpr int polarities_ =
      Grid::tensor == wanted_ ? trained_.polarities : given_.polarities;
  static_assert(Rescale::target.width == Grid::tensor.width,
                "saccade: pipeline: rescale must give the grid's width");
  static_assert(Rescale::target.height == Grid::tensor.height,
                "saccade: pipeline: rescale must give the grid's height");
  static_assert(Grid::tensor.height == wanted_.height,
                "saccade: pipeline: the grid must have the height of the model's input");
  static_assert(Grid::tensor.width == wanted_.width,
                "saccade: pipeline: the grid must have the width of the model's input");
  static_assert(Grid::tensor.channels == wanted_.channels,
                "saccade: pipeline: the grid must have as many channels as the model's input");
  static_assert(given_.polarities == polarities_,
                "saccade: pipeline: the grid must have the polarities the model was trained on");
  static_assert(given_.window_us == trained_.window_us,
                "saccade: pipeline: windows must be as long, in us, as the model was trained on");
  static_assert(time_maps<given_.map, trained_.map>::compared);
  static_assert(given_.cap == trained_.cap,
                "saccade: pipeline: the grid must have the cap the model was trained on");
};

}  // namespace saccade
