// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What holds for every decoder: TEST_CASE("..") { test::decoder_conforms<D>(stream); }

#include "stage/said.hpp"
#include "support/catch.hpp"

#include <saccade/decode/delivery.hpp>
#include <saccade/stage/decoder.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <type_traits>
#include <vector>

namespace saccade::test {

struct stage_decoding {
  said_items said{};
  decode_counters counters{};
  decode_result result{};
};

/// All of a stream, in chunks, and its end.
template <typename Decoder>
void decode_in_chunks(Decoder& by, std::span<std::byte const> bytes, std::size_t chunk,
                      stage_decoding& into_here) {
  while (!bytes.empty()) {
    auto const part = bytes.first(std::min(chunk, bytes.size()));
    by.push(part, into_here.said);
    bytes = bytes.subspan(part.size());
  }
  into_here.result = by.finish(into_here.said);
  into_here.counters = by.counters();
}

template <typename Decoder>
[[nodiscard]] auto decode_anew(std::span<std::byte const> bytes, decoder_options const& options,
                               std::size_t chunk) -> stage_decoding {
  stage_decoding all;
  Decoder by{options};
  decode_in_chunks(by, bytes, chunk, all);
  return all;
}

/// Of one stream, damaged or not, under one policy.
template <typename Decoder>
void decoder_conforms_on(std::span<std::byte const> bytes, decoder_options const& options) {
  auto const whole = decode_anew<Decoder>(bytes, options, SIZE_MAX);
  auto const events = whole.said.template only<event>();

  for (std::size_t const chunk : std::array<std::size_t, 6>{1, 2, 3, 7, 64, 4096}) {
    INFO("chunks of " << chunk);
    auto const parts = decode_anew<Decoder>(bytes, options, chunk);
    CHECK(parts.said.items == whole.said.items);
    CHECK(parts.counters == whole.counters);
    CHECK(parts.result.status == whole.result.status);
    CHECK(parts.result.offset == whole.result.offset);
  }

  CHECK(whole.counters.events == events.size());
  CHECK(whole.counters.triggers == whole.said.template only<trigger>().size());
  if (options.sensor.known()) {
    CHECK(std::all_of(events.begin(), events.end(),
                      [&](event const& e) { return options.sensor.contains(e.x, e.y); }));
  }

  // A sink that wants no ticks hears the same events.
  said_events plain;
  Decoder plainly{options};
  plainly.push(bytes, plain);
  plainly.finish(plain);
  CHECK(plain.events == events);

  // Ticks come in order and behind what has been said; held events in order among themselves.
  bool ticks_are_later = true;
  bool events_are_in_order = true;
  for (std::size_t i = 1; i < whole.said.items.size(); ++i) {
    auto const t = time_of(whole.said.items[i]);
    bool const is_tick = std::holds_alternative<tick>(whole.said.items[i]);
    ticks_are_later = ticks_are_later && (!is_tick || t > time_of(whole.said.items[i - 1]));
  }
  for (std::size_t i = 1; i < events.size(); ++i) {
    events_are_in_order = events_are_in_order && events[i - 1].t <= events[i].t;
  }
  CHECK(ticks_are_later);
  if (options.policy == error_policy::clamp_time) CHECK(events_are_in_order);

  // Strict says what the others say, up to its stop, and stays there.
  if (options.policy == error_policy::strict) {
    auto const skipping = decode_anew<Decoder>(bytes, {.sensor = options.sensor}, SIZE_MAX);
    auto const& all = skipping.said.items;
    REQUIRE(whole.said.items.size() <= all.size());
    CHECK(std::equal(whole.said.items.begin(), whole.said.items.end(), all.begin()));
    if (whole.result) {
      CHECK(whole.said.items.size() == all.size());
    } else {
      stage_decoding again;
      Decoder by{options};
      decode_in_chunks(by, bytes, SIZE_MAX, again);
      decode_in_chunks(by, bytes, SIZE_MAX, again);
      CHECK(again.said.items == whole.said.items);
      CHECK(again.result.offset == whole.result.offset);
    }
    return;
  }

  // The end is one, wherever it comes, and what follows is another stream.
  for (std::size_t const end : {std::size_t{0}, bytes.size() / 3, bytes.size() / 2 + 1}) {
    INFO("ends after " << end);
    stage_decoding cut;
    stage_decoding next;
    Decoder by{options};
    decode_in_chunks(by, bytes.first(end), SIZE_MAX, cut);
    auto const before = by.counters();
    auto const said = cut.said.items;
    by.finish(cut.said);
    CHECK(cut.said.items == said);
    CHECK(by.counters() == before);
    decode_in_chunks(by, bytes, 5, next);
    CHECK(next.said.items == whole.said.items);
    CHECK(next.counters.events == before.events + events.size());
  }
}

/// `stream` is without a fault and holds events, and time words without any.
template <decoder Decoder>
void decoder_conforms(std::vector<std::byte> stream) {
  static_assert(std::is_constructible_v<Decoder, decoder_options>);
  auto const sound = decode_anew<Decoder>(stream, {.policy = error_policy::strict}, SIZE_MAX);
  REQUIRE(sound.result);
  REQUIRE(!sound.said.template only<event>().empty());
  REQUIRE(!sound.said.template only<tick>().empty());

  std::mt19937 bits{7};
  for (int damage = 0; damage < 3; ++damage) {
    for (auto const policy : {error_policy::strict, error_policy::skip, error_policy::clamp_time}) {
      for (auto const sensor : {geometry{}, geometry{640, 480}}) {
        INFO("damage " << damage << ", policy " << static_cast<int>(policy) << ", sensor "
                       << sensor.width);
        decoder_conforms_on<Decoder>(stream, {sensor, policy});
      }
    }
    for (std::size_t i = 0; i < 1 + stream.size() / 500; ++i) {
      stream[bits() % stream.size()] ^= static_cast<std::byte>(1U << bits() % 8);
    }
  }
}

}  // namespace saccade::test
