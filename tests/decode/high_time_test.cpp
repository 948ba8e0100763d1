// SPDX-License-Identifier: Apache-2.0
#include <saccade/decode/high_time.hpp>

#include "support/catch.hpp"
#include "support/words.hpp"

#include <saccade/decode/evt2.hpp>
#include <saccade/decode/evt3.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

using namespace saccade;

namespace {

/// What is the same of both formats: a stream of time words, each with events behind it.
struct evt2_stream {
  using decoder = evt2_decoder;
  static constexpr unsigned bits = 28;
  static constexpr unsigned low_bits = 6;
  static constexpr std::uint64_t near = 64;
  std::vector<std::uint32_t> words{};

  void high(std::uint64_t value) {
    words.push_back(0x8U << 28 | static_cast<std::uint32_t>(value));
  }
  void row() {}
  void event(std::uint32_t x) { words.push_back(1U << 28 | x << 11); }
};

struct evt3_stream {
  using decoder = evt3_decoder;
  static constexpr unsigned bits = 12;
  static constexpr unsigned low_bits = 12;
  static constexpr std::uint64_t near = 1;
  std::vector<std::uint16_t> words{};

  void high(std::uint64_t value) { words.push_back(static_cast<std::uint16_t>(0x8000U | value)); }
  void row() { words.push_back(0); }
  void event(std::uint32_t x) { words.push_back(static_cast<std::uint16_t>(0x2000U | x)); }
};

template <typename Stream>
constexpr auto range = std::uint64_t{1} << Stream::bits;

/// Time words as they count without wraps, event i behind the i-th, of which one may be read as
/// `wrong`. Event 0 lies before the first, where it is dropped, to have a row.
template <typename Stream>
auto stream_of(std::span<std::uint64_t const> highs, std::size_t damaged, std::uint64_t wrong,
               std::uint32_t events_behind_damage = 1) -> Stream {
  Stream stream;
  for (std::size_t i = 0; i != highs.size(); ++i) {
    stream.high(i == damaged ? wrong : highs[i] % range<Stream>);
    if (i == 0) stream.row();
    for (std::uint32_t n = 0; n != (i == damaged ? events_behind_damage : 1); ++n) {
      stream.event(static_cast<std::uint32_t>(i));
    }
  }
  return stream;
}

template <typename Stream>
auto decode_stream(Stream const& stream, error_policy policy, std::size_t chunk = SIZE_MAX)
    -> test::decoded {
  return test::decode<typename Stream::decoder>(std::as_bytes(std::span{stream.words}),
                                                {.policy = policy}, chunk);
}

/// Whether every event but those behind `damaged` has the time of its word.
template <typename Stream>
auto exact(test::decoded const& all, std::span<std::uint64_t const> highs, std::size_t damaged)
    -> bool {
  std::vector<bool> seen(highs.size());
  for (auto const& e : all.said.events) {
    seen[e.x] = true;
    if (e.x == damaged) continue;
    // Wraps count from the first word on.
    auto const first = highs.front() - highs.front() % range<Stream>;
    if (static_cast<std::uint64_t>(e.t) != (highs[e.x] - first) << Stream::low_bits) return false;
  }
  return std::all_of(seen.begin(), seen.end(), [](bool s) { return s; });
}

constexpr auto nowhere = SIZE_MAX;
constexpr auto policies =
    std::array{error_policy::strict, error_policy::skip, error_policy::clamp_time};

/// Calls `check(highs)` for every stream of five time words from around a wrap, half of one and 0.
template <typename Stream, std::size_t N, typename Check>
void for_all_streams(std::array<std::uint64_t, N> const& steps, Check&& check) {
  constexpr auto r = range<Stream>;
  for (auto const start : {std::uint64_t{0}, std::uint64_t{1}, r / 2 - 1, r / 2, r - 2, r - 1}) {
    for (std::size_t code = 0; code != N * N * N * N; ++code) {
      std::array<std::uint64_t, 5> highs{start};
      auto rest = code;
      for (std::size_t i = 1; i != highs.size(); ++i, rest /= N) {
        highs[i] = highs[i - 1] + steps[rest % N];
      }
      check(highs);
    }
  }
}

template <typename Stream>
void gaps_and_wraps_are_exact() {
  constexpr auto r = range<Stream>;
  std::size_t streams = 0;
  std::size_t right = 0;
  for_all_streams<Stream>(
      std::array<std::uint64_t, 7>{0, 1, 2, Stream::near, Stream::near + 1, r / 2 - 1, r / 2},
      [&](auto const& highs) {
        for (std::size_t i = 1; i != highs.size(); ++i) {
          bool const wraps = highs[i] / r != highs[i - 1] / r;
          if (wraps && highs[i] - highs[i - 1] >= r / 2) return;  // it goes back
        }
        for (auto const policy : policies) {
          ++streams;
          auto const all = decode_stream(stream_of<Stream>(highs, nowhere, 0), policy);
          right += all.result && all.counters == decode_counters{.events = 5} &&
                           exact<Stream>(all, highs, nowhere)
                       ? 1U
                       : 0U;
        }
      });
  CHECK(streams > 10'000);
  CHECK(right == streams);
}

/// Of a sensor's stream, whose time words repeat or go in single steps. Of larger ones, as in 1 4 1
/// 5, nobody can tell which is wrong, the 4 or the second 1.
template <typename Stream>
void one_wrong_word_costs_its_events() {
  std::size_t streams = 0;
  std::size_t right = 0;
  std::size_t counted = 0;
  std::size_t undetectable = 0;
  std::size_t stopped = 0;
  for_all_streams<Stream>(std::array<std::uint64_t, 2>{0, 1}, [&](auto const& highs) {
    for (std::size_t damaged = 1; damaged != 4; ++damaged) {
      for (unsigned bit = 0; bit != Stream::bits; ++bit) {
        auto const wrong =
            (highs[damaged] % range<Stream>)^std::uint64_t{
                1}
            << bit;
        auto const steps = [&](std::uint64_t from, std::uint64_t to) {
          return (to - from) % range<Stream>;
        };
        // Where it stays between its neighbours nobody can tell.
        bool const hidden = steps(highs[damaged - 1], wrong) <=
                            steps(highs[damaged - 1], highs[damaged + 1] % range<Stream>);
        auto const stream = stream_of<Stream>(highs, damaged, wrong);
        auto const all = decode_stream(stream, error_policy::skip);
        ++streams;
        undetectable += hidden ? 1U : 0U;
        right += exact<Stream>(all, highs, damaged) ? 1U : 0U;
        counted += hidden || all.counters.backward_time > 0 ? 1U : 0U;
        stopped += hidden || !decode_stream(stream, error_policy::strict).result ? 1U : 0U;
      }
    }
  });
  CHECK(streams > 3000);
  CHECK(undetectable < streams / 4);
  CHECK(right == streams);
  CHECK(counted == streams);
  CHECK(stopped == streams);
}

/// More events than a word in doubt waits for.
template <typename Stream>
void a_late_judgement_still_finds_the_time() {
  constexpr auto r = range<Stream>;
  for (auto const start : {std::uint64_t{5}, r / 2 - 1, r / 2 + 3, r - 3, r - 2, r - 1}) {
    for (unsigned bit = 0; bit != Stream::bits; ++bit) {
      auto const highs = std::array{start, start + 1, start + 2, start + 3, start + 4};
      auto const wrong = (highs[2] % r) ^ std::uint64_t{1} << bit;
      for (std::uint32_t const events : {62U, 63U, 64U, 65U, 66U, 300U}) {
        INFO("start " << start << ", bit " << bit << ", events " << events);
        auto const stream = stream_of<Stream>(highs, 2, wrong, events);
        for (std::size_t const chunk : {std::size_t{1}, std::size_t{64}, SIZE_MAX}) {
          auto const all = decode_stream(stream, error_policy::skip, chunk);
          REQUIRE(exact<Stream>(all, highs, 2));
          REQUIRE(all.counters.events == events + 4);
        }
      }
    }
  }
}

}  // namespace

TEST_CASE("gaps and wraps are exact under every policy, in EVT2") {
  gaps_and_wraps_are_exact<evt2_stream>();
}
TEST_CASE("gaps and wraps are exact under every policy, in EVT3") {
  gaps_and_wraps_are_exact<evt3_stream>();
}
TEST_CASE("one wrong time word costs the events behind it, in EVT2") {
  one_wrong_word_costs_its_events<evt2_stream>();
  a_late_judgement_still_finds_the_time<evt2_stream>();
}
TEST_CASE("one wrong time word costs the events behind it, in EVT3") {
  one_wrong_word_costs_its_events<evt3_stream>();
  a_late_judgement_still_finds_the_time<evt3_stream>();
}

TEST_CASE("a wrong first time word is no wrap") {
  for (unsigned bit = 0; bit != 12; ++bit) {
    auto const highs = std::array<std::uint64_t, 5>{100, 101, 102, 103, 104};
    auto const all =
        decode_stream(stream_of<evt3_stream>(highs, 0, 100U ^ 1U << bit), error_policy::skip);
    CHECK(exact<evt3_stream>(all, highs, 0));
  }
}

TEST_CASE("a time word in doubt at the stream's end is believed") {
  auto const all =
      decode_stream(stream_of<evt3_stream>(std::array<std::uint64_t, 2>{1, 3000}, nowhere, 0),
                    error_policy::skip);
  CHECK(all.said.events.back().t == timestamp_us{3000} << 12);
  CHECK(all.counters == decode_counters{.events = 2});
}
