// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What holds for every front: TEST_CASE("..") { test::front_conforms<F, model, R>(); }

#include "stage/representation_conformance.hpp"
#include "support/catch.hpp"

#include <saccade/graph/arena.hpp>
#include <saccade/pipeline/dense_front.hpp>
#include <saccade/stage/front.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

namespace saccade::test {

/// The tensor that node `Entry` gives and the logits, as the whole network computes them from a
/// representation of the events.
struct front_reference {
  std::vector<std::int8_t> entry{};
  std::vector<std::int32_t> logits{};

  friend auto operator==(front_reference const&, front_reference const&) -> bool = default;
};

template <typename Model, typename Representation, std::size_t Entry>
[[nodiscard]] auto run_dense(timestamp_us start, std::vector<event> const& events)
    -> front_reference {
  auto const memory = std::make_unique<typename Model::arena>();
  dense_front<Representation, Model> dense{*memory};
  dense.open({0, start, represented_us});
  for (auto const& e : events) dense(e);
  dense.close();
  front_reference out;
  auto const keep = [&](std::span<std::int8_t const> tensor) {
    out.entry.assign(tensor.begin(), tensor.end());
  };
  if (Entry == 0) keep(Model::input(*memory));
  // A relu fused into the node has clamped what that node gave; running it again changes nothing.
  bool const fused = Model::placements[Entry].kept == storage::fused;
  auto const logits = Model::run(*memory, [&](std::size_t i, std::span<std::int8_t const> tensor) {
    if (i == Entry || (fused && i == Entry + 1)) keep(tensor);
  });
  out.logits.assign(logits.begin(), logits.end());
  return out;
}

/// `Representation` is what `Model` takes, so that dense_front gives what the front must give; its
/// windows are represented_us long.
template <front Front, typename Model, representation Representation>
void front_conforms() {
  using rest = typename Model::template after<Front::first_node>;
  static_assert(std::is_same_v<typename Front::arena, typename rest::arena>);
  static_assert(Front::format(milliseconds(50)) == Representation::format(milliseconds(50)));

  auto const memory = std::make_unique<typename Front::arena>();
  for (auto& cell : memory->tensors) cell = -77;
  Front by{*memory};
  auto const run = [&](timestamp_us start, std::vector<event> const& events) {
    by.open({0, start, represented_us});
    for (auto const& e : events) by(e);
    auto const next = by.close();
    REQUIRE(next >= rest::first_node);
    front_reference out;
    if (next == rest::first_node) {
      auto const entry = rest::entry(*memory);
      out.entry.assign(entry.begin(), entry.end());
    }
    auto const logits = rest::run(*memory, next);
    out.logits.assign(logits.begin(), logits.end());
    return out;
  };
  auto const check = [&](timestamp_us start, std::vector<event> const& events) {
    auto const expected = run_dense<Model, Representation, rest::first_node - 1>(start, events);
    auto const out = run(start, events);
    if (!out.entry.empty()) CHECK(out.entry == expected.entry);
    CHECK(out.logits == expected.logits);
  };

  check(1000, {});
  CHECK(by.dropped() == 0);
  // What was in a window before, or behind the picture's edge, does not show.
  timestamp_us start = 1000;
  for (int const count : {1, 30, 500, 20'000, 3, 0}) {
    INFO(count << " events");
    auto events =
        represented_events(Representation::tensor, start, static_cast<unsigned>(count), count);
    check(start, events);
    events.push_back({start + represented_us - 1,
                      static_cast<std::uint16_t>(Representation::tensor.width), 0, polarity::on});
    auto const before = by.dropped();
    check(start, events);
    CHECK(by.dropped() > before);
    start += 3 * represented_us;
  }
}

}  // namespace saccade::test
