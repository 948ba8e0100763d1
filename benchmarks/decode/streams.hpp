// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/decode/raw_header.hpp>
#include <saccade/event.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace saccade::bench {

/// The body of a recording below SACCADE_DATA, empty where that is not set.
[[nodiscard]] inline auto recording_body(char const* name) -> std::vector<std::byte> {
  char const* const folder = std::getenv("SACCADE_DATA");
  if (folder == nullptr) return {};
  std::ifstream in{std::filesystem::path{folder} / name, std::ios::binary};
  std::string const file{std::istreambuf_iterator<char>{in}, {}};
  auto const bytes = std::as_bytes(std::span{file}).subspan(parse_raw_header(file).text.size());
  return {bytes.begin(), bytes.end()};
}

/// A million events of a 1280x720 sensor, 5 us apart on average, encoded. Each time brings one row
/// with runs of `run` neighbouring pixels, of which `filled` percent are events.
template <typename Encoder>
[[nodiscard]] auto generated(unsigned run, unsigned filled) -> std::vector<std::byte> {
  std::mt19937 bits{1};
  std::vector<std::byte> stream;
  auto const sink = [&](std::span<std::byte const> bytes) {
    stream.insert(stream.end(), bytes.begin(), bytes.end());
  };
  Encoder encoder;
  event e{};
  for (int count = 0; count < 1'000'000;) {
    e.y = static_cast<std::uint16_t>(bits() % 720);
    e.p = static_cast<polarity>(bits() % 2);
    auto const start = bits() % (1280 / run) * run;
    auto const before = count;
    for (auto x = start; x != start + run; ++x) {
      if (bits() % 100 >= filled) continue;
      e.x = static_cast<std::uint16_t>(x);
      encoder.push(e, sink);
      ++count;
    }
    e.t += static_cast<timestamp_us>(bits() % 10) * (count - before);
  }
  encoder.finish(sink);
  return stream;
}

/// Options that the compiler cannot see: a tool has them from its command line, a pipeline from
/// memory. With a literal policy it may leave out a third of the decoder.
inline auto as_a_tool_has_them(decoder_options options) -> decoder_options {
  benchmark::DoNotOptimize(options);
  return options;
}

/// Decodes the stream in chunks of 64 KiB, as often as it takes, into memory of the caller's.
template <typename Decoder>
void decode_to_memory(benchmark::State& state, std::vector<std::byte> const& stream,
                      geometry sensor) {
  if (stream.empty()) {
    state.SkipWithError("no recordings (SACCADE_DATA is not set)");
    return;
  }
  std::vector<event> events(12 * stream.size() / 2);
  std::size_t used = 0;
  for (auto _ : state) {
    auto* to = events.data();
    Decoder decoder{as_a_tool_has_them({.sensor = sensor})};
    for (std::span rest{stream}; !rest.empty();) {
      auto const part = rest.first(std::min(rest.size(), std::size_t{1} << 16));
      decoder.push(part, [&to](event const& e) { *to++ = e; });
      rest = rest.subspan(part.size());
    }
    decoder.finish([&to](event const& e) { *to++ = e; });
    used = static_cast<std::size_t>(to - events.data());
    benchmark::ClobberMemory();
  }
  auto const rounds = static_cast<std::int64_t>(state.iterations());
  state.SetItemsProcessed(rounds * static_cast<std::int64_t>(used));
  state.SetBytesProcessed(rounds * static_cast<std::int64_t>(stream.size()));
}

/// To memory, by a sink that hears of ticks too.
struct event_writer {
  event*& to;
  std::uint64_t& ticks;
  void operator()(event const& e) { *to++ = e; }
  void advance(tick const&) { ++ticks; }
};

template <typename Decoder>
void decode_with_ticks(benchmark::State& state, std::vector<std::byte> const& stream,
                       geometry sensor) {
  if (stream.empty()) {
    state.SkipWithError("no recordings (SACCADE_DATA is not set)");
    return;
  }
  std::vector<event> events(12 * stream.size() / 2);
  std::size_t used = 0;
  std::uint64_t ticks = 0;
  for (auto _ : state) {
    auto* to = events.data();
    ticks = 0;
    Decoder decoder{as_a_tool_has_them({.sensor = sensor})};
    for (std::span rest{stream}; !rest.empty();) {
      auto const part = rest.first(std::min(rest.size(), std::size_t{1} << 16));
      decoder.push(part, event_writer{to, ticks});
      rest = rest.subspan(part.size());
    }
    decoder.finish(event_writer{to, ticks});
    used = static_cast<std::size_t>(to - events.data());
    benchmark::ClobberMemory();
  }
  state.counters["ticks"] = static_cast<double>(ticks);
  auto const rounds = static_cast<std::int64_t>(state.iterations());
  state.SetItemsProcessed(rounds * static_cast<std::int64_t>(used));
}

/// Without a store for each event: the sink adds up.
template <typename Decoder>
void decode_and_add(benchmark::State& state, std::vector<std::byte> const& stream,
                    geometry sensor) {
  if (stream.empty()) {
    state.SkipWithError("no recordings (SACCADE_DATA is not set)");
    return;
  }
  std::uint64_t events = 0;
  for (auto _ : state) {
    std::uint64_t sum = 0;
    Decoder decoder{as_a_tool_has_them({.sensor = sensor})};
    for (std::span rest{stream}; !rest.empty();) {
      auto const part = rest.first(std::min(rest.size(), std::size_t{1} << 16));
      decoder.push(part, [&sum](event const& e) {
        sum += static_cast<std::uint64_t>(e.t) + e.x + e.y + static_cast<unsigned>(e.p);
      });
      rest = rest.subspan(part.size());
    }
    benchmark::DoNotOptimize(sum);
    events += decoder.counters().events;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(events));
}

}  // namespace saccade::bench
