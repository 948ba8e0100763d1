// SPDX-License-Identifier: Apache-2.0
#include "fuzz/differential.hpp"

#include <saccade/io/plausible_words.hpp>
#include <saccade/io/unknown_file.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace saccade;

namespace {

void require_line(std::string_view text) {
  fuzz::require(std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; }),
                "a message is one line of plain characters");
}

void require_possible(host::word_plausibility const& found, std::size_t words) {
  fuzz::require(found.words <= words, "no word is counted twice");
  fuzz::require(found.unknown + found.time_words <= found.words, "a time word is a known one");
  fuzz::require(found.wild_steps <= found.time_words && found.paired <= found.time_words,
                "there are no more steps than times");
  fuzz::require(!found.holds() || !found.is_evt21(), "words are of one format");
  require_line(found.text());
}

}  // namespace

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  std::string_view const file{reinterpret_cast<char const*>(data), size};
  auto const name = host::name_foreign_file(file);
  auto const described = host::describe_unknown_file(file);
  require_line(described);
  fuzz::require(!described.empty(), "every file is described");
  fuzz::require(name.empty() || name == described, "what is certain is said");
  require_possible(host::as_evt2_words(file), size / 4);
  require_possible(host::as_evt3_words(file), size / 2);
  return 0;
}
