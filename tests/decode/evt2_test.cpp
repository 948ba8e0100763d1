// SPDX-License-Identifier: Apache-2.0
#include <saccade/decode/evt2.hpp>

#include "support/catch.hpp"
#include "support/file.hpp"
#include "support/recordings.hpp"
#include "support/words.hpp"

#include <saccade/decode/raw_header.hpp>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

using namespace saccade;
using test::bytes_of;
using test::decode;
using word = std::uint32_t;

namespace {
constexpr auto high(word t) -> word {
  return 0x8000'0000 | t;
}
constexpr auto cd(word p, word low, word x, word y) -> word {
  return p << 28 | low << 22 | x << 11 | y;
}
constexpr auto edge(word low, word id, word value) -> word {
  return 0xA000'0000 | low << 22 | id << 8 | value;
}
constexpr auto others(word subtype) -> word {
  return 0xE000'0000 | subtype;
}
constexpr auto continued(word payload) -> word {
  return 0xF000'0000 | payload;
}

constexpr auto on = polarity::on;
constexpr auto off = polarity::off;

template <std::size_t N>
constexpr auto run(std::array<word, N> words, decoder_options options = {}) {
  return decode<evt2_decoder>(bytes_of(words), options);
}
}  // namespace

static_assert(run(std::array{high(1), cd(1, 2, 3, 4), cd(0, 63, 2047, 2046)}).said.events ==
              std::vector<event>{{66, 3, 4, on}, {127, 2047, 2046, off}});
static_assert(run(std::array{high(1), edge(2, 31, 1), edge(3, 0, 0)}).said.triggers ==
              std::vector<trigger>{{66, 31, true}, {67, 0, false}});

TEST_CASE("events before the first TIME_HIGH are dropped and counted") {
  auto const all = run(std::array{cd(1, 0, 1, 1), edge(0, 1, 1), high(5), cd(1, 0, 1, 1)});
  CHECK(all.said.events == std::vector<event>{{320, 1, 1, on}});
  CHECK(all.counters == decode_counters{.events = 1, .words_before_sync = 2});
}

TEST_CASE("a repeated TIME_HIGH changes nothing") {
  auto const all = run(std::array{high(5), cd(1, 9, 1, 1), high(5), cd(1, 9, 1, 1)});
  CHECK(all.said.events == std::vector<event>{{329, 1, 1, on}, {329, 1, 1, on}});
  CHECK(all.counters == decode_counters{.events = 2});
}

