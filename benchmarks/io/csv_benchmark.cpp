// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/csv.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace saccade;

namespace {

constexpr int lines = 1'000'000;

/// A million events of a 1280x720 sensor, 5 us apart on average; each line as `line` writes it.
template <typename Line>
auto text(std::string_view header, timestamp_us start, Line const& line) -> std::string {
  std::mt19937 bits{1};
  std::string all{header};
  auto t = start;
  for (int i = 0; i != lines; ++i) {
    auto const x = std::to_string(bits() % 1280);
    auto const y = std::to_string(bits() % 720);
    auto const p = bits() % 2;
    t += static_cast<timestamp_us>(bits() % 10);
    all += line(x, y, p != 0, t) + '\n';
  }
  return all;
}

using field = std::string const&;

auto const own = text("x,y,p,t\n", 0, [](field x, field y, bool p, timestamp_us t) {
  return x + ',' + y + ',' + (p ? '1' : '0') + ',' + std::to_string(t);
});

auto const seconds =
    text("t [s],x,y,p\n", 1'600'000'000'000'000, [](field x, field y, bool p, timestamp_us t) {
      auto const digits = std::to_string(t);
      auto const point = digits.size() - 6;
      return digits.substr(0, point) + '.' + digits.substr(point) + ',' + x + ',' + y + ',' +
             (p ? '1' : '0');
    });

auto const blanks = text("# t x y p\n", 0, [](field x, field y, bool p, timestamp_us t) {
  return std::to_string(t) + ' ' + x + ' ' + y + (p ? " 1" : " -1");
});

/// In chunks of 64 KiB into memory of the caller's.
void to_memory(benchmark::State& state, std::string const& file) {
  std::vector<event> events(lines);
  for (auto _ : state) {
    auto* to = events.data();
    auto const sink = [&to](event const& e) { *to++ = e; };
    host::csv_decoder decoder{{.sensor = {1280, 720}}};
    for (auto rest = std::as_bytes(std::span{file}); !rest.empty();) {
      auto const part = rest.first(std::min(rest.size(), std::size_t{1} << 16));
      decoder.push(part, sink);
      rest = rest.subspan(part.size());
    }
    decoder.finish(sink);
    if (decoder.counters().events != lines) state.SkipWithError("lines are lost");
    benchmark::ClobberMemory();
  }
  auto const rounds = static_cast<std::int64_t>(state.iterations());
  state.SetItemsProcessed(rounds * lines);
  state.SetBytesProcessed(rounds * static_cast<std::int64_t>(file.size()));
}

}  // namespace

BENCHMARK_CAPTURE(to_memory, own, own);
BENCHMARK_CAPTURE(to_memory, seconds, seconds);
BENCHMARK_CAPTURE(to_memory, blanks, blanks);
