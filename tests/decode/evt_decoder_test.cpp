// SPDX-License-Identifier: Apache-2.0
#include <saccade/decode/evt_decoder.hpp>

#include "support/catch.hpp"
#include "support/file.hpp"
#include "support/recordings.hpp"
#include "support/words.hpp"

#include <saccade/decode/evt2.hpp>
#include <saccade/decode/evt3.hpp>
#include <saccade/decode/raw_header.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <random>
#include <span>
#include <string>
#include <vector>

using namespace saccade;

namespace {

/// A recording's words, what they say, and which word said it.
template <typename Decoder>
struct undamaged {
  std::vector<std::byte> bytes{};
  geometry sensor{};
  std::vector<event> events{};
  std::vector<std::size_t> word_of{};

  explicit undamaged(std::filesystem::path const& path) {
    auto const file = test::read_file(path);
    auto const header = parse_raw_header(file);
    sensor = header.sensor;
    auto const body = std::as_bytes(std::span{file}.subspan(header.text.size()));
    bytes.assign(body.begin(), body.end());
    test::heard said;
    Decoder decoder{{.sensor = sensor}};
    for (std::size_t word = 0; word != bytes.size() / word_bytes; ++word) {
      decoder.push(std::span{bytes}.subspan(word * word_bytes, word_bytes), said);
      word_of.resize(said.events.size(), word);
    }
    events = said.events;
  }

  static constexpr std::size_t word_bytes = sizeof(evt2_decoder) == sizeof(Decoder) ? 4 : 2;
};

/// The last word whose event is not the recording's, counted from the one that `at` is in; 0 if
/// there is none.
template <typename Decoder>
auto words_lost(undamaged<Decoder> const& whole, std::span<std::byte const> damaged, std::size_t at,
                decode_counters& counters) -> std::size_t {
  auto const all = test::decode<Decoder>(damaged, {.sensor = whole.sensor}, 65536);
  counters = all.counters;
  auto const& a = whole.events;
  auto const& b = all.said.events;
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[a.size() - 1 - same] == b[b.size() - 1 - same]) {
    ++same;
  }
  if (same == a.size()) return 0;
  auto const last = whole.word_of[a.size() - 1 - same];
  auto const first = at / whole.word_bytes;
  return last < first ? 0 : last - first + 1;
}

/// `bound` holds where the lost byte was no time or row that is not said again for longer.
template <typename Decoder>
void finds_its_words_again(undamaged<Decoder> const& whole, std::size_t bound) {
  REQUIRE(whole.events.size() > 300);
  std::mt19937 bits{11};
  auto const below = [&](std::size_t n) { return static_cast<std::size_t>(bits() % n); };
  std::size_t most = 0;
  for (int round = 0; round != 200; ++round) {
    auto const at = below(whole.bytes.size() - 200 * whole.word_bytes);
    auto damaged = whole.bytes;
    auto const where = damaged.begin() + static_cast<std::ptrdiff_t>(at);
    bool const added = round % 2 != 0;
    if (added) {
      damaged.insert(where, *where);
    } else {
      damaged.erase(where);
    }
    decode_counters counters;
    auto const lost = words_lost(whole, damaged, at, counters);
    INFO("byte " << at << (added ? " twice" : " lost"));
    CHECK(lost <= bound);
    CHECK(counters.truncated_bytes > 0);
    most = std::max(most, lost);
  }
  CHECK(most > 1);
}

auto own(char const* name) -> std::filesystem::path {
  return std::filesystem::path{SACCADE_TEST_DATA} / name;
}

}  // namespace

TEST_CASE("a lost or an added byte costs at most 64 words of EVT2") {
  finds_its_words_again(undamaged<evt2_decoder>{own("moving_bar_evt2.raw")}, 64);
}

TEST_CASE("a lost or an added byte of EVT3 costs a few words") {
  finds_its_words_again(undamaged<evt3_decoder>{own("moving_bar_evt3.raw")}, 128);
}

TEST_CASE("a lost byte costs at most 64 words of a real recording", "[recordings]") {
  auto const folder = test::recordings();
  if (folder.empty()) return;
  auto const prophesee = folder / "prophesee";
  finds_its_words_again(undamaged<evt2_decoder>{prophesee / "gen3_evt2.raw"}, 64);
  finds_its_words_again(undamaged<evt2_decoder>{prophesee / "genx320_evt2_headerless_lossy.bin"},
                        64);
  finds_its_words_again(undamaged<evt3_decoder>{prophesee / "gen3_evt3_triggers.raw"}, 64);
}

TEST_CASE("a strict decoder stops where it would leave bytes out") {
  // Messages alone, which are no fault, and a byte too many.
  std::vector<std::byte> bytes{std::byte{0x00}, std::byte{0x80}};
  bytes.insert(bytes.end(), 19, std::byte{0xE5});
  auto const words = undamaged<evt3_decoder>{own("moving_bar_evt3.raw")}.bytes;
  bytes.insert(bytes.end(), words.begin(), words.end());

  auto const skipping = test::decode<evt3_decoder>(bytes);
  CHECK(skipping.counters.truncated_bytes == 1);
  CHECK(skipping.said.events.size() > 300);
  auto const strict = test::decode<evt3_decoder>(bytes, {.policy = error_policy::strict});
  CHECK(strict.result.status == status::truncated);
  CHECK(strict.said.events.empty());
}

TEST_CASE("a sound stream that leaps again and again keeps its words") {
  // Six leaps of up to ten seconds in 44 words, which look sound between their bytes too.
  std::array<std::uint16_t, 44> const words{
      0x8060, 0x698C, 0x0001, 0x2003, 0x885F, 0x8FFF, 0x8000, 0x867C, 0x6000, 0x0000, 0x2002,
      0x2002, 0x6032, 0x2003, 0x2003, 0x2004, 0x07FF, 0x27FF, 0x2000, 0x8E7B, 0x8FFF, 0x8000,
      0x8020, 0x6002, 0x004C, 0x2002, 0x8660, 0x6000, 0x0008, 0x2000, 0x2000, 0x8E5F, 0x8FFF,
      0x8000, 0x8020, 0x6002, 0x004C, 0x2080, 0x8660, 0x6000, 0x0008, 0x2000, 0x2000, 0x2001};
  auto const all =
      test::decode<evt3_decoder>(test::bytes_of(words), {.policy = error_policy::strict});
  CHECK(all.result);
  CHECK(all.said.events.size() == 15);
}
