// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/aedat4.hpp>

#include "support/aedat4_file.hpp"
#include "support/catch.hpp"
#include "support/file.hpp"
#include "support/recordings.hpp"
#include "support/words.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using namespace saccade;
using namespace std::string_view_literals;
using host::aedat4_compression;
using host::aedat4_decoder;
using test::aedat4_file;
using test::bytes_of;

namespace {
constexpr auto all_compressions = {aedat4_compression::none, aedat4_compression::lz4,
                                   aedat4_compression::lz4_high, aedat4_compression::zstd,
                                   aedat4_compression::zstd_high};

auto const first = std::vector<event>{{1605507430438338, 0, 0, polarity::on},
                                      {1605507430438338, 345, 259, polarity::off}};
auto const second = std::vector<event>{{1605507430438339, 7, 8, polarity::on}};
auto const edges = std::vector<test::aedat4_edge>{
    {1605507430438338, 1}, {1605507430438339, 9}, {1605507430438339, 2}, {1605507430438340, 3}};

auto small_file(aedat4_compression compression) -> aedat4_file {
  aedat4_file file{compression};
  file.packet(0, test::events_payload(first));
  file.packet(4, test::size_prefixed(test::vector_table("FRME", 0)));
  file.packet(1, test::triggers_payload(std::span{edges}.first(1)));
  file.packet(2, test::events_payload(first));  // a second event stream
  file.packet(0, test::events_payload(second));
  file.packet(1, test::triggers_payload(std::span{edges}.subspan(1)));
  return file;
}

auto decode(std::string_view file, error_policy policy = error_policy::skip,
            std::size_t chunk = SIZE_MAX, std::size_t limit = 1 << 20) -> test::decoded {
  test::decoded all;
  aedat4_decoder decoder{{.decode = {.policy = policy}, .packet_limit = limit}};
  auto bytes = bytes_of(file);
  while (!bytes.empty()) {
    auto const part = bytes.first(std::min(chunk, bytes.size()));
    decoder.push(part, all.said);
    bytes = bytes.subspan(part.size());
  }
  all.result = decoder.finish(all.said);
  all.counters = decoder.counters();
  return all;
}

auto small_file_is_whole(test::decoded const& all) -> bool {
  auto const events = std::vector<event>{first[0], first[1], second[0]};
  auto const triggers = std::vector<trigger>{
      {1605507430438338, 0, true}, {1605507430438339, 0, false}, {1605507430438340, 0, true}};
  return all.said == test::heard{events, triggers} && all.result &&
         all.counters == decode_counters{.events = 3, .triggers = 3};
}
}  // namespace

TEST_CASE("AEDAT4 in every compression, with and without its table, in any chunks") {
  for (auto const compression : all_compressions) {
    for (bool const table : {true, false}) {
      auto const file = small_file(compression).bytes(table);
      for (auto const chunk : std::vector<std::size_t>{1, 7, 64, 65536}) {
        CHECK(small_file_is_whole(decode(file, error_policy::strict, chunk)));
      }
    }
  }
}

TEST_CASE("the header names the streams and the sensor") {
  aedat4_decoder decoder;
  auto const file = small_file(aedat4_compression::zstd).bytes();
  decoder.push(bytes_of(file), [](event const&) {});
  REQUIRE(decoder.header());
  CHECK(decoder.header()->compression == aedat4_compression::zstd);
  auto const* const events = decoder.header()->events({});
  REQUIRE(events != nullptr);
  CHECK(events->number == 0);
  CHECK(events->sensor == geometry{346, 260});
  CHECK(decoder.header()->triggers_beside(*events)->number == 1);
}

TEST_CASE("a stream of AEDAT4 events is chosen by its number") {
  for (auto const compression : all_compressions) {
    auto const file = small_file(compression).bytes();
    aedat4_decoder decoder{{.stream = 2}};
    test::heard said;
    decoder.push(bytes_of(file), said);
    CHECK(decoder.finish(said));
    CHECK(said.events == first);
    std::vector<std::uint64_t> counts;
    for (auto const& s : decoder.streams()) counts.insert(counts.end(), {s.packets, s.elements});
    CHECK(counts == std::vector<std::uint64_t>{1, 0, 2, 0, 2, 4, 1, 2});
  }
}

TEST_CASE("a number that is no stream of AEDAT4 events stops the decoder") {
  for (auto const number : {1, 4, 77}) {
    aedat4_decoder decoder{{.stream = number}};
    auto const file = small_file(aedat4_compression::lz4).bytes();
    test::heard said;
    CHECK(decoder.push(bytes_of(file), said).status == status::bad_packet);
    CHECK(said == test::heard{});
  }
}

