// SPDX-License-Identifier: Apache-2.0
#include <saccade/decode/evt3.hpp>

#include "decode/streams.hpp"

#include <saccade/encode/evt3.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <vector>

using namespace saccade;

namespace {
auto const real = bench::recording_body("prophesee/gen3_evt3_triggers.raw");
auto const single = bench::generated<evt3_encoder>(1, 100);
auto const sparse = bench::generated<evt3_encoder>(32, 10);
auto const dense = bench::generated<evt3_encoder>(32, 50);

constexpr auto gen3 = geometry{640, 480};
constexpr auto gen4 = geometry{1280, 720};

void to_memory(benchmark::State& state, std::vector<std::byte> const& stream, geometry sensor) {
  bench::decode_to_memory<evt3_decoder>(state, stream, sensor);
}

void with_ticks(benchmark::State& state, std::vector<std::byte> const& stream, geometry sensor) {
  bench::decode_with_ticks<evt3_decoder>(state, stream, sensor);
}

void add_up(benchmark::State& state, std::vector<std::byte> const& stream, geometry sensor) {
  bench::decode_and_add<evt3_decoder>(state, stream, sensor);
}
}  // namespace

BENCHMARK_CAPTURE(to_memory, gen3_recording, real, gen3);
BENCHMARK_CAPTURE(to_memory, generated_singles, single, gen4);
BENCHMARK_CAPTURE(to_memory, generated_rows_10_percent, sparse, gen4);
BENCHMARK_CAPTURE(to_memory, generated_rows_50_percent, dense, gen4);
BENCHMARK_CAPTURE(with_ticks, gen3_recording, real, gen3);
BENCHMARK_CAPTURE(with_ticks, generated_rows_50_percent, dense, gen4);
BENCHMARK_CAPTURE(add_up, gen3_recording, real, gen3);
BENCHMARK_CAPTURE(add_up, generated_rows_50_percent, dense, gen4);
