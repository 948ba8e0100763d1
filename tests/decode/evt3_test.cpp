// SPDX-License-Identifier: Apache-2.0
#include <saccade/decode/evt3.hpp>

#include "support/catch.hpp"
#include "support/file.hpp"
#include "support/recordings.hpp"
#include "support/words.hpp"

#include <saccade/decode/raw_header.hpp>

#include <array>
#include <cstdint>
#include <initializer_list>

using namespace saccade;
using test::bytes_of;
using test::decode;
using word = std::uint16_t;

namespace {
constexpr auto make(unsigned type, unsigned data) -> word {
  return static_cast<word>(type << 12 | data);
}
constexpr auto row(unsigned y) {
  return make(0x0, y);
}
constexpr auto single(unsigned p, unsigned x) {
  return make(0x2, p << 11 | x);
}
constexpr auto base(unsigned p, unsigned x) {
  return make(0x3, p << 11 | x);
}
constexpr auto vect_12(unsigned valid) {
  return make(0x4, valid);
}
constexpr auto vect_8(unsigned valid) {
  return make(0x5, valid);
}
constexpr auto low(unsigned t) {
  return make(0x6, t);
}
constexpr auto continued_4(unsigned data) {
  return make(0x7, data);
}
constexpr auto high(unsigned t) {
  return make(0x8, t);
}
constexpr auto edge(unsigned id, unsigned value) {
  return make(0xA, id << 8 | value);
}
constexpr auto others(unsigned subtype) {
  return make(0xE, subtype);
}
constexpr auto continued_12(unsigned data) {
  return make(0xF, data);
}

constexpr auto on = polarity::on;
constexpr auto off = polarity::off;

template <std::size_t N>
constexpr auto run(std::array<word, N> words, decoder_options options = {}) {
  return decode<evt3_decoder>(bytes_of(words), options);
}
template <std::size_t N>
constexpr auto strict(std::array<word, N> words) {
  return run(words, {.policy = error_policy::strict});
}
}  // namespace

static_assert(run(std::array{high(1), low(2), row(3), single(1, 4), single(0, 2047)}).said.events ==
              std::vector<event>{{4098, 4, 3, on}, {4098, 2047, 3, off}});
