// SPDX-License-Identifier: Apache-2.0
#include <saccade/decode/evt2.hpp>

#include "decode/streams.hpp"

#include <saccade/encode/evt2.hpp>

#include <benchmark/benchmark.h>

#include <cstring>
#include <vector>

using namespace saccade;

namespace {
auto const real = bench::recording_body("prophesee/gen3_evt2.raw");
auto const single = bench::generated<evt2_encoder>(1, 100);

constexpr auto gen3 = geometry{640, 480};
constexpr auto gen4 = geometry{1280, 720};

/// What the bytes cost alone.
void copy_bytes(benchmark::State& state) {
  std::vector<std::byte> to(single.size());
  for (auto _ : state) {
    std::memcpy(to.data(), single.data(), single.size());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(single.size()));
}

void to_memory(benchmark::State& state, std::vector<std::byte> const& stream, geometry sensor) {
  bench::decode_to_memory<evt2_decoder>(state, stream, sensor);
}

void with_ticks(benchmark::State& state, std::vector<std::byte> const& stream, geometry sensor) {
  bench::decode_with_ticks<evt2_decoder>(state, stream, sensor);
}

void add_up(benchmark::State& state, std::vector<std::byte> const& stream, geometry sensor) {
  bench::decode_and_add<evt2_decoder>(state, stream, sensor);
}
}  // namespace

BENCHMARK_CAPTURE(to_memory, gen3_recording, real, gen3);
BENCHMARK_CAPTURE(to_memory, generated, single, gen4);
BENCHMARK_CAPTURE(with_ticks, gen3_recording, real, gen3);
BENCHMARK_CAPTURE(with_ticks, generated, single, gen4);
BENCHMARK_CAPTURE(add_up, gen3_recording, real, gen3);
BENCHMARK_CAPTURE(add_up, generated, single, gen4);
BENCHMARK(copy_bytes);
