// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/plausible_words.hpp>

#include "support/catch.hpp"
#include "support/file.hpp"
#include "support/recordings.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>

using saccade::host::as_evt2_words;
using saccade::host::as_evt3_words;
using namespace std::string_view_literals;

namespace {

auto words_of(std::initializer_list<std::uint32_t> words) -> std::string {
  std::string bytes;
  for (auto const word : words) {
    for (unsigned i = 0; i != 4; ++i) bytes += static_cast<char>(word >> (8 * i) & 0xFFU);
  }
  return bytes;
}

/// ON events, each behind a time of its own.
auto evt2_in_steps_of(std::uint32_t step) -> std::string {
  std::string bytes;
  for (std::uint32_t i = 0; i != 100; ++i) {
    bytes += words_of({0x8000'0000U | ((i * step) & 0x0FFF'FFFFU), 0x1000'0000U | i << 11U});
  }
  return bytes;
}

/// Behind its header.
auto body(std::filesystem::path const& path) -> std::string {
  auto const file = saccade::test::read_file(path);
  auto const end = file.find("% end\n");
  return (end == std::string::npos ? file : file.substr(end + 6)).substr(0, 65536);
}

}  // namespace

TEST_CASE("words are told from those of the other format") {
  auto const folder = std::filesystem::path{SACCADE_TEST_DATA};
  auto const evt2 = body(folder / "moving_bar_evt2.raw");
  auto const evt3 = body(folder / "moving_bar_evt3.raw");
  CHECK(as_evt2_words(evt2).holds());
  CHECK(as_evt3_words(evt3).holds());
  CHECK_FALSE(as_evt2_words(evt3).holds());
  CHECK_FALSE(as_evt3_words(evt2).holds());
}

TEST_CASE("noise, text and nothing are no words") {
  std::mt19937 bits{3};
  std::string noise;
  for (int i = 0; i != 4096; ++i) noise += static_cast<char>(bits() & 0xFFU);
  std::string const zeros(4096, '\0');
  std::string text;
  while (text.size() < 4096) text += "a line of text\n";
  for (auto const& bytes : {noise, zeros, text}) {
    CHECK_FALSE(as_evt2_words(bytes).holds());
    CHECK_FALSE(as_evt3_words(bytes).holds());
  }
  CHECK(as_evt2_words(zeros).text() == "no word tells a time");
  CHECK(as_evt2_words(text).text().find("words are of no known type") != std::string::npos);
}

TEST_CASE("a few words will do, and padding does not matter") {
  CHECK(as_evt3_words("\x01\x80\x02\x60\x03\x00\x04\x28"sv).holds());
  std::string padded{"\x01\x80\x02\x60"};
  padded += std::string(400, '\x99');
  CHECK(as_evt3_words(padded).holds());
}

TEST_CASE("a few words begin with a time and are all known") {
  CHECK(as_evt2_words(words_of({0x8000'0001, 0x1000'2003})).holds());
  CHECK(as_evt2_words(words_of({0x8000'0001, 0})).holds());
  CHECK(as_evt2_words(words_of({0x1000'2003, 0x8000'0001})).text() ==
        "its first word tells no time");
  CHECK_FALSE(as_evt2_words(words_of({0x1000'2003, 0x8000'0001})).holds());
  CHECK(as_evt2_words(words_of({0x8000'0001, 0x5000'2003})).text() ==
        "1 of 2 words are of no known type");
  CHECK_FALSE(as_evt2_words(words_of({0x8000'0001, 0x5000'2003})).holds());
  CHECK(as_evt2_words("abc").text() == "it is shorter than a word");
  CHECK_FALSE(as_evt2_words("abc").holds());
}

TEST_CASE("one word in ten may be unknown") {
  auto words = evt2_in_steps_of(1);  // 200
  for (int i = 0; i != 22; ++i) words += words_of({0x5000'0000});
  CHECK(as_evt2_words(words).holds());
  words += words_of({0x5000'0000});
  CHECK(as_evt2_words(words).text() == "23 of 223 words are of no known type");
  CHECK_FALSE(as_evt2_words(words).holds());
}

TEST_CASE("a writer's pauses are no jumps, and times at random are") {
  constexpr std::uint32_t ten_seconds = 156'250;
  CHECK(as_evt2_words(evt2_in_steps_of(ten_seconds)).holds());
  auto const wild = as_evt2_words(evt2_in_steps_of(0x0555'5555));
  CHECK_FALSE(wild.holds());
  CHECK(wild.text() == "99 of 100 time words jump");
}

TEST_CASE("EVT 2.1 is not taken for EVT 2.0, whichever half comes first") {
  std::string little;
  std::string legacy;
  for (std::uint32_t i = 0; i != 100; ++i) {
    auto const time = 0x8000'0000U | i;
    auto const on = 0x1000'0000U | i << 11U;
    auto const mask = 1U << (i % 29);
    little += words_of({0, time, mask, on});
    legacy += words_of({time, 0, on, mask});
  }
  for (auto const& words : {little, legacy}) {
    CHECK(as_evt2_words(words).is_evt21());
    CHECK_FALSE(as_evt2_words(words).holds());
    CHECK(as_evt2_words(words).text() == "its words come in pairs, as those of EVT 2.1 do");
  }
  CHECK_FALSE(as_evt2_words(evt2_in_steps_of(1)).is_evt21());
}

TEST_CASE("a recording that has lost words is plausible", "[recordings]") {
  auto const folder = saccade::test::recordings();
  if (folder.empty()) return;
  auto const lossy = body(folder / "prophesee/genx320_evt2_headerless_lossy.bin");
  CHECK(as_evt2_words(lossy).holds());
  CHECK_FALSE(as_evt3_words(lossy).holds());
}
