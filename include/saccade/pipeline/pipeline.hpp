// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// From a camera's bytes to a class per window, without a heap.

#include <saccade/event.hpp>
#include <saccade/kernels/softmax.hpp>
#include <saccade/represent/grid_format.hpp>
#include <saccade/represent/quantized_counts.hpp>
#include <saccade/stage/into.hpp>
#include <saccade/status.hpp>
#include <saccade/tensor/shape.hpp>
#include <saccade/window/by_time.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

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

namespace detail {

/// What an object holds while it has the values that it was constructed with.
class initial_value {
 public:
  /// False for an object in memory that nobody has filled: cleared, or left over.
  [[nodiscard]] constexpr auto kept() const noexcept -> bool {
    if (std::is_constant_evaluated()) return true;
    // Volatile, because a compiler that sees all writes may take the answer for granted.
    return *static_cast<std::uint32_t const volatile*>(&value_) == expected;
  }

 private:
  static constexpr std::uint32_t expected = 0x5ACC'ADE1;
  std::uint32_t value_{expected};
};

/// Where a pipeline's arena lies: in it, or elsewhere. What the kernels work in lies in it.
template <typename Model>
struct own_arena {
  static constexpr bool owned = true;
  typename Model::arena arena{};
  typename Model::scratch scratch{};
};
template <typename Model>
struct arena_elsewhere {
  static constexpr bool owned = false;
  typename Model::arena& arena;
  typename Model::scratch scratch{};
};

}  // namespace detail

/// From bytes to decisions, in one object: place it and the network's arena is placed. `Decoder` is
/// an EVT decoder, `Rescale` a rescale, `Window` a window, `Grid` a voxel_grid with int8 cells and
/// `Model` a model, which says what windows and grids it was trained on and in which quantisation
/// it takes their counts.
///
/// On bare metal the object must lie in memory that start-up fills with its initial values (.data);
/// placed_pipeline leaves the arena, which needs none, to be placed apart; what the network's
/// kernels work in, Model::scratch_bytes, stays with the object.
template <typename Decoder, typename Rescale, typename Window, typename Grid, typename Model,
          typename Memory = detail::own_arena<Model>>
class pipeline {
 public:
  /// Events outside the source of `Rescale` are dropped by the decoder, counted.
  constexpr pipeline() noexcept
    requires Memory::owned
  = default;
  explicit constexpr pipeline(Decoder const& decoder) noexcept
    requires Memory::owned
      : decoder_{decoder} {}

  /// `arena` outlives the pipeline.
  explicit constexpr pipeline(typename Model::arena& arena) noexcept
    requires(!Memory::owned)
      : memory_{arena} {}
  constexpr pipeline(typename Model::arena& arena, Decoder const& decoder) noexcept
    requires(!Memory::owned)
      : decoder_{decoder}, memory_{arena} {}

  // The grid refers to the arena.
  pipeline(pipeline const&) = delete;
  auto operator=(pipeline const&) -> pipeline& = delete;

  /// Takes the stream's next bytes, cut anywhere, and calls `decide(decision const&)` for each
  /// window that they complete. Answers status::not_initialized, and does nothing, where the object
  /// was placed without its initial values.
  template <typename Decide>
  constexpr auto push(std::span<std::byte const> bytes, Decide&& decide) -> decode_result {
    if (!initial_.kept()) return {status::not_initialized, 0};
    auto sink = stage<Decide>{*this, decide};
    auto cut = into{window_, sink};
    return decoder_.push(bytes, into{rescale_, cut});
  }