TEST_CASE("AEDAT4 events outside the stated sensor are dropped and counted") {
  aedat4_file file{aedat4_compression::none};
  file.packet(0, test::events_payload(std::vector<event>{{1, 346, 0, {}},
                                                         {1, 0, 260, {}},
                                                         {1, 65535, 0, {}},  // -1
                                                         {1, 345, 259, {}}}));
  CHECK(decode(file.bytes()).counters == decode_counters{.events = 1, .out_of_range = 3});
}

TEST_CASE("damaged and oversized AEDAT4 packets are dropped and counted") {
  auto const payload = test::events_payload(first);
  for (auto const compression : all_compressions) {
    if (compression == aedat4_compression::none) continue;
    aedat4_file file{compression};
    file.raw_packet(0, "no frame");
    file.packet(0, payload);
    file.raw_packet(0, "");
    file.packet(0, payload);
    file.packet(77, payload);  // a stream that the header does not list
    file.packet(0, test::events_payload(std::vector<event>(100)));
    file.packet(0, payload.substr(0, payload.size() - 1));
    file.packet(0, test::triggers_payload(edges));
    file.packet(4, payload);  // no frame
    file.packet(0, payload);
    auto const all = decode(file.bytes(), error_policy::skip, SIZE_MAX, 1000);
    CHECK(all.counters.events == 6);
    CHECK(all.counters.bad_packets == 7);
    CHECK(all.counters.skipped_bytes > 8 + 8 + 8);  // with the packet of stream 77
    auto const strict = decode(file.bytes(), error_policy::strict);
    CHECK(strict.result.status == status::bad_packet);
  }
}

TEST_CASE("triggers and events of AEDAT4 have a time of their own") {
  aedat4_file file{aedat4_compression::none};
  file.packet(0, test::events_payload(std::vector<event>{{100, 1, 1, {}}}));
  file.packet(1, test::triggers_payload(std::vector<test::aedat4_edge>{{5000, 1}}));
  file.packet(0, test::events_payload(std::vector<event>{{200, 1, 1, {}}}));
  file.packet(1, test::triggers_payload(std::vector<test::aedat4_edge>{{5001, 2}}));
  for (auto const policy : {error_policy::strict, error_policy::skip, error_policy::clamp_time}) {
    auto const all = decode(file.bytes(), policy);
    CHECK(all.result);
    CHECK(all.counters == decode_counters{.events = 2, .triggers = 2});
    CHECK(all.said.events == std::vector<event>{{100, 1, 1, {}}, {200, 1, 1, {}}});
    CHECK(all.said.triggers == std::vector<trigger>{{5000, 0, true}, {5001, 0, false}});
  }
}

TEST_CASE("each stream of AEDAT4 that goes back in time is found") {
  aedat4_file file{aedat4_compression::none};
  file.packet(0, test::events_payload(std::vector<event>{{100, 1, 1, {}}}));
  file.packet(1, test::triggers_payload(std::vector<test::aedat4_edge>{{50, 1}}));
  file.packet(0, test::events_payload(std::vector<event>{{99, 1, 1, {}}}));
  file.packet(1, test::triggers_payload(std::vector<test::aedat4_edge>{{49, 2}}));
  CHECK(decode(file.bytes()).counters.backward_time == 2);
  CHECK(decode(file.bytes(), error_policy::strict).result.status == status::backward_time);
  auto const held = decode(file.bytes(), error_policy::clamp_time);
  CHECK(held.said.events[1].t == 100);
  CHECK(held.said.triggers[1].t == 50);
}

TEST_CASE("an AEDAT4 packet with bytes behind its frame is dropped and counted") {
  for (auto const compression : all_compressions) {
    if (compression == aedat4_compression::none) continue;
    aedat4_file file{compression};
    file.packet(0, test::events_payload(first), "behind");
    file.packet(0, test::events_payload(second));
    auto const all = decode(file.bytes());
    CHECK(all.said.events == second);
    CHECK(all.counters == decode_counters{.events = 1, .bad_packets = 1});
  }
}

