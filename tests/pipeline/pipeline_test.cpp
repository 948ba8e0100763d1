// SPDX-License-Identifier: Apache-2.0
#include <saccade/pipeline/pipeline.hpp>

#include "fixture.hpp"

#include "support/catch.hpp"
#include "support/computed_front.hpp"
#include "support/one_polarity.hpp"
#include "support/random_weights.hpp"
#include "support/words.hpp"

#include <saccade/decode/evt2.hpp>
#include <saccade/filter/rescale.hpp>
#include <saccade/graph/layers.hpp>
#include <saccade/model/model.hpp>
#include <saccade/model/trained_on.hpp>
#include <saccade/represent/voxel_grid.hpp>
#include <saccade/stage/flow.hpp>
#include <saccade/stage/into.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace sc = saccade;
using namespace pipeline_fixture;

namespace {

/// Class of the first window, all in a constant expression.
constexpr auto first_class() -> std::size_t {
  constexpr auto bytes = sc::test::bytes_of(recording<60>(3));
  std::size_t index = 99;
  pipeline p;
  p.push(bytes, [&](sc::decision const& d) { index = index == 99 ? d.best : index; });
  p.finish([&](sc::decision const& d) { index = index == 99 ? d.best : index; });
  return index;
}

}  // namespace

static_assert(sizeof(pipeline) >= model::arena_bytes);
static_assert(first_class() < 4);