  /// Ends the stream: decides on the last window, though it may be incomplete.
  template <typename Decide>
  constexpr auto finish(Decide&& decide) -> decode_result {
    if (!initial_.kept()) return {status::not_initialized, 0};
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

  /// Of the grid's size, also where that is not the model's: what is wrong is said once, below.
  [[nodiscard]] static constexpr auto cells_of(typename Model::arena& memory) noexcept
      -> std::span<typename Grid::value_type, Grid::size> {
    using cells = std::span<typename Grid::value_type, Grid::size>;
    if constexpr (std::is_same_v<typename Grid::value_type, std::int8_t>) {
      return cells{Model::input(memory).data(), Grid::size};
    } else {
      return cells{static_cast<typename Grid::value_type*>(nullptr), Grid::size};
    }
  }

  [[nodiscard]] static constexpr auto end_of(timestamp_us start, std::int64_t length_us,
                                             std::uint64_t windows) noexcept -> timestamp_us {
    return static_cast<timestamp_us>(static_cast<std::uint64_t>(start) +
                                     windows * static_cast<std::uint64_t>(length_us));
  }

  template <typename Decide>
  constexpr void infer(timestamp_us end, std::uint64_t windows, std::uint64_t events,
                       Decide& decide) {
    if constexpr (!input_.same()) input_.apply(Model::input(memory_.arena));
    auto const logits = Model::run(memory_.arena, memory_.scratch);
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

  static constexpr quantized_counts input_{Model::is_sound ? Model::input_quantization.scale : 1.0F,
                                           Model::input_quantization.zero_point, Grid::cap};

  detail::initial_value initial_{};
  Decoder decoder_{{.sensor = Rescale::source}};
  Rescale rescale_{};
  Window window_{};
  Memory memory_;
  Grid grid_{cells_of(memory_.arena)};

  // A model that does not compile has said why: what is compared here is then the grid with itself.
  static constexpr shape wanted_ = Model::is_sound ? Model::input_shape : Grid::tensor;
  static constexpr grid_format given_ = Grid::format(Window::length);
  static constexpr bool known_ = !Model::is_sound || Model::input_format.map != time_map::none;
  static constexpr grid_format trained_ = Model::is_sound && known_ ? Model::input_format : given_;
  static constexpr int rescaled_height_ =
      Rescale::target.width == Grid::tensor.width ? Rescale::target.height : Grid::tensor.height;
  static constexpr int wanted_width_ =
      Grid::tensor.height == wanted_.height ? wanted_.width : Grid::tensor.width;
  static constexpr bool counts_ = std::is_same_v<typename Grid::value_type, std::int8_t>;
  static constexpr int cap_ = counts_ ? trained_.cap : given_.cap;
  static constexpr int polarities_ =
      Grid::tensor == wanted_ ? trained_.polarities : given_.polarities;
  static_assert(Rescale::target.width == Grid::tensor.width,
                "saccade: pipeline: rescale must give the grid's width");
  static_assert(rescaled_height_ == Grid::tensor.height,
                "saccade: pipeline: rescale must give the grid's height");
  static_assert(Grid::tensor.height == wanted_.height,
                "saccade: pipeline: the grid must have the height of the model's input");
  static_assert(Grid::tensor.width == wanted_width_,
                "saccade: pipeline: the grid must have the width of the model's input");
  static_assert(Grid::tensor.channels == wanted_.channels,
                "saccade: pipeline: the grid must have as many channels as the model's input");
  static_assert(known_,
                "saccade: pipeline: the model does not say which grids it was trained on: say it "
                "with trained_on<model, grid::format(window length)>");
  static_assert(given_.polarities == polarities_,
                "saccade: pipeline: the grid must have the polarities the model was trained on");
  static_assert(given_.window_us == trained_.window_us,
                "saccade: pipeline: windows must be as long, in us, as the model was trained on");
  static_assert(time_maps<given_.map, trained_.map>::compared);
  static_assert(counts_, "saccade: pipeline: the grid must have cells of int8");
  static_assert(given_.cap == cap_,
                "saccade: pipeline: the grid must have the cap the model was trained on");
};

/// A small pipeline whose arena lies elsewhere:
///   [[gnu::section(".bss.axi")]] constinit model::arena arena{};
///   constinit placed_pipeline<...> gestures{arena};
template <typename Decoder, typename Rescale, typename Window, typename Grid, typename Model>
using placed_pipeline =
    pipeline<Decoder, Rescale, Window, Grid, Model, detail::arena_elsewhere<Model>>;

}  // namespace saccade