TEST_CASE("behind an impossible packet size the next packet is found") {
  for (auto const compression : all_compressions) {
    for (auto const size : {-1, 0, 3, 0x7FFF'FFFF, 1'000'000}) {
      aedat4_file file{compression};
      file.packet(0, test::events_payload(first));
      auto bytes = file.bytes(false);
      test::put(bytes, std::int32_t{0});
      test::put(bytes, std::int32_t{size});
      bytes += "0123456789";
      aedat4_file behind{compression};
      behind.packet(0, test::events_payload(second));
      auto const packet = behind.bytes(false).substr(behind.packets_begin());
      for (auto const chunk : std::vector<std::size_t>{1, 65536}) {
        auto const all = decode(bytes + packet, error_policy::skip, chunk, 2'000'000);
        CHECK(all.said.events == std::vector<event>{first[0], first[1], second[0]});
        CHECK(all.counters == decode_counters{.events = 3, .bad_packets = 1, .skipped_bytes = 18});
      }
    }
  }
}

TEST_CASE("an AEDAT4 size that covers the next packets costs one") {
  for (auto const compression : all_compressions) {
    aedat4_file file{compression};
    for (timestamp_us t = 0; t != 9; ++t) {
      file.packet(t == 4 ? 4 : 0, t == 4 ? test::size_prefixed(test::vector_table("FRME", 0))
                                         : test::events_payload(std::vector<event>{{t, 1, 2, {}}}));
    }
    auto const bytes = file.bytes();
    auto const whole = decode(bytes);
    auto at = file.packets_begin();
    for (timestamp_us t = 0; t != 8; ++t) {
      auto longer = bytes;
      auto const size = static_cast<unsigned char>(bytes[at + 4]);
      longer[at + 4] = static_cast<char>(size + 1);
      longer[at + 5] = 2;
      auto const all = decode(longer);
      CHECK(all.counters.events == (t == 4 ? 8U : 7U));
      CHECK(all.counters.bad_packets == 1);
      at += 8U + size;
    }
  }
}

TEST_CASE("a table of AEDAT4 packets that has moved is no damage") {
  for (auto const compression : all_compressions) {
    auto file = small_file(compression).bytes();
    file.insert(small_file(compression).packets_begin(), "0123");
    auto const all = decode(file);
    CHECK(all.counters ==
          decode_counters{.events = 3, .triggers = 3, .bad_packets = 1, .skipped_bytes = 4});
  }
}

TEST_CASE("what stands behind an AEDAT4 file's table is not passed over unsaid") {
  for (auto const compression : all_compressions) {
    auto const whole = small_file(compression).bytes();
    for (auto const& behind : {whole, std::string(100'000, '?'), std::string{"\0", 1}}) {
      for (auto const chunk : std::vector<std::size_t>{7, 65536}) {
        auto const all = decode(whole + behind, error_policy::skip, chunk);
        CHECK(all.counters ==
              decode_counters{
                  .events = 3, .triggers = 3, .bad_packets = 1, .skipped_bytes = behind.size()});
      }
      auto const strict = decode(whole + behind, error_policy::strict);
      CHECK(strict.said == decode(whole).said);
      CHECK(strict.result.status == status::bad_packet);
    }
    auto const cut = decode(whole.substr(0, whole.size() - 1));
    CHECK(cut.counters.events == 3);
    CHECK(cut.counters.truncated_bytes > 0);

    aedat4_decoder decoder;
    decoder.push(bytes_of(whole + whole), [](event const&) {});
    decoder.finish([](event const&) {});
    CHECK(decoder.first_fault() ==
          "a second file, from byte " + std::to_string(whole.size()) + " on, which is not read");
  }
}

TEST_CASE("an AEDAT4 packet whose times are far from both sides is dropped whole") {
  auto const at = [](timestamp_us t) {
    return test::events_payload(std::vector<event>{{t, 1, 1, {}}, {t + 1, 2, 2, {}}});
  };
  constexpr timestamp_us hour = 3'600'000'000;
  struct example {
    std::vector<timestamp_us> packets;
    std::vector<timestamp_us> kept;
  };
  for (auto const& e : std::vector<example>{
           {{hour, 2 * hour, hour + 10}, {hour, hour + 10}},
           {{hour, 0, hour + 10}, {hour, hour + 10}},
           {{2 * hour, hour, hour + 10}, {hour, hour + 10}},                        // the first one
           {{hour, hour + 10, 0}, {hour, hour + 10}},                               // the last one
           {{0, hour, 9 * hour, 9 * hour + 5}, {0, hour, 9 * hour, 9 * hour + 5}},  // gaps
           {{hour, hour + 10, 0, 10, 20}, {hour, hour + 10, 0, 10, 20}},  // the clock was set
           {{hour, hour - 100, hour + 10}, {hour, hour - 100, hour + 10}}}) {
    for (auto const compression : all_compressions) {
      aedat4_file file{compression};
      std::vector<timestamp_us> expected;
      for (auto const t : e.packets) file.packet(0, at(t));
      for (auto const t : e.kept) expected.insert(expected.end(), {t, t + 1});
      auto const all = decode(file.bytes());
      std::vector<timestamp_us> times;
      for (auto const& each : all.said.events) times.push_back(each.t);
      CHECK(times == expected);
      CHECK(all.counters.bad_packets == e.packets.size() - e.kept.size());
      CHECK(bool{decode(file.bytes(), error_policy::strict).result} ==
            (std::ranges::is_sorted(expected) && all.counters.bad_packets == 0));
    }
  }
}

TEST_CASE("an AEDAT4 packet whose times leap ahead within is dropped whole") {
  aedat4_file file{aedat4_compression::lz4};
  file.packet(0, test::events_payload(std::vector<event>{{5, 1, 1, {}}}));
  file.packet(0, test::events_payload(std::vector<event>{{6, 1, 1, {}}, {1 << 24, 1, 1, {}}}));
  file.packet(0, test::events_payload(std::vector<event>{{9, 1, 1, {}}, {8, 1, 1, {}}}));
  auto const all = decode(file.bytes());
  CHECK(all.said.events == std::vector<event>{{5, 1, 1, {}}, {9, 1, 1, {}}, {8, 1, 1, {}}});
  CHECK(all.counters == decode_counters{.events = 3, .backward_time = 1, .bad_packets = 1});
}

TEST_CASE("an AEDAT4 packet that states fewer events than it has is dropped") {
  auto payload = test::events_payload(std::vector<event>(5));
  payload[payload.size() - 5 * 16 - 4] = 4;
  aedat4_file file{aedat4_compression::none};
  file.packet(0, payload);
  CHECK(decode(file.bytes()).counters == decode_counters{.bad_packets = 1});
}

TEST_CASE("an AEDAT4 packet up to the limit is decoded, one above is dropped") {
  auto const payload = test::events_payload(std::vector<event>(300'000));
  for (auto const compression : all_compressions) {
    aedat4_file file{compression};
    file.packet(0, payload);
    CHECK(decode(file.bytes(), {}, SIZE_MAX, payload.size()).counters.events == 300'000);
    auto const dropped = decode(file.bytes(), {}, SIZE_MAX, payload.size() - 1).counters;
    CHECK(dropped.events == 0);
    CHECK(dropped.bad_packets == 1);
  }
}

TEST_CASE("an AEDAT4 file that is cut anywhere loses no whole packet") {
  auto const file = small_file(aedat4_compression::lz4).bytes(false);
  auto const header = small_file(aedat4_compression::lz4).packets_begin();
  for (std::size_t size = 0; size != file.size(); ++size) {
    auto const all = decode(std::string_view{file}.substr(0, size));
    if (size < header) CHECK(all.result.status == status::bad_packet);
    CHECK(all.counters.bad_packets == 0);
    CHECK(all.counters.events <= 3);
  }
}

TEST_CASE("no damaged byte makes AEDAT4 decoding depend on the chunks") {
  for (auto const compression : {aedat4_compression::none, aedat4_compression::lz4}) {
    auto const file = small_file(compression).bytes();
    for (std::size_t at = 0; at != file.size(); ++at) {
      auto damaged = file;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x81);
      auto const whole = decode(damaged);
      auto const parts = decode(damaged, error_policy::skip, 13);
      CHECK(whole.said == parts.said);
      CHECK(whole.counters == parts.counters);
    }
  }
}

TEST_CASE("headers that are none are refused") {
  for (auto const text : {"#!AER-DAT3.1\r\n____"sv, "#!AER-DAT4.0\r\n\0\0\0\0____"sv,
                          "#!AER-DAT4.0\r\n\x08\0\0\0--------"sv}) {
    auto const all = decode(text);
    CHECK(all.result.status == status::bad_packet);
  }
}

TEST_CASE("real AEDAT4 recordings hold what an independent reader finds in them", "[recordings]") {
  auto const folder = test::recordings();
  if (folder.empty()) return;
  struct expectation {
    char const* file;
    std::uint64_t events;
    std::ptrdiff_t on;
    event first;
    event last;
  };
  constexpr auto on = polarity::on;
  constexpr auto off = polarity::off;
  // Counted by lz4's command line and a few lines of Python.
  for (auto const& e : {expectation{"davis346_a.aedat4",
                                    111954,
                                    55023,
                                    {1605537493718345, 154, 204, off},
                                    {1605537494308262, 88, 237, on}},
                        expectation{"davis346_b.aedat4",
                                    269855,
                                    166279,
                                    {1609994792216673, 20, 217, off},
                                    {1609994793356624, 226, 127, off}}}) {
    auto const all = decode(test::read_file(folder / "aedat4" / e.file), error_policy::strict, 4096,
                            std::size_t{1} << 30);
    CHECK(all.counters == decode_counters{.events = e.events});
    CHECK(std::count_if(all.said.events.begin(), all.said.events.end(),
                        [](event const& each) { return each.p == polarity::on; }) == e.on);
    CHECK(all.said.events.front() == e.first);
    CHECK(all.said.events.back() == e.last);
  }
}
