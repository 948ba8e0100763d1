// SPDX-License-Identifier: Apache-2.0
/// @file
/// Ticks of a pipeline's stages on a recording (examples/stm32h7/stream.hpp), as a row of
/// numbers: a word decoded, an event from the decoder into a cell, a window opened and closed. A
/// tick is an instruction on the emulated board.

#include "board/board.hpp"
#include "cortex_m7/table.hpp"
#include "network.hpp"
#include "stream.hpp"
#include "transfer.hpp"

#include <saccade/saccade.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sc = saccade;

namespace {

constexpr sc::grid_format trained = network::input_format;
using grid = sc::voxel_grid<trained.polarities, trained.bins, trained.height, trained.width,
                            sc::fixed_window, sc::saturating_counts<trained.cap>>;
using front = sc::dense_front<grid, network>;

[[gnu::section(".bss.axi")]] constinit network::arena arena{};
constinit sc::raw_header_reader<2048> header;

/// Sums over a recording.
struct {
  std::uint64_t words;
  std::uint64_t decoding;
  std::uint64_t events;
  std::uint64_t counted;
  std::uint64_t counting;
  std::uint64_t windows;
  std::uint64_t opening;
} constinit sums{};

/// Behind a decoder alone.
struct nothing {
  void operator()(sc::event const& e) { asm volatile("" : : "r"(&e) : "memory"); }
  void advance(sc::tick const& now) { asm volatile("" : : "r"(&now) : "memory"); }
};

/// Behind a windower.
struct to_front {
  front& cells;
  std::uint32_t& opening;

  void operator()(sc::window_opened const& w) {
    transfer::stopwatch const watch{opening};
    cells.open(w);
  }
  void operator()(sc::event const& e) {
    cells(e);
    ++sums.counted;
  }
  void operator()(sc::window_closed const&) {
    transfer::stopwatch const watch{opening};
    cells.close();
    ++sums.windows;
  }
  void operator()(sc::empty_windows const& w) {
    transfer::stopwatch const watch{opening};
    cells.open({w.index, w.start, w.length_us});
    cells.close();
    ++sums.windows;
  }
};

/// The decoder by itself, and another one with all that follows; null, or what is wrong.
template <typename Decoder, typename Filter>
auto run(std::span<std::byte const> bytes, std::size_t word_bytes) -> char const* {
  static constinit Decoder alone;
  static constinit Decoder decoder;
  static constinit Filter filter;
  static constinit sc::window<sc::duration{trained.window_us}> windows;
  static constinit front cells{arena};
  std::uint32_t decoding = 0;
  std::uint32_t all = 0;
  std::uint32_t opening = 0;
  {
    transfer::stopwatch const watch{decoding};
    alone.push(bytes, nothing{});
  }
  {
    transfer::stopwatch const watch{all};
    to_front sink{cells, opening};
    auto cut = sc::into{windows, sink};
    decoder.push(bytes, sc::into{filter, cut});
  }
  sums.words += bytes.size() / word_bytes;
  sums.decoding += decoding;
  sums.opening += opening;
  sums.counting += all - decoding - opening;
  sums.events = alone.counters().events;
  return nullptr;
}

constexpr sc::geometry gen3{640, 480};
constexpr sc::geometry picture{trained.width, trained.height};
using from_gen3 = sc::rescale<gen3, picture>;
using from_network = sc::rescale<picture, picture>;

auto take(std::span<std::byte const> bytes) -> char const* {
  auto const& said = header.header();
  bool const large = said.sensor == gen3;
  if (said.format == sc::raw_format::evt2) {
    return large ? run<sc::evt2_decoder, from_gen3>(bytes, 4)
                 : run<sc::evt2_decoder, from_network>(bytes, 4);
  }
  if (said.format == sc::raw_format::evt3) {
    return large ? run<sc::evt3_decoder, from_gen3>(bytes, 2)
                 : run<sc::evt3_decoder, from_network>(bytes, 2);
  }
  return "no EVT 2.0 or 3.0 recording";
}

void put_row() {
  using namespace table;
  put<9>(sums.words);
  put<9>(sums.events);
  put<9>(sums.counted);
  put<8>(sums.windows);
  put_ratio<8>(sums.decoding, sums.words);
  put_ratio<9>(sums.decoding, sums.events);
  put_ratio<11>(sums.counting, sums.counted);
  put<12>(sums.opening / sums.windows);
  put("\n");
}

}  // namespace

auto application() -> int {
  stream::input_header in{};
  if (auto const* const fault = stream::read_header(in)) return transfer::fail(fault);
  char const* wrong = nullptr;
  auto const body = [&](std::span<std::byte const> bytes) {
    if (wrong == nullptr) wrong = take(bytes);
  };
  for (std::span<std::byte const> bytes;;) {
    if (auto const* const fault = stream::read_block(bytes)) return transfer::fail(fault);
    if (bytes.empty()) break;
    header.push(bytes, body);
  }
  if (wrong == nullptr && sums.windows == 0) wrong = "the recording has no whole window";
  if (wrong != nullptr) return transfer::fail(wrong);
  put_row();
  return 0;
}
