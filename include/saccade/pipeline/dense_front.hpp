// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The front of any network: a representation in the network's input.

#include <saccade/duration.hpp>
#include <saccade/event.hpp>
#include <saccade/represent/grid_format.hpp>
#include <saccade/represent/quantized_counts.hpp>
#include <saccade/stage/representation.hpp>
#include <saccade/window/by_time.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace saccade {

/// Counts straight into `Model`'s input and makes of them what its quantisation expects.
template <representation Representation, typename Model>
class dense_front {
  static_assert(std::is_same_v<typename Representation::value_type, std::int8_t>,
                "saccade: dense_front: the representation must have cells of int8");
  static_assert(
      Representation::tensor == Model::input_shape,
      "saccade: dense_front: the representation must have the shape of the model's input");

 public:
  using arena = typename Model::arena;
  static constexpr std::size_t first_node = 1;

  [[nodiscard]] static constexpr auto format(duration length) noexcept -> grid_format {
    return Representation::format(length);
  }

  explicit constexpr dense_front(arena& memory) noexcept
      : memory_{memory}, cells_{Model::input(memory)} {}

  constexpr void open(window_opened const& window) { cells_.begin(window); }
  constexpr void operator()(event const& e) { cells_(e); }
  constexpr auto close() -> std::size_t {
    cells_.finish();
    if constexpr (!input_.same()) input_.apply(Model::input(memory_));
    return first_node;
  }

  [[nodiscard]] constexpr auto dropped() const noexcept -> std::uint64_t {
    return cells_.dropped();
  }
  [[nodiscard]] constexpr auto representation() const noexcept -> Representation const& {
    return cells_;
  }

 private:
  static constexpr quantized_counts input_{Model::input_quantization.scale,
                                           Model::input_quantization.zero_point,
                                           Representation::format({}).cap};

  arena& memory_;
  Representation cells_;
};

}  // namespace saccade
