// SPDX-License-Identifier: Apache-2.0
#include "run/score.hpp"

#include "support/catch.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

using namespace saccade;
using host::score;

namespace {

constexpr std::int64_t quarter = 250'000;  // four windows are a second
constexpr auto none = std::optional<std::size_t>{};

/// Windows in a row from time 0, each with its answer, and the last one, which is not scored.
auto scored(std::vector<host::labelled_span> const& spans,
            std::vector<std::optional<std::size_t>> const& answers, std::int64_t length = quarter)
    -> score {
  host::scorer score{spans, length, 3};
  timestamp_us start = 0;
  for (auto const& answer : answers) {
    score({.start = start, .best = answer});
    start += length;
  }
  score({.start = start, .best = 0});
  return score.finish();
}

using spans = std::vector<host::labelled_span>;

}  // namespace

TEST_CASE("the majority is the class with the most votes, the first of equals") {
  using votes = std::vector<std::uint64_t>;
  CHECK(host::majority(votes{1, 3, 2}) == 1U);
  CHECK(host::majority(votes{0, 2, 2}) == 1U);
  CHECK_FALSE(host::majority(votes{0, 0}));
  CHECK_FALSE(host::majority(votes{}));
}

TEST_CASE("windows within labels are right, wrong, or had too few events") {
  auto const got =
      scored({{1, 0, 3 * quarter}, {2, 4 * quarter, 5 * quarter}}, {1, 0, none, 1, 2, 2});
  CHECK(got.windows == host::tally{.classified = 3, .right = 2, .too_few = 1});
  CHECK(got.windows.labelled() == 4);
  CHECK(got.seconds == host::tally{});
}

TEST_CASE("a second is four windows of one span, and the rest of the span casts no vote") {
  // From the second window on, as the first is not all within the span.
  spans const truth{{1, 10, 12 * quarter}};
  CHECK(scored(truth, {0, 1, 1, 0, 2, 0, 0, 1, 1, 1, 1, 1, 1}).seconds ==
        host::tally{.classified = 2, .right = 1});
  // Windows without a class cast no vote; a second of nothing else has none.
  CHECK(scored(truth, {0, none, none, none, 1, none, none, none, none}).seconds ==
        host::tally{.classified = 1, .right = 1, .too_few = 1});
}

TEST_CASE("a second begins anew with each span, also of the same class, and behind a gap") {
  spans const two{{1, 0, 6 * quarter}, {1, 6 * quarter, 12 * quarter}};
  CHECK(scored(two, {1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0}).seconds ==
        host::tally{.classified = 2, .right = 1});
  // A span that another interrupts goes on with a new second.
  spans const over{{2, 2 * quarter, 3 * quarter}, {1, 0, 8 * quarter}};
  CHECK(scored(over, {1, 1, 1, 1, 1, 1, 1, 1}).seconds == host::tally{.classified = 1, .right = 1});
}

TEST_CASE("a recording's last window is not scored") {
  spans const whole{
      {1, std::numeric_limits<timestamp_us>::min(), std::numeric_limits<timestamp_us>::max()}};
  host::scorer score{whole, quarter, 3};
  CHECK(score.finish() == host::score{});
  for (int i = 0; i < 4; ++i) score({.start = i * quarter, .best = 1});
  CHECK(score.finish() == host::score{.windows = {.classified = 3, .right = 3}});
  host::scorer run{whole, quarter, 3};
  run({.start = 0, .windows = 9});
  CHECK(run.finish() == host::score{.windows = {.too_few = 8}, .seconds = {.too_few = 2}});
}

TEST_CASE("a run of windows is scored as its windows one by one, however long") {
  spans const truth{{1, quarter, 100 * quarter}};
  host::scorer runs{truth, quarter, 3};
  std::vector<std::optional<std::size_t>> answers;
  timestamp_us start = 0;
  for (std::uint64_t const count : {3U, 1U, 17U, 5U, 40U, 60U}) {
    auto const answer = count % 2 == 0 ? none : std::optional<std::size_t>{count % 3};
    runs({.start = start, .windows = count, .best = answer});
    answers.insert(answers.end(), count, answer);
    start += static_cast<timestamp_us>(count) * quarter;
  }
  runs({.start = start});
  CHECK(runs.finish() == scored(truth, answers));

  host::scorer endless{{{1, 0, std::numeric_limits<timestamp_us>::max()}}, 250, 3};
  endless({.start = 0, .windows = std::uint64_t{1} << 50U, .best = 1});
  CHECK(endless.finish().seconds.right == (std::uint64_t{1} << 50U) / 4000);
}

TEST_CASE("there are votes where a second is a whole number of windows") {
  CHECK(host::windows_per_second(50'000) == 20);
  CHECK(host::windows_per_second(1'000'000) == 1);
  CHECK(host::windows_per_second(30'000) == 0);
  CHECK(host::windows_per_second(2'000'000) == 0);
  auto const got = scored({{1, 0, 3'000'000}}, {1, 1, 0}, 1'000'000);
  CHECK(got.seconds == host::tally{.classified = 3, .right = 2});
  CHECK(scored({{1, 0, 3'000'000}}, {1, 1}, 300'000).seconds == host::tally{});
}
