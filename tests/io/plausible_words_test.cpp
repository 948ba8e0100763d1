// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/plausible_words.hpp>

#include "support/catch.hpp"
#include "support/file.hpp"
#include "support/recordings.hpp"

#include <cstddef>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>

using saccade::host::as_evt2_words;
using saccade::host::as_evt3_words;
using namespace std::string_view_literals;

namespace {

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
  CHECK(as_evt2_words(text).text().find("% of the words are of no known type") !=
        std::string::npos);
}

TEST_CASE("a few words will do, and padding does not matter") {
  CHECK(as_evt3_words("\x01\x80\x02\x60\x03\x00\x04\x28"sv).holds());
  std::string padded{"\x01\x80\x02\x60"};
  padded += std::string(400, '\x99');
  CHECK(as_evt3_words(padded).holds());
}

TEST_CASE("a recording that has lost words is plausible", "[recordings]") {
  auto const folder = saccade::test::recordings();
  if (folder.empty()) return;
  auto const lossy = body(folder / "prophesee/genx320_evt2_headerless_lossy.bin");
  CHECK(as_evt2_words(lossy).holds());
  CHECK_FALSE(as_evt3_words(lossy).holds());
}
