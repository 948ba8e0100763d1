// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/aedat4/packets.hpp>

#include "support/aedat4_file.hpp"
#include "support/catch.hpp"
#include "support/damage.hpp"
#include "support/file.hpp"
#include "support/recordings.hpp"
#include "support/words.hpp"

#include <saccade/io/aedat4.hpp>
#include <saccade/io/aedat4/event_packet.hpp>
#include <saccade/io/aedat4/header_reader.hpp>
#include <saccade/io/aedat4/payload.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace saccade;
using test::bytes_of;
using test::damage;

namespace {

constexpr std::size_t limit = std::size_t{1} << 20;

/// One packet, and which of the file's events are in it.
struct place {
  std::size_t begin{};
  std::size_t end{};
  std::size_t first{};
  std::size_t last{};
};

/// Where the packets of an undamaged file lie.
auto places_in(std::string_view file) -> std::vector<place> {
  host::aedat4_header_reader header;
  header.push(bytes_of(file));
  host::aedat4_packets packets{file.size()};
  host::aedat4_payloads payloads{limit};
  packets.start(*header.header(), header.size());
  payloads.start(header.header()->compression);
  packets.add(bytes_of(file).subspan(header.size()));
  packets.end();
  auto const events = header.header()->events({})->number;
  std::vector<place> places;
  std::size_t count = 0;
  for (auto found = packets.next(); found.what == host::aedat4_found::kind::packet;
       found = packets.next()) {
    auto const end = found.offset + 8 + found.body.size();
    place here{static_cast<std::size_t>(found.offset), static_cast<std::size_t>(end), count, count};
    if (found.stream == events) {
      here.last += host::aedat4_events::in(*payloads.of(found.body))->size();
    }
    count = here.last;
    places.push_back(here);
  }
  return places;
}

auto decode(std::string_view file, std::size_t chunk = std::size_t{1} << 18) -> test::decoded {
  test::decoded all;
  host::aedat4_decoder decoder{{.packet_limit = limit}};
  for (auto bytes = bytes_of(file); !bytes.empty();) {
    auto const part = bytes.first(std::min(chunk, bytes.size()));
    decoder.push(part, all.said);
    bytes = bytes.subspan(part.size());
  }
  all.result = decoder.finish(all.said);
  all.counters = decoder.counters();
  return all;
}

/// The packets that damage may cost: those that it hits and, where it hits a size, the one beside.
auto costs(std::vector<place> const& places, damage kind, std::size_t at, std::size_t size)
    -> place {
  place lost{size, 0, SIZE_MAX, 0};
  for (auto const& p : places) {
    bool const hit = p.begin < at + length(kind, at, size) && at < p.end;
    bool const beside = lost.first != SIZE_MAX && lost.end == p.begin && at < lost.begin + 8;
    if (!hit && !beside) continue;
    lost.first = std::min(lost.first, p.first);
    lost.last = p.last;
    lost.begin = std::min(lost.begin, p.begin);
    if (hit) lost.end = p.end;
  }
  return lost;
}

/// Whether all events but those are there, in their order.
auto others_are_whole(std::vector<event> const& whole, std::vector<event> const& left,
                      place const& lost) -> bool {
  if (lost.first == SIZE_MAX) return left == whole;
  auto const behind = whole.size() - lost.last;
  return left.size() >= lost.first + behind &&
         std::equal(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(lost.first),
                    left.begin()) &&
         std::equal(whole.end() - static_cast<std::ptrdiff_t>(behind), whole.end(),
                    left.end() - static_cast<std::ptrdiff_t>(behind));
}

auto is_counted(decode_counters const& hurt, decode_counters const& whole) -> bool {
  return hurt.events + hurt.out_of_range >= whole.events ||
         hurt.bad_packets + hurt.truncated_bytes > 0;
}

/// A cut between packets, and the number of one stream that turns into another's.
auto passes_unnoticed(std::vector<place> const& places, damage kind, std::size_t at) -> bool {
  return kind == damage::cut ? std::ranges::find(places, at, &place::end) != places.end()
                             : kind == damage::bit_flipped &&
                                   std::ranges::find(places, at, &place::begin) != places.end();
}

void damage_costs_few_packets(std::string const& file, int trials, unsigned seed) {
  auto const places = places_in(file);
  auto const whole = decode(file);
  REQUIRE(whole.result);
  REQUIRE(places.back().last == whole.said.events.size());
  std::mt19937 random{seed};
  for (auto const kind : test::all_damages) {
    for (int i = 0; i != trials; ++i) {
      auto const at = places.front().begin + random() % (file.size() - places.front().begin);
      auto const bit = static_cast<unsigned>(random() % 8U);
      INFO("damage " << static_cast<int>(kind) << " at " << at << ", bit " << bit);
      auto const hurt = decode(test::damaged(file, kind, at, bit));
      CHECK(others_are_whole(whole.said.events, hurt.said.events,
                             costs(places, kind, at, file.size())));
      CHECK(hurt.counters.bad_packets <= 2);
      CHECK((is_counted(hurt.counters, whole.counters) || passes_unnoticed(places, kind, at)));
    }
  }
}

auto many_packets(host::aedat4_compression compression) -> std::string {
  test::aedat4_file file{compression};
  std::mt19937 random{11};
  timestamp_us t = 1'605'507'430'438'338;
  for (int packet = 0; packet != 60; ++packet) {
    std::vector<event> events(1 + random() % 150U);
    for (auto& e : events) {
      t += static_cast<timestamp_us>(random() % 100U);
      e = {t, static_cast<std::uint16_t>(random() % 346U),
           static_cast<std::uint16_t>(random() % 260U),
           random() % 2U == 0 ? polarity::on : polarity::off};
    }
    if (packet % 7 == 3) file.packet(2, test::events_payload(events));
    file.packet(0, test::events_payload(events));
  }
  return file.bytes();
}

}  // namespace

TEST_CASE("one damage costs the AEDAT4 packets that it hits") {
  using enum host::aedat4_compression;
  for (auto const compression : {none, lz4, zstd}) {
    INFO("compression " << static_cast<int>(compression));
    damage_costs_few_packets(many_packets(compression), 400, 3);
  }
}

TEST_CASE("one damage of a real AEDAT4 recording costs the packets that it hits", "[recordings]") {
  auto const folder = test::recordings();
  if (folder.empty()) return;
  for (auto const* const name : {"aedat4/davis346_a.aedat4", "aedat4/davis346_b.aedat4",
                                 "dvs128_hand_wave/weak/dvSave-2024_06_13_16_16_25.aedat4",
                                 "dvs128_hand_wave/strong/dvSave-2024_06_20_15_59_41.aedat4"}) {
    INFO(name);
    damage_costs_few_packets(test::read_file(folder / name), 100, 5);
  }
}
