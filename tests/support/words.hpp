// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/decode/delivery.hpp>
#include <saccade/event.hpp>
#include <saccade/status.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace saccade::test {

/// The little-endian bytes of words.
template <typename Word, std::size_t N>
[[nodiscard]] constexpr auto bytes_of(std::array<Word, N> const& words)
    -> std::array<std::byte, N * sizeof(Word)> {
  std::array<std::byte, N * sizeof(Word)> bytes{};
  for (std::size_t i = 0; i != bytes.size(); ++i) {
    bytes[i] = static_cast<std::byte>(words[i / sizeof(Word)] >> (8 * (i % sizeof(Word))));
  }
  return bytes;
}

/// Everything that a decoder said, in order.
struct heard {
  std::vector<event> events{};
  std::vector<trigger> triggers{};
  std::vector<tick> ticks{};

  constexpr void operator()(event const& e) { events.push_back(e); }
  constexpr void operator()(trigger const& e) { triggers.push_back(e); }
  constexpr void advance(tick const& now) { ticks.push_back(now); }

  friend constexpr auto operator==(heard const&, heard const&) -> bool = default;
};

struct decoded {
  heard said{};
  decode_counters counters{};
  decode_result result{};
};

/// The whole stream, in chunks of at most this many bytes.
template <typename Decoder>
[[nodiscard]] constexpr auto decode(std::span<std::byte const> bytes, decoder_options options = {},
                                    std::size_t chunk = SIZE_MAX) -> decoded {
  decoded all;
  Decoder decoder{options};
  while (!bytes.empty()) {
    auto const part = bytes.first(chunk < bytes.size() ? chunk : bytes.size());
    decoder.push(part, all.said);
    bytes = bytes.subspan(part.size());
  }
  if constexpr (requires { decoder.finish(all.said); }) {
    all.result = decoder.finish(all.said);
  } else {
    all.result = decoder.finish();
  }
  all.counters = decoder.counters();
  return all;
}

/// FNV-1a, 64 bits, over the bytes x u16, y u16, p u8, t i64 of each event, little-endian.
struct event_hash {
  std::uint64_t value{0xCBF29CE484222325};

  constexpr void add(std::uint64_t number, int bytes) {
    for (; bytes != 0; --bytes, number >>= 8) value = (value ^ (number & 0xFF)) * 0x100000001B3;
  }
  constexpr void operator()(event const& e) {
    add(e.x, 2);
    add(e.y, 2);
    add(e.p == polarity::on ? 1 : 0, 1);
    add(static_cast<std::uint64_t>(e.t), 8);
  }
};

/// The same over id u8, value u8, t i64 of each trigger.
struct trigger_hash : event_hash {
  constexpr void operator()(event const&) {}
  constexpr void operator()(trigger const& e) {
    add(e.id, 1);
    add(e.value ? 1 : 0, 1);
    add(static_cast<std::uint64_t>(e.t), 8);
  }
};

}  // namespace saccade::test