TEST_CASE("a pipeline decides what its stages one by one decide") {
  auto const bytes = sc::test::bytes_of(recording<20'000>(5));
  auto const events = sc::test::decode<sc::evt2_decoder>(bytes, {.sensor = {32, 16}}).said.events;
  REQUIRE(events.size() > 15'000);

  // By hand: rescaled events, and each window of 5 ms from the first event's time, also where
  // rescaling drops it, to the last one's.
  std::vector<sc::event> scaled;
  scale rescale;
  for (auto const& e : events) {
    rescale.push(e, [&](sc::event const& s) { scaled.push_back(s); });
  }
  auto const origin = events.front().t;
  std::vector<kept_decision> expected;
  std::size_t next = 0;
  for (std::int64_t k = 0; origin + k * 5000 <= events.back().t; ++k) {
    static model::arena arena;
    grid g{model::input(arena)};
    auto const start = origin + k * 5000;
    g.begin(start, 5000);
    std::uint64_t count = 0;
    for (; next < scaled.size() && scaled[next].t < start + 5000; ++next, ++count) g(scaled[next]);
    g.finish();
    auto const logits = model::run(arena);
    std::array<float, 4> probabilities{};
    sc::kernels::softmax(logits, model::logit_scale, probabilities);
    auto const best = sc::kernels::argmax(logits);
    bool const joins = count == 0 && !expected.empty() && expected.back().events == 0;
    if (joins) {
      ++expected.back().windows;
      expected.back().time_us = start + 5000;
    } else {
      expected.push_back({best,
                          labels[best],
                          probabilities[best],
                          start + 5000,
                          1,
                          count,
                          {logits.begin(), logits.end()}});
    }
  }
  CHECK(expected.size() > 100);
  CHECK(std::any_of(expected.begin(), expected.end(), [](auto& d) { return d.windows > 1; }));
  CHECK(std::any_of(expected.begin(), expected.end(),
                    [&](auto& d) { return d.best != expected[0].best; }));

  for (std::size_t const chunk :
       {std::size_t{1}, std::size_t{7}, std::size_t{4096}, bytes.size()}) {
    INFO("chunks of " << chunk);
    CHECK(run(bytes, chunk) == expected);
  }
}

TEST_CASE("a pipeline has as many filters as it takes") {
  using window = sc::window<sc::milliseconds(5)>;
  auto const events = sc::test::decode<sc::evt2_decoder>(sc::test::bytes_of(recording<5'000>(7)),
                                                         {.sensor = {32, 16}})
                          .said.events;
  // Both by hand, in front of a pipeline without any.
  sc::pipeline<sc::evt2_decoder, window, grid, model> none;
  STATIC_REQUIRE(sizeof(none) <= sizeof(pipeline));
  auto both = scale{} | sc::test::one_polarity{};
  std::vector<sc::event> kept;
  for (auto const& e : events) both.push(e, [&](sc::event const& k) { kept.push_back(k); });
  auto const expected = decisions_of(none, kept);

  sc::pipeline<sc::evt2_decoder, scale, sc::test::one_polarity, window, grid, model> two;
  sc::pipeline<sc::evt2_decoder, sc::flow<scale, sc::test::one_polarity>, window, grid, model> flow;
  auto const decided = decisions_of(two, events);
  CHECK(decided == decisions_of(flow, events));
  CHECK(two.filters().dropped() == events.size() - kept.size());
  CHECK(two.filters().first().counters().cropped > 0);
  std::uint64_t counted = 0;
  for (auto const& d : decided) counted += d.events;
  CHECK(counted == kept.size());
  CHECK(expected.size() > 50);

  // The sensor of a pipeline without a filter is the grid's.
  std::vector<kept_decision> nothing;
  none.push(sc::test::bytes_of(recording<100>(7)),
            [&](sc::decision const& d) { nothing.push_back(keep(d)); });
  CHECK(none.decoder().counters().out_of_range > 0);
}

TEST_CASE("a front takes the place of a representation") {
  using window = sc::window<sc::milliseconds(5)>;
  using stem = sc::test::computed_front<grid, model, 3>;
  auto const bytes = sc::test::bytes_of(recording<5'000>(7));
  pipeline whole;
  auto const expected = decisions_of(whole, bytes);
  REQUIRE(expected.size() > 50);

  sc::pipeline<sc::evt2_decoder, scale, window, sc::dense_front<grid, model>, model> dense;
  CHECK(decisions_of(dense, bytes) == expected);
  CHECK(dense.front().dropped() == whole.grid().dropped());

  using pipeline_of_stem = sc::placed_pipeline<sc::evt2_decoder, scale, window, stem, model>;
  STATIC_REQUIRE(std::is_same_v<pipeline_of_stem::arena, model::after<3>::arena>);
  STATIC_REQUIRE(sizeof(pipeline_of_stem::arena) < sizeof(model::arena));
  static pipeline_of_stem::arena arena;
  static pipeline_of_stem behind_stem{arena};
  CHECK(decisions_of(behind_stem, bytes) == expected);
}

TEST_CASE("a pipeline counts what it does not use") {
  auto const bytes = sc::test::bytes_of(recording<20'000>(5));
  pipeline p;
  p.push(bytes, [](sc::decision const&) {});
  auto const& decoded = p.decoder().counters();
  CHECK(decoded.out_of_range > 0);
  CHECK(decoded.events + decoded.out_of_range == 20'000);
  CHECK(p.rescaler().counters().cropped > 0);
  CHECK(p.grid().counters().saturated > 0);
  CHECK(p.windows().late() == 0);
}

TEST_CASE("no bytes give no decision") {
  pipeline p;
  bool decided = false;
  auto const decide = [&](sc::decision const&) { decided = true; };
  CHECK(p.push({}, decide));
  CHECK(p.finish(decide));
  CHECK(!decided);
}

TEST_CASE("a pipeline whose arena lies elsewhere decides the same") {
  using placed =
      sc::placed_pipeline<sc::evt2_decoder, scale, sc::window<sc::milliseconds(5)>, grid, model>;
  STATIC_REQUIRE(sizeof(placed) < 2048 + model::scratch_bytes);
  auto const bytes = sc::test::bytes_of(recording<5'000>(7));
  std::vector<kept_decision> expected;
  pipeline whole;
  whole.push(bytes, [&](sc::decision const& d) { expected.push_back(keep(d)); });
  whole.finish([&](sc::decision const& d) { expected.push_back(keep(d)); });
  REQUIRE(expected.size() > 50);

  // What the arena holds before does not matter.
  static model::arena arena;
  for (auto& cell : arena.tensors) cell = -77;
  std::vector<kept_decision> decisions;
  placed p{arena};
  p.push(bytes, [&](sc::decision const& d) { decisions.push_back(keep(d)); });
  p.finish([&](sc::decision const& d) { decisions.push_back(keep(d)); });
  CHECK(decisions == expected);
}

TEST_CASE("a pipeline without its initial values says so and decides nothing") {
  auto const bytes = sc::test::bytes_of(recording<1'000>(7));
  for (int const left_over : {0x00, 0xFF, 0xA5}) {
    static pipeline p;
    std::memset(static_cast<void*>(&p), left_over, sizeof p);
    bool decided = false;
    auto const decide = [&](sc::decision const&) { decided = true; };
    CHECK(p.push(bytes, decide).status == sc::status::not_initialized);
    CHECK(p.finish(decide).status == sc::status::not_initialized);
    CHECK(!decided);
  }
}

namespace {

// As a public tool quantises an input: steps of 0.035, zero point -128 (0 of a uint8).
inline constexpr auto stepped_weights = [] {
  auto w = weights;
  w.grid = {};
  w.nodes[0] = {.scale = 0.035F, .zero_point = -128};
  return w;
}();
using stepped =
    sc::trained_on<sc::model<net, stepped_weights, labels>, grid::format(sc::milliseconds(5))>;

}  // namespace

TEST_CASE("counts become what the model's input quantisation expects") {
  auto const bytes = sc::test::bytes_of(recording<2'000>(9));
  sc::pipeline<sc::evt2_decoder, scale, sc::window<sc::milliseconds(5)>, grid, stepped> p;

  // By hand: each window's counts in a grid apart, quantised as QuantizeLinear does.
  std::array<std::int8_t, grid::size> counts{};
  grid by_hand{counts};
  static stepped::arena arena;
  std::vector<std::vector<std::int32_t>> expected;
  sc::evt2_decoder decoder{{.sensor = scale::source}};
  scale rescale;
  sc::window<sc::milliseconds(5)> windows;
  struct sink {
    grid& cells;
    std::vector<std::vector<std::int32_t>>& logits;
    void operator()(sc::window_opened const& w) { cells.begin(w); }
    void operator()(sc::event const& e) { cells(e); }
    void operator()(sc::window_closed const&) { infer(); }
    void operator()(sc::empty_windows const& w) {
      cells.begin(w.start, w.length_us);
      infer();
    }
    void infer() {
      auto const input = stepped::input(arena);
      for (std::size_t i = 0; i < input.size(); ++i) {
        auto const q = std::nearbyint(static_cast<float>(cells.cells()[i]) / 0.035F) - 128.0F;
        input[i] = static_cast<std::int8_t>(std::min(q, 127.0F));
      }
      auto const out = stepped::run(arena);
      logits.emplace_back(out.begin(), out.end());
    }
  } by_hand_sink{by_hand, expected};
  decoder.push(bytes,
               [&](sc::event const& e) { rescale.push(e, sc::into{windows, by_hand_sink}); });
  windows.finish(by_hand_sink);
  REQUIRE(expected.size() > 10);

  std::vector<std::vector<std::int32_t>> decided;
  auto const decide = [&](sc::decision const& d) {
    decided.emplace_back(d.logits.begin(), d.logits.end());
  };
  p.push(bytes, decide);
  p.finish(decide);
  CHECK(decided == expected);
}
