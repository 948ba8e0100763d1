// SPDX-License-Identifier: Apache-2.0
/// @file
/// A camera's bytes in, decisions out, the same on every board. The input is stream.hpp's, the RAW
/// file of a Gen3 (640x480, EVT 2.0 or 3.0) or of `saccade simulate`; the output, little-endian:
/// "SCD1", u32 classes; then records that begin with their u32 kind:
///   1, a decision: u32 class, i64 end of the window in us, u64 windows, u64 events,
///      f32 confidence, u32 0, i32 logits
///   2, a block has been taken: whoever sends may wait for it
///   3, the end: u32 status, u64 offset, the counters of all stages, u64 each

#include "board/board.hpp"
#include "network.hpp"
#include "stream.hpp"
#include "transfer.hpp"

#include <saccade/saccade.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace sc = saccade;

namespace {

constexpr sc::grid_format trained = network::input_format;
static_assert(trained.map == sc::time_map::fixed_window);
using grid = sc::voxel_grid<trained.polarities, trained.bins, trained.height, trained.width,
                            sc::fixed_window, sc::saturating_counts<trained.cap>>;

// The network's tensors, its input among them: too large for DTCM.
[[gnu::section(".bss.axi")]] constinit network::arena arena{};

/// The cameras whose streams it takes. The simulated one sees what the network takes, and needs no
/// filter.
constexpr sc::geometry gen3{640, 480};
constexpr sc::geometry simulated{trained.width, trained.height};
template <typename Decoder, typename... Filters>
using pipeline = sc::placed_pipeline<Decoder, Filters...,
                                     sc::window<sc::duration{trained.window_us}>, grid, network>;
using to_network = sc::rescale<gen3, simulated>;

/// A pipeline for each, of which one lives; a product knows its camera and has one, constinit.
union {
  char none;
  pipeline<sc::evt2_decoder, to_network> gen3_evt2;
  pipeline<sc::evt3_decoder, to_network> gen3_evt3;
  pipeline<sc::evt3_decoder> simulated_evt3;
} constinit cameras{};

constinit sc::raw_header_reader<2048> header;

enum kind : std::uint32_t { decided = 1, taken = 2, ended = 3 };

struct output_header {
  std::array<char, 4> name{'S', 'C', 'D', '1'};
  std::uint32_t classes{network::classes};
};

struct decision_record {
  std::uint32_t kind{decided};
  std::uint32_t index;
  std::int64_t time_us;
  std::uint64_t windows;
  std::uint64_t events;
  float confidence;
  std::uint32_t zero;
};
static_assert(sizeof(decision_record) == 40);

struct end_record {
  std::uint32_t kind{ended};
  std::uint32_t status;
  std::uint64_t offset;
  sc::decode_counters decoded;
  sc::rescale_counters rescaled;
  std::uint64_t late;
  sc::grid_counters grid;
};
static_assert(sizeof(end_record) == 16 + 17 * 8);

bool writable = true;

void write(sc::decision const& d) {
  decision_record const record{.index = static_cast<std::uint32_t>(d.best),
                               .time_us = d.time_us,
                               .windows = d.windows,
                               .events = d.events,
                               .confidence = d.confidence,
                               .zero = 0};
  writable = writable && transfer::send(record) && board::write(std::as_bytes(d.logits));
}

/// The pipeline of one camera, whichever it is.
struct line {
  void (*push)(std::span<std::byte const> bytes);
  void (*finish)(end_record& end);
};

template <auto Member>
auto start() -> line {
  std::construct_at(&(cameras.*Member), arena);
  return {.push = [](std::span<std::byte const> bytes) { (cameras.*Member).push(bytes, write); },
          .finish =
              [](end_record& end) {
                auto& chosen = cameras.*Member;
                auto const result = chosen.finish(write);
                end.status = static_cast<std::uint32_t>(result.status);
                end.offset = result.offset;
                end.decoded = chosen.decoder().counters();
                if constexpr (requires { chosen.filters().counters(); }) {
                  end.rescaled = chosen.filters().counters();
                }
                end.late = chosen.windows().late();
                end.grid = chosen.grid().counters();
              }};
}

/// False for a camera that is none of these.
auto start(line& to) -> bool {
  auto const is = [](sc::raw_format format, sc::geometry sensor) {
    auto const& said = header.header();
    return sc::mismatch(said, format, sensor) == nullptr && said.sensor == sensor;
  };
  using all = decltype(cameras);
  if (is(sc::raw_format::evt2, gen3)) {
    to = start<&all::gen3_evt2>();
  } else if (is(sc::raw_format::evt3, gen3)) {
    to = start<&all::gen3_evt3>();
  } else if (is(sc::raw_format::evt3, simulated)) {
    to = start<&all::simulated_evt3>();
  }
  return to.push != nullptr;
}

}  // namespace

auto application() -> int {
  using transfer::fail;
  stream::input_header in{};
  if (auto const* const fault = stream::read_header(in)) return fail(fault);
  if (!transfer::send(output_header{})) return fail("the output cannot be written");
  line to{};
  bool known = true;
  auto const body = [&](std::span<std::byte const> bytes) {
    known = known && (to.push != nullptr || start(to));
    if (known) to.push(bytes);
  };
  for (std::span<std::byte const> bytes; known && writable;) {
    if (auto const* const fault = stream::read_block(bytes)) return fail(fault);
    if (bytes.empty()) break;
    while (known && !bytes.empty()) {
      auto const size = bytes.size() < in.chunk ? bytes.size() : in.chunk;
      header.push(bytes.first(size), body);
      bytes = bytes.subspan(size);
    }
    writable = writable && transfer::send(std::uint32_t{taken});
  }
  if (known) header.finish(body);
  if (to.push == nullptr) return fail("no RAW file of a camera that this firmware knows");
  end_record end{};
  to.finish(end);
  if (!writable || !transfer::send(end)) return fail("the output cannot be written");
  return 0;
}
