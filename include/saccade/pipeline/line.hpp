// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What a pipeline of stages that fit does.

#include <saccade/event.hpp>
#include <saccade/kernels/softmax.hpp>
#include <saccade/pipeline/decision.hpp>
#include <saccade/pipeline/dense_front.hpp>
#include <saccade/pipeline/fit.hpp>
#include <saccade/pipeline/memory.hpp>
#include <saccade/stage/into.hpp>
#include <saccade/status.hpp>
#include <saccade/window/by_time.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::detail {

/// A front as it is; a representation becomes one.
template <typename Front, typename Model>
struct front_for {
  using front = Front;
  using network = typename Model::template after<Front::first_node>;
};
template <representation Representation, typename Model>
struct front_for<Representation, Model> {
  using front = dense_front<Representation, Model>;
  using network = Model;
};

template <typename Stages, template <typename> typename Memory>
class line {
  using decoder_type = typename Stages::decoder;
  using front_type = typename front_for<typename Stages::front, typename Stages::model>::front;
  using network = typename front_for<typename Stages::front, typename Stages::model>::network;
  using memory = Memory<network>;

 public:
  /// What a placed pipeline is given: the network's, without what the front keeps elsewhere.
  using arena = typename network::arena;

  /// Events that are not on the sensor of the first stage are dropped by the decoder, counted.
  constexpr line() noexcept
    requires memory::owned
  = default;
  explicit constexpr line(decoder_type const& decoder) noexcept
    requires memory::owned
      : decoder_{decoder} {}

  /// `arena` outlives the pipeline.
  explicit constexpr line(arena& tensors) noexcept
    requires(!memory::owned)
      : memory_{tensors} {}
  constexpr line(arena& tensors, decoder_type const& decoder) noexcept
    requires(!memory::owned)
      : decoder_{decoder}, memory_{tensors} {}

  // The front refers to the arena.
  line(line const&) = delete;
  auto operator=(line const&) -> line& = delete;

  /// Takes the stream's next bytes, cut anywhere, and calls `decide(decision const&)` for each
  /// window that they complete. Answers status::not_initialized, and does nothing, where the object
  /// was placed without its initial values.
  template <typename Decide>
  constexpr auto push(std::span<std::byte const> bytes, Decide&& decide) -> decode_result {
    if (!initial_.kept()) return {status::not_initialized, 0};
    auto sink = stage<Decide>{*this, decide};
    auto cut = into{window_, sink};
    return decoder_.push(bytes, into{filters_, cut});
  }

  /// The same for events that come decoded, a std::span<event const> or what converts to it, in the
  /// order of time. The offset is 0.
  template <typename Events, typename Decide>
    requires std::convertible_to<Events const&, std::span<event const>>
  constexpr auto push(Events const& events, Decide&& decide) -> decode_result {
    if (!initial_.kept()) return {status::not_initialized, 0};
    auto sink = stage<Decide>{*this, decide};
    auto cut = into{window_, sink};
    for (event const& e : std::span<event const>{events}) filters_.push(e, cut);
    return {};
  }

  /// Time has reached `now`, a time of the camera's, without bytes or events to say so: decides on
  /// the windows that have passed. What comes later and is before them counts as late.
  template <typename Decide>
  constexpr auto advance(timestamp_us now, Decide&& decide) -> decode_result {
    if (!initial_.kept()) return {status::not_initialized, 0};
    auto sink = stage<Decide>{*this, decide};
    filters_.push(tick{now}, into{window_, sink});
    return {};
  }

  /// Ends the stream: decides on the last window, though it may be incomplete. Twice is once; what
  /// is pushed next is another stream, and the counters go on.
  template <typename Decide>
  constexpr auto finish(Decide&& decide) -> decode_result {
    if (!initial_.kept()) return {status::not_initialized, 0};
    auto sink = stage<Decide>{*this, decide};
    auto cut = into{window_, sink};
    auto const result = decoder_.finish(into{filters_, cut});
    filters_.finish(cut);
    window_.finish(sink);
    return result;
  }

  [[nodiscard]] constexpr auto decoder() const noexcept -> decoder_type const& { return decoder_; }
  /// The filter, or the flow of several.
  [[nodiscard]] constexpr auto filters() const noexcept -> typename Stages::filters const& {
    return filters_;
  }
  [[nodiscard]] constexpr auto rescaler() const noexcept -> typename Stages::filters const& {
    return filters_;
  }
  [[nodiscard]] constexpr auto windows() const noexcept -> typename Stages::windower const& {
    return window_;
  }
  [[nodiscard]] constexpr auto front() const noexcept -> front_type const& { return front_; }
  [[nodiscard]] constexpr auto grid() const noexcept -> typename Stages::front const&
    requires representation<typename Stages::front>
  {
    return front_.representation();
  }

 private:
  /// What the windower calls.
  template <typename Decide>
  struct stage {
    line& self;
    Decide& decide;

    constexpr void operator()(window_opened const& w) { self.front_.open(w); }
    constexpr void operator()(event const& e) { self.front_(e); }
    constexpr void operator()(window_closed const& w) {
      self.infer(end_of(w.start, w.length_us, 1), 1, w.events, decide);
    }
    constexpr void operator()(empty_windows const& w) {
      self.front_.open({w.index, w.start, w.length_us});
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
    auto const logits = network::run(memory_.arena, memory_.scratch, front_.close());
    std::array<float, network::classes> probabilities{};
    kernels::softmax(logits, network::logit_scale, probabilities);
    decision d{.best = kernels::argmax(logits),
               .time_us = end,
               .windows = windows,
               .events = events,
               .logits = logits};
    d.confidence = probabilities[d.best];
    if constexpr (network::labels.size() != 0) d.label = network::labels[d.best];
    decide(static_cast<decision const&>(d));
  }

  initial_value initial_{};
  decoder_type decoder_{decoder_options{.sensor = fit_of<Stages>().sensor}};
  [[no_unique_address]] typename Stages::filters filters_{};
  typename Stages::windower window_{};
  memory memory_;
  front_type front_{memory_.arena};
};

/// In place of a pipeline whose error has been said, so that its use says no other.
struct no_line {
  constexpr no_line() = default;
  explicit constexpr no_line(auto&&...) {}
  constexpr auto push(auto&&...) -> decode_result { return {}; }
  constexpr auto advance(auto&&...) -> decode_result { return {}; }
  constexpr auto finish(auto&&...) -> decode_result { return {}; }
};

}  // namespace saccade::detail
