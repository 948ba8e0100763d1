// SPDX-License-Identifier: Apache-2.0
/// @file
/// The machine that built this: the same application with ordinary files.
/// Command line: the input file, the output file.

#include "../board.hpp"

#include <cstdio>

namespace board {
namespace {

std::FILE* input = nullptr;
std::FILE* output = nullptr;

}  // namespace

auto read(std::span<std::byte> bytes) noexcept -> bool {
  return std::fread(bytes.data(), 1, bytes.size(), input) == bytes.size();
}

auto write(std::span<std::byte const> bytes) noexcept -> bool {
  return std::fwrite(bytes.data(), 1, bytes.size(), output) == bytes.size();
}

auto ticks() noexcept -> std::uint32_t {
  return 0;
}

void report(char const* text) noexcept {
  std::fputs(text, stderr);
}

}  // namespace board

auto main(int count, char** words) -> int {
  if (count != 3) {
    std::fprintf(stderr, "usage: %s INPUT OUTPUT\n", words[0]);
    return 2;
  }
  board::input = std::fopen(words[1], "rb");
  if (board::input == nullptr) {
    std::fprintf(stderr, "saccade: %s: cannot be opened\n", words[1]);
    return 1;
  }
  board::output = std::fopen(words[2], "wb");
  if (board::output == nullptr) {
    std::fprintf(stderr, "saccade: %s: cannot be written\n", words[2]);
    return 1;
  }
  // Unbuffered: whoever reads may wait for a window's result before sending the next window.
  std::setvbuf(board::output, nullptr, _IONBF, 0);
  auto const result = application();
  if (std::fclose(board::output) != 0) {
    std::fprintf(stderr, "saccade: %s: cannot be written\n", words[2]);
    return 1;
  }
  return result;
}
