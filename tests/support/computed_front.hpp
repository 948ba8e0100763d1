// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/graph/arena.hpp>
#include <saccade/pipeline/dense_front.hpp>
#include <saccade/stage/representation.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace saccade::test {

/// Does the nodes before `First` by running the whole network in an arena of its own.
template <representation Representation, typename Model, std::size_t First>
class computed_front {
  using rest = typename Model::template after<First>;

 public:
  using arena = typename rest::arena;
  static constexpr std::size_t first_node = First;

  [[nodiscard]] static constexpr auto format(duration length) noexcept -> grid_format {
    return Representation::format(length);
  }

  explicit computed_front(arena& memory) noexcept : memory_{memory} {}

  void open(window_opened const& window) { dense_.open(window); }
  void operator()(event const& e) { dense_(e); }
  auto close() -> std::size_t {
    dense_.close();
    // What a fused relu clamps is not seen unclamped: of the convolution alone the front leaves
    // that to the relu, which does not change it.
    auto const last = First - 1;
    Model::run(own_, [&](std::size_t i, std::span<std::int8_t const> tensor) {
      if (i == last || (i == last + 1 && fused)) {
        std::copy(tensor.begin(), tensor.end(), rest::entry(memory_).begin());
      }
    });
    return First;
  }

  [[nodiscard]] auto dropped() const noexcept -> std::uint64_t { return dense_.dropped(); }

 private:
  static constexpr bool fused = Model::placements[First - 1].kept == storage::fused;

  typename Model::arena own_{};
  dense_front<Representation, Model> dense_{own_};
  arena& memory_;
};

}  // namespace saccade::test
