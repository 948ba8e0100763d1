// SPDX-License-Identifier: Apache-2.0
#include <saccade/encode/evt3.hpp>

#include "support/catch.hpp"
#include "support/random_events.hpp"
#include "support/words.hpp"

#include <saccade/decode/evt3.hpp>

#include <variant>
#include <vector>

using namespace saccade;
using test::byte_list;

namespace {
constexpr auto on = polarity::on;
constexpr auto off = polarity::off;

constexpr auto round_trip(std::vector<event> const& events) -> std::vector<event> {
  byte_list out;
  evt3_encoder encoder;
  for (auto const& e : events) encoder.push(e, out);
  encoder.finish(out);
  return test::decode<evt3_decoder>(out.bytes, {.policy = error_policy::strict}).said.events;
}

constexpr auto size_of(std::vector<event> const& events) -> std::size_t {
  byte_list out;
  evt3_encoder encoder;
  for (auto const& e : events) encoder.push(e, out);
  encoder.finish(out);
  return out.bytes.size();
}

constexpr auto survives(std::vector<event> const& events) -> bool {
  return round_trip(events) == events;
}
}  // namespace

static_assert(survives({}));
static_assert(survives({{0, 0, 0, off}, {0, 0, 0, off}, {0, 2047, 2047, on}}));
static_assert(survives({{5, 31, 1, on}, {5, 30, 1, on}, {5, 30, 1, off}, {5, 30, 2, off}}));

// TIME_HIGH, TIME_LOW, ADDR_Y, four events; the fifth makes a vector of four words out of them.
static_assert(size_of({{0, 32, 1, on}, {0, 33, 1, on}, {0, 62, 1, on}, {0, 63, 1, on}}) == 7 * 2);
static_assert(
    size_of({{0, 32, 1, on}, {0, 33, 1, on}, {0, 34, 1, on}, {0, 62, 1, on}, {0, 63, 1, on}}) ==
    7 * 2);
static_assert(survives({{0, 32, 1, on},
                        {0, 33, 1, on},
                        {0, 34, 1, on},
                        {0, 62, 1, on},
                        {0, 63, 1, on},
                        {0, 64, 1, on}}));

TEST_CASE("a gap of any length survives EVT3") {
  constexpr auto wrap = timestamp_us{1} << 24;
  for (timestamp_us const from : {timestamp_us{0}, timestamp_us{4096}, wrap / 2, wrap - 1, wrap}) {
    for (timestamp_us const gap :
         {timestamp_us{0}, timestamp_us{4095}, timestamp_us{4096}, wrap / 2 - 4096, wrap / 2,
          wrap - 4096, wrap, wrap + 1, 3 * wrap / 2, 5 * wrap, 1000 * wrap}) {
      CHECK(survives({{from, 1, 2, on}, {from + gap, 3, 4, off}}));
    }
  }
  CHECK(survives({{evt_last_time, 1, 2, on}}));
  CHECK(size_of({{0, 1, 2, on}, {evt_last_time, 1, 2, on}}) <= (1 << 19) + 16);
}

TEST_CASE("a trigger does not overtake the events held back for a vector") {
  byte_list out;
  evt3_encoder encoder;
  encoder.push(event{7, 1, 1, on}, out);
  encoder.push(trigger{7, 2, true}, out);
  encoder.push(event{7, 2, 1, on}, out);
  encoder.finish(out);
  test::item_list said;
  evt3_decoder{}.push(out.bytes, said);
  CHECK(said.items ==
        std::vector<test::item>{event{7, 1, 1, on}, trigger{7, 2, true}, event{7, 2, 1, on}});
}

TEST_CASE("EVT3 trigger numbers have four bits") {
  byte_list out;
  evt3_encoder encoder;
  CHECK(encoder.push(trigger{0, 15, true}, out) == encode_status::ok);
  CHECK(encoder.push(trigger{0, 16, true}, out) == encode_status::trigger_out_of_range);
}

TEST_CASE("EVT3 refuses what it cannot hold, and goes on") {
  byte_list out;
  evt3_encoder encoder;
  CHECK(encoder.push(event{9, 1, 1, on}, out) == encode_status::ok);
  CHECK(encoder.push(event{9, 2048, 1, on}, out) == encode_status::coordinate_out_of_range);
  CHECK(encoder.push(event{9, 1, 2048, on}, out) == encode_status::coordinate_out_of_range);
  CHECK(encoder.push(event{8, 1, 1, on}, out) == encode_status::backward_time);
  CHECK(encoder.push(trigger{8, 1, true}, out) == encode_status::backward_time);
  CHECK(encoder.push(event{-1, 1, 1, on}, out) == encode_status::time_out_of_range);
  CHECK(encoder.push(event{evt_last_time + 1, 1, 1, on}, out) == encode_status::time_out_of_range);
  CHECK(encoder.push(event{9, 2, 1, off}, out) == encode_status::ok);
  encoder.finish(out);
  CHECK(test::decode<evt3_decoder>(out.bytes).said.events ==
        std::vector<event>{{9, 1, 1, on}, {9, 2, 1, off}});
}

TEST_CASE("EVT3: decode of encode gives back any list in the order of time") {
  for (unsigned seed = 1; seed != 200; ++seed) {
    auto const items = test::random_items(seed, 500, evt_last_time, 16);
    byte_list out;
    evt3_encoder encoder;
    for (auto const& item : items) {
      auto const s = std::visit([&](auto const& each) { return encoder.push(each, out); }, item);
      REQUIRE(s == encode_status::ok);
    }
    encoder.finish(out);
    test::item_list said;
    evt3_decoder decoder{{.policy = error_policy::strict}};
    CHECK(decoder.push(out.bytes, said));
    CHECK(decoder.finish(said));
    CHECK(said.items == items);
  }
}