TEST_CASE("a step back by more than half the range is a wrap") {
  auto const wrap = run(std::array{high(0xFFF'FFFF), high(0), cd(1, 7, 1, 1)});
  CHECK(wrap.said.events == std::vector<event>{{(std::int64_t{1} << 34) + 7, 1, 1, on}});
  CHECK(wrap.counters.backward_time == 0);

  auto const more = run(std::array{high(0x800'0001), high(0), cd(1, 0, 1, 1)});
  CHECK(more.said.events[0].t == std::int64_t{1} << 34);

  auto const half = run(std::array{high(0x800'0000), high(0), cd(1, 0, 1, 1)});
  CHECK(half.said.events[0].t == 0);
  CHECK(half.counters.backward_time == 1);
}

TEST_CASE("a step back is one fault, in a time word or within the low bits") {
  auto const words = std::array{high(9),        cd(1, 5, 1, 1), high(8),       cd(1, 4, 2, 2),
                                cd(1, 3, 3, 3), high(8),        cd(1, 0, 4, 4)};
  auto const kept = run(words);
  CHECK(kept.said.events ==
        std::vector<event>{{581, 1, 1, on}, {516, 2, 2, on}, {515, 3, 3, on}, {512, 4, 4, on}});
  CHECK(kept.counters == decode_counters{.events = 4, .backward_time = 3});

  auto const clamped = run(words, {.policy = error_policy::clamp_time});
  CHECK(clamped.said.events ==
        std::vector<event>{{581, 1, 1, on}, {581, 2, 2, on}, {581, 3, 3, on}, {581, 4, 4, on}});
  CHECK(clamped.counters == kept.counters);

  auto const strict = run(words, {.policy = error_policy::strict});
  CHECK(strict.said.events == std::vector<event>{{581, 1, 1, on}});
  CHECK(strict.result.status == status::backward_time);
  CHECK(strict.result.offset == 8);
}

TEST_CASE("one wrong bit in a TIME_HIGH costs the event behind it at most 4 ms") {
  std::vector<std::uint32_t> words;
  std::vector<event> expected;
  for (std::uint32_t i = 0; i != 2000; ++i) {
    auto const t = 1'000'000 + 500 * i;
    words.push_back(high(t >> 6) ^ (i == 1000 ? 1U << 20 : 0U));
    words.push_back(cd(1, t & 63, i % 480, i % 480));
    expected.push_back(
        {t, static_cast<std::uint16_t>(i % 480), static_cast<std::uint16_t>(i % 480), on});
  }
  auto const all = decode<evt2_decoder>(std::as_bytes(std::span{words}));
  REQUIRE(all.said.events.size() == expected.size());
  for (std::size_t i = 0; i != expected.size(); ++i) {
    if (i != 1000) CHECK(all.said.events[i] == expected[i]);
  }
  CHECK(std::abs(all.said.events[1000].t - expected[1000].t) <= 4096);
  CHECK(all.counters.backward_time > 0);
}

TEST_CASE("EVT2 events outside a known sensor are dropped and counted") {
  auto const words = std::array{high(0), cd(1, 0, 319, 319), cd(1, 0, 320, 0), cd(1, 0, 0, 320)};
  auto const all = run(words, {.sensor = {320, 320}});
  CHECK(all.said.events == std::vector<event>{{0, 319, 319, on}});
  CHECK(all.counters == decode_counters{.events = 1, .out_of_range = 2});
  CHECK(run(words).counters == decode_counters{.events = 3});
  auto const strict = run(words, {{320, 320}, error_policy::strict});
  CHECK(strict.result.status == status::out_of_range);
  CHECK(strict.result.offset == 8);
}

TEST_CASE("undefined EVT2 words are skipped and counted") {
  auto const all = run(std::array{high(0), word{0xD000'0000}, word{0x2000'0000}, cd(1, 0, 1, 1)});
  CHECK(all.counters == decode_counters{.events = 1, .unknown_words = 2});
  auto const strict = run(std::array{high(0), word{0x7000'0000}}, {.policy = error_policy::strict});
  CHECK(strict.result.status == status::unknown_word);
  CHECK(strict.result.offset == 4);
}

TEST_CASE("EVT2 messages: only rate control must be continued") {
  auto const count = [](auto words) { return run(words).counters.partial_vectors; };
  CHECK(count(std::array{others(0x16), continued(3), continued(4)}) == 0);
  CHECK(count(std::array{others(0x01), high(0)}) == 0);
  CHECK(count(std::array{others(0x16), high(0)}) == 1);
  CHECK(count(std::array{others(0x14), others(0x16), continued(1)}) == 1);
  CHECK(count(std::array{continued(1), high(0)}) == 1);
  CHECK(count(std::array{others(0x16)}) == 1);
  auto const strict = run(std::array{others(0x16), high(0)}, {.policy = error_policy::strict});
  CHECK(strict.result.status == status::partial_vector);
  CHECK(strict.result.offset == 4);
}

TEST_CASE("the bytes of a cut EVT2 word are counted") {
  auto const bytes = bytes_of(std::array{high(0), cd(1, 0, 1, 1), cd(1, 0, 2, 2)});
  for (auto const cut : std::array<std::size_t, 3>{1, 2, 3}) {
    auto const part = std::span{bytes}.first(8 + cut);
    CHECK(decode<evt2_decoder>(part).counters ==
          decode_counters{.events = 1, .truncated_bytes = cut});
    auto const strict = decode<evt2_decoder>(part, {.policy = error_policy::strict});
    CHECK(strict.result.status == status::truncated);
    CHECK(strict.result.offset == 8);
  }
}

TEST_CASE("a strict EVT2 decoder stays stopped") {
  auto const bytes = bytes_of(std::array{high(0), word{0x2000'0000}, cd(1, 0, 1, 1)});
  for (auto const chunk : std::array<std::size_t, 3>{1, 4, 64}) {
    auto const all = decode<evt2_decoder>(bytes, {.policy = error_policy::strict}, chunk);
    CHECK(all.said.events.empty());
    CHECK(all.result.status == status::unknown_word);
    CHECK(all.result.offset == 4);
    CHECK(all.counters == decode_counters{.unknown_words = 1});
  }
}

TEST_CASE("EVT2 decodes the same in two pieces cut at any byte") {
  auto const bytes =
      bytes_of(std::array{high(1), cd(1, 2, 3, 4), others(0x16), continued(9), edge(3, 1, 1),
                          word{0xB000'0000}, high(2), cd(0, 1, 2047, 2047)});
  auto const whole = decode<evt2_decoder>(bytes);
  CHECK(whole.counters == decode_counters{.events = 2, .triggers = 1, .unknown_words = 1});
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    test::heard said;
    evt2_decoder decoder;
    decoder.push(std::span{bytes}.first(cut), said);
    decoder.push(std::span{bytes}.subspan(cut), said);
    decoder.finish(said);
    CHECK(said == whole.said);
    CHECK(decoder.counters() == whole.counters);
  }
}

TEST_CASE("EVT2 time words that no event follows are ticks, once the next one has come") {
  auto const times = [](auto words, decoder_options options = {}) {
    return run(words, options).said;
  };
  // A time with an event is none, whether the event is before or behind a repetition.
  CHECK(times(std::array{high(1), cd(1, 2, 3, 4), high(2), cd(1, 0, 3, 4)}).ticks.empty());
  CHECK(times(std::array{high(1), cd(1, 2, 3, 4), high(1), high(2)}).ticks.empty());
  CHECK(times(std::array{high(1), high(2), high(2), high(2), high(9), cd(1, 0, 3, 4)}).ticks ==
        std::vector<tick>{{64}, {128}});
  // Nor is the last one, nor one that the next takes back; what it said is said then.
  CHECK(times(std::array{high(1), high(900'000), high(2), high(3)}).ticks ==
        std::vector<tick>{{64}, {128}});
  // An event outside the sensor says nothing.
  CHECK(times(std::array{high(1), cd(1, 2, 3, 4), high(2)}, {.sensor = {2, 2}}).ticks ==
        std::vector<tick>{{66}});
  // Ticks do not hold the time of events.
  auto const held =
      times(std::array{high(1), cd(1, 0, 3, 4), high(3), high(4), high(2), cd(1, 0, 3, 4)},
            {.policy = error_policy::clamp_time});
  CHECK(held.events == std::vector<event>{{64, 3, 4, on}, {128, 3, 4, on}});
  CHECK(held.ticks == std::vector<tick>{{192}});
}

TEST_CASE("an EVT2 stream ends once, and the next one is its own") {
  auto const cut = bytes_of(std::array{high(900), cd(1, 2, 3, 4), others(0x16)});
  auto const next = bytes_of(std::array{high(5), cd(1, 2, 3, 4)});
  evt2_decoder decoder;
  test::heard said;
  decoder.push(std::span{cut}, said);
  decoder.push(std::span{next}.first(3), said);  // and half a word
  CHECK(decoder.finish(said));
  CHECK(decoder.finish(said));
  CHECK(decoder.counters() ==
        decode_counters{.events = 1, .partial_vectors = 1, .truncated_bytes = 3});
  said = {};
  decoder.push(next, said);
  CHECK(decoder.finish(said));
  CHECK(said == decode<evt2_decoder>(next).said);
  CHECK(decoder.counters() ==
        decode_counters{.events = 2, .partial_vectors = 1, .truncated_bytes = 3});

  // Under strict the end is an error, and stays one.
  evt2_decoder strict{{.policy = error_policy::strict}};
  strict.push(cut, said);
  CHECK(strict.finish(said).status == status::partial_vector);
  CHECK(strict.push(next, said).status == status::partial_vector);
}

TEST_CASE("a real EVT2 recording decodes to its reference, whatever the chunks", "[recordings]") {
  auto const folder = test::recordings();
  if (folder.empty()) return;
  auto const file = test::read_file(folder / "prophesee/gen3_evt2.raw");
  auto const header = parse_raw_header(file);
  REQUIRE(header.format == raw_format::evt2);
  auto const body = bytes_of(file).subspan(header.text.size());
  for (auto const chunk : std::array<std::size_t, 3>{1, 7, 65536}) {
    test::event_hash hash;
    evt2_decoder decoder{{header.sensor, error_policy::strict}};
    for (std::size_t at = 0; at < body.size(); at += chunk) {
      decoder.push(body.subspan(at, std::min(chunk, body.size() - at)), hash);
    }
    CHECK(decoder.finish(hash));
    // The hash of events.npy in gen3_evt2.reference.npz.
    CHECK(hash.value == 0x770A72B00749351B);
    CHECK(decoder.counters() == decode_counters{.events = 539481});
  }
}