static_assert(run(std::array{high(0), row(1), base(1, 10), vect_12(0b1000'0000'0001), vect_12(1),
                             vect_8(0b1000'0001)})
                  .said.events ==
              std::vector<event>{
                  {0, 10, 1, on}, {0, 21, 1, on}, {0, 22, 1, on}, {0, 34, 1, on}, {0, 41, 1, on}});
static_assert(run(std::array{high(1), low(2), edge(15, 1), edge(0, 0)}).said.triggers ==
              std::vector<trigger>{{4098, 15, true}, {4098, 0, false}});

// A lost VECT_8: a decoder that takes three words for a vector swallows the TIME_HIGH (8 events out
// of its bits, and a wrong time for the last one), one that drops the vector loses an event.
TEST_CASE("a vector without its last word invents and loses nothing") {
  auto const all = run(std::array{high(0x100), low(0x10), row(20), single(1, 5), base(1, 10),
                                  vect_12(1), vect_12(0), high(0x1FF), single(0, 7)});
  CHECK(all.said.events ==
        std::vector<event>{{0x100010, 5, 20, on}, {0x100010, 10, 20, on}, {0x1FF000, 7, 20, off}});
  CHECK(all.counters == decode_counters{.events = 3, .partial_vectors = 1});
}

TEST_CASE("every way to cut a vector short is counted once") {
  auto const count = [](auto... words) {
    return run(std::array{high(0), row(0), words..., row(1)}).counters.partial_vectors;
  };
  CHECK(count(base(0, 0), vect_12(1), vect_12(1), vect_8(1)) == 0);
  CHECK(count(base(0, 0), vect_8(1)) == 0);
  CHECK(count(base(0, 0)) == 1);
  CHECK(count(base(0, 0), vect_12(1)) == 1);
  CHECK(count(base(0, 0), vect_12(1), vect_12(1)) == 1);
  CHECK(count(base(0, 0), base(0, 0), vect_8(1)) == 1);
  CHECK(count(base(0, 0), vect_12(1), vect_12(1), vect_12(1), vect_8(1)) == 1);
  CHECK(run(std::array{high(0), row(0), base(0, 0), vect_12(1)}).counters.partial_vectors == 1);
  auto const all = strict(std::array{high(0), row(0), base(0, 0), vect_12(1), row(1)});
  CHECK(all.said.events.size() == 1);
  CHECK(all.result.status == status::partial_vector);
  CHECK(all.result.offset == 8);
}

TEST_CASE("a trigger within a vector leaves the vector's pixels in place") {
  auto const all =
      run(std::array{high(0), row(0), base(1, 100), vect_12(1), edge(2, 1), vect_12(1), vect_8(1)});
  CHECK(all.said.events == std::vector<event>{{0, 100, 0, on}, {0, 112, 0, on}, {0, 124, 0, on}});
  CHECK(all.said.triggers == std::vector<trigger>{{0, 2, true}});
  CHECK(all.counters == decode_counters{.events = 3, .triggers = 1, .partial_vectors = 1});
}

TEST_CASE("a vector may leave the sensor, its outer events are dropped and counted") {
  auto const words =
      std::array{high(0), row(0), base(1, 630), vect_12(0xFFF), vect_12(0xFFF), vect_8(0xFF)};
  CHECK(run(words, {.sensor = {640, 480}}).counters ==
        decode_counters{.events = 10, .out_of_range = 22});
  auto const all = run(words, {{640, 480}, error_policy::strict});
  CHECK(all.said.events.size() == 10);
  CHECK(all.result.status == status::out_of_range);
  CHECK(all.result.offset == 6);
}

TEST_CASE("endless vectors never come back to small addresses") {
  evt3_decoder decoder;
  test::heard said;
  decoder.push(bytes_of(std::array{high(0), row(0), base(1, 2040)}), said);
  for (int i = 0; i != 20000; ++i) decoder.push(bytes_of(std::array{vect_12(0xFFF)}), said);
  CHECK(said.events.size() == 8);
  CHECK(decoder.counters().out_of_range == 20000 * 12 - 8);
}

TEST_CASE("rows outside a known sensor lose each event with a count") {
  auto const all =
      run(std::array{high(0), row(480), single(1, 1), single(1, 2), row(479), single(1, 1)},
          {.sensor = {640, 480}});
  CHECK(all.said.events == std::vector<event>{{0, 1, 479, on}});
  CHECK(all.counters == decode_counters{.events = 1, .out_of_range = 2});
}

TEST_CASE("the camera half of a row word is no part of its address") {
  CHECK(run(std::array{high(0), row(0x800 | 5), single(1, 1)}).said.events[0].y == 5);
}

TEST_CASE("words before synchronisation are dropped and counted") {
  CHECK(run(std::array{row(1), single(1, 1), low(5), edge(1, 1), base(1, 1), vect_8(1), high(1),
                       single(1, 2)})
            .counters == decode_counters{.events = 1, .words_before_sync = 4});
  CHECK(run(std::array{high(1), single(1, 1), base(1, 1), vect_8(1), row(1), single(1, 2)})
            .counters == decode_counters{.events = 1, .words_before_sync = 2});
  CHECK(run(std::array{high(1), row(1), vect_8(1)}).counters ==
        decode_counters{.words_before_sync = 1});
  CHECK(strict(std::array{row(1), single(1, 1)}).result.status == status::before_sync);
}

TEST_CASE("reserved words and Lucid's 0x9999 padding are skipped and counted") {
  auto const all = run(std::array{high(0), row(3), word{0x9999}, word{0x9999}, make(0xB, 1),
                                  make(0xC, 1), make(0xD, 1), single(1, 1)});
  CHECK(all.said.events == std::vector<event>{{0, 1, 3, on}});
  CHECK(all.counters == decode_counters{.events = 1, .unknown_words = 5});
  auto const stopped = strict(std::array{high(0), word{0x9999}});
  CHECK(stopped.result.status == status::unknown_word);
  CHECK(stopped.result.offset == 2);
}

TEST_CASE("events behind a foreign row word do not get the last row") {
  auto const all =
      run(std::array{high(0), row(3), make(0x1, 9), single(1, 1), row(4), single(1, 2)});
  CHECK(all.said.events == std::vector<event>{{0, 2, 4, on}});
  CHECK(all.counters == decode_counters{.events = 1, .unknown_words = 1, .words_before_sync = 1});
}

TEST_CASE("a new TIME_HIGH clears the low bits, a repeated one keeps them") {
  auto const all = run(std::array{high(1), low(9), row(0), single(1, 1), high(1), single(1, 2),
                                  high(2), single(1, 3), low(1), single(1, 4)});
  CHECK(all.said.events ==
        std::vector<event>{{4105, 1, 0, on}, {4105, 2, 0, on}, {8192, 3, 0, on}, {8193, 4, 0, on}});
  CHECK(all.counters == decode_counters{.events = 4});
}

TEST_CASE("EVT3 time wraps where TIME_HIGH goes back by more than half its range") {
  auto const time = [](unsigned from, unsigned to) {
    auto const all = run(std::array{high(from), row(0), high(to), single(1, 1)});
    return std::pair{all.said.events[0].t, all.counters.backward_time};
  };
  constexpr auto loop = std::int64_t{1} << 24;
  CHECK(time(0xFFF, 0) == std::pair{loop, std::uint64_t{0}});
  CHECK(time(0xFFF, 0x7FE) == std::pair{loop + 0x7FE000, std::uint64_t{0}});
  CHECK(time(0x801, 0) == std::pair{loop, std::uint64_t{0}});
  CHECK(time(0x800, 0) == std::pair{std::int64_t{0}, std::uint64_t{1}});
  CHECK(time(0, 0xFFF) == std::pair{std::int64_t{0xFFF000}, std::uint64_t{0}});
}

TEST_CASE("a backward TIME_HIGH is one fault, and events keep or clamp their time") {
  auto const words = std::array{high(9),      low(5),  row(0),  single(1, 1), high(8),     low(7),
                                single(1, 2), high(8), high(9), low(6),       single(1, 3)};
  auto const kept = run(words);
  CHECK(kept.said.events ==
        std::vector<event>{{0x9005, 1, 0, on}, {0x8007, 2, 0, on}, {0x9006, 3, 0, on}});
  CHECK(kept.counters == decode_counters{.events = 3, .backward_time = 1});
  auto const clamped = run(words, {.policy = error_policy::clamp_time});
  CHECK(clamped.said.events ==
        std::vector<event>{{0x9005, 1, 0, on}, {0x9005, 2, 0, on}, {0x9006, 3, 0, on}});
  CHECK(clamped.counters == kept.counters);
  auto const stopped = strict(words);
  CHECK(stopped.said.events.size() == 1);
  CHECK(stopped.result.status == status::backward_time);
  CHECK(stopped.result.offset == 8);
}

TEST_CASE("a TIME_HIGH that the next one takes back is one fault, and moves no event") {
  auto const words = std::array{high(100),        row(10),   low(1), single(0, 5),
                                high(100 | 2048), high(100), low(2), single(0, 6)};
  auto const all = run(words);
  CHECK(all.said.events == std::vector<event>{{409601, 5, 10, off}, {409602, 6, 10, off}});
  CHECK(all.counters == decode_counters{.events = 2, .backward_time = 1});
  auto const stopped = strict(words);
  CHECK(stopped.said.events.size() == 1);
  CHECK(stopped.result.status == status::backward_time);
  CHECK(stopped.result.offset == 8);
}

TEST_CASE("a TIME_LOW that wraps before its TIME_HIGH is a counted step back") {
  auto const all = run(std::array{high(1), low(0xFFF), row(0), single(1, 1), low(1), single(1, 2),
                                  high(2), low(2), single(1, 3)});
  CHECK(all.said.events ==
        std::vector<event>{{8191, 1, 0, on}, {4097, 2, 0, on}, {8194, 3, 0, on}});
  CHECK(all.counters == decode_counters{.events = 3, .backward_time = 1});
}

TEST_CASE("EVT3 messages: only rate control must have its 24 bits") {
  auto const count = [](auto... words) {
    return run(std::array{words..., row(0)}).counters.partial_vectors;
  };
  CHECK(count(others(0x19)) == 0);
  CHECK(count(others(0x19), continued_12(1), continued_12(2)) == 0);
  CHECK(count(others(0x19), continued_12(1), continued_12(2), continued_4(3)) == 0);
  CHECK(count(others(0x14), continued_12(1), continued_12(2)) == 0);
  CHECK(count(others(0x16), continued_12(1), continued_12(2), continued_4(3)) == 0);
  CHECK(count(others(0x14)) == 1);
  CHECK(count(others(0x16), continued_12(1)) == 1);
  CHECK(count(others(0x16), continued_12(1), continued_4(1)) == 1);
  CHECK(count(continued_12(1)) == 1);
  CHECK(count(others(0x19), continued_4(1), continued_12(1)) == 1);
}

TEST_CASE("EVT3 decodes the same in two pieces cut at any byte") {
  auto const bytes = bytes_of(std::array{
      low(1),          high(1),        low(2),        row(3),      single(1, 4), base(0, 600),
      vect_12(0xAAA),  vect_12(0xFFF), vect_8(0x81),  edge(3, 1),  others(0x16), continued_12(1),
      continued_12(2), continued_4(1), word{0x9999},  high(0xFFF), high(0),      base(1, 5),
      vect_12(3),      low(7),         single(0, 639)});
  auto const whole = decode<evt3_decoder>(bytes, {.sensor = {620, 480}});
  CHECK(whole.counters == decode_counters{.events = 17,
                                          .triggers = 1,
                                          .unknown_words = 1,
                                          .out_of_range = 7,
                                          .partial_vectors = 1,
                                          .words_before_sync = 1});
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    test::heard said;
    evt3_decoder decoder{{.sensor = {620, 480}}};
    decoder.push(std::span{bytes}.first(cut), said);
    decoder.push(std::span{bytes}.subspan(cut), said);
    decoder.finish(said);
    CHECK(said == whole.said);
    CHECK(decoder.counters() == whole.counters);
  }
}

TEST_CASE("the byte of a cut EVT3 word is counted") {
  auto const bytes = bytes_of(std::array{high(0), row(0), single(1, 1)});
  CHECK(decode<evt3_decoder>(std::span{bytes}.first(5)).counters ==
        decode_counters{.truncated_bytes = 1});
}

TEST_CASE("EVT3 time words that no event follows are ticks, once the next one has come") {
  auto const times = [](auto words, decoder_options options = {}) {
    return run(words, options).said;
  };
  CHECK(times(std::array{high(1), low(5), row(1), single(1, 1), high(1), high(2), low(0), row(1),
                         single(1, 1), high(2)})
            .ticks.empty());
  CHECK(times(std::array{high(1), high(1), high(1), high(2), high(3)}).ticks ==
        std::vector<tick>{{4096}, {8192}});
  CHECK(times(std::array{high(1), low(7), high(1), row(1), single(1, 1)}).ticks ==
        std::vector<tick>{{4103}});
  CHECK(times(std::array{high(1), high(900), high(2), high(3)}).ticks ==
        std::vector<tick>{{4096}, {8192}});
}

TEST_CASE("an EVT3 stream ends once, and the next one is its own") {
  auto const cut = bytes_of(std::array{high(900), low(7), row(1), single(1, 1), others(0x14)});
  auto const next = bytes_of(std::array{high(5), low(1), row(2), single(1, 3)});
  evt3_decoder decoder;
  test::heard said;
  decoder.push(std::span{cut}, said);
  CHECK(decoder.finish(said));
  CHECK(decoder.finish(said));
  CHECK(decoder.counters() == decode_counters{.events = 1, .partial_vectors = 1});
  said = {};
  decoder.push(next, said);
  CHECK(decoder.finish(said));
  CHECK(said == decode<evt3_decoder>(next).said);
  CHECK(decoder.counters() == decode_counters{.events = 2, .partial_vectors = 1});
}

TEST_CASE("a real EVT3 recording decodes to its reference, whatever the chunks", "[recordings]") {
  auto const folder = test::recordings();
  if (folder.empty()) return;
  auto const file = test::read_file(folder / "prophesee/gen3_evt3_triggers.raw");
  auto const header = parse_raw_header(file);
  REQUIRE(header.format == raw_format::evt3);
  auto const body = bytes_of(file).subspan(header.text.size());
  for (auto const chunk : std::array<std::size_t, 3>{1, 7, 65536}) {
    test::event_hash events;
    test::trigger_hash triggers;
    evt3_decoder first{{header.sensor, error_policy::strict}};
    evt3_decoder second{{header.sensor, error_policy::strict}};
    for (std::size_t at = 0; at < body.size(); at += chunk) {
      auto const part = body.subspan(at, std::min(chunk, body.size() - at));
      first.push(part, events);
      second.push(part, triggers);
    }
    CHECK(first.finish(events));
    CHECK(second.finish(triggers));
    // The hashes of events.npy and value_id_t.npy in the two gen3_evt3_triggers.reference*.npz.
    CHECK(events.value == 0x75DBAE84F208765B);
    CHECK(triggers.value == 0xFB734792A759431F);
    CHECK(first.counters() == decode_counters{.events = 343474, .triggers = 4157});
  }
}
