// SPDX-License-Identifier: Apache-2.0
#include <saccade/encode/evt2.hpp>

#include "support/catch.hpp"
#include "support/random_events.hpp"
#include "support/words.hpp"

#include <saccade/decode/evt2.hpp>

#include <variant>
#include <vector>

using namespace saccade;
using test::byte_list;

namespace {
constexpr auto on = polarity::on;
constexpr auto off = polarity::off;

constexpr auto round_trip(std::vector<event> const& events) -> std::vector<event> {
  byte_list out;
  evt2_encoder encoder;
  for (auto const& e : events) encoder.push(e, out);
  encoder.finish(out);
  return test::decode<evt2_decoder>(out.bytes, {.policy = error_policy::strict}).said.events;
}

constexpr auto size_of(std::vector<event> const& events) -> std::size_t {
  byte_list out;
  evt2_encoder encoder;
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

static_assert(size_of({{64, 1, 1, on}, {127, 1, 1, on}, {128, 1, 1, on}}) == 5 * 4);

TEST_CASE("a gap of any length survives EVT2") {
  constexpr auto wrap = timestamp_us{1} << 34;
  for (timestamp_us const from : {timestamp_us{0}, timestamp_us{64}, wrap / 2, wrap - 1, wrap}) {
    for (timestamp_us const gap :
         {timestamp_us{0}, timestamp_us{63}, timestamp_us{64}, wrap / 2 - 64, wrap / 2, wrap - 64,
          wrap, wrap + 1, 3 * wrap / 2, 5 * wrap}) {
      CHECK(survives({{from, 1, 2, on}, {from + gap, 3, 4, off}}));
    }
  }
  CHECK(survives({{evt_last_time, 1, 2, on}}));
  CHECK(size_of({{0, 1, 2, on}, {evt_last_time, 1, 2, on}}) <= 1024 + 16);
}

TEST_CASE("EVT2 trigger numbers have five bits") {
  byte_list out;
  evt2_encoder encoder;
  CHECK(encoder.push(trigger{0, 31, true}, out) == encode_status::ok);
  CHECK(encoder.push(trigger{0, 32, true}, out) == encode_status::trigger_out_of_range);
}

TEST_CASE("EVT2 refuses what it cannot hold, and goes on") {
  byte_list out;
  evt2_encoder encoder;
  CHECK(encoder.push(event{9, 1, 1, on}, out) == encode_status::ok);
  CHECK(encoder.push(event{9, 2048, 1, on}, out) == encode_status::coordinate_out_of_range);
  CHECK(encoder.push(event{9, 1, 2048, on}, out) == encode_status::coordinate_out_of_range);
  CHECK(encoder.push(event{8, 1, 1, on}, out) == encode_status::backward_time);
  CHECK(encoder.push(trigger{8, 1, true}, out) == encode_status::backward_time);
  CHECK(encoder.push(event{-1, 1, 1, on}, out) == encode_status::time_out_of_range);
  CHECK(encoder.push(event{evt_last_time + 1, 1, 1, on}, out) == encode_status::time_out_of_range);
  CHECK(encoder.push(event{9, 2, 1, off}, out) == encode_status::ok);
  encoder.finish(out);
  CHECK(test::decode<evt2_decoder>(out.bytes).said.events ==
        std::vector<event>{{9, 1, 1, on}, {9, 2, 1, off}});
}

TEST_CASE("EVT2: decode of encode gives back any list in the order of time") {
  for (unsigned seed = 1; seed != 200; ++seed) {
    auto const items = test::random_items(seed, 500, evt_last_time, 32);
    byte_list out;
    evt2_encoder encoder;
    for (auto const& item : items) {
      auto const s = std::visit([&](auto const& each) { return encoder.push(each, out); }, item);
      REQUIRE(s == encode_status::ok);
    }
    encoder.finish(out);
    test::item_list said;
    evt2_decoder decoder{{.policy = error_policy::strict}};
    CHECK(decoder.push(out.bytes, said));
    CHECK(decoder.finish(said));
    CHECK(said.items == items);
  }
}
