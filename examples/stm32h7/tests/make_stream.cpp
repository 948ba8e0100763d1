// SPDX-License-Identifier: Apache-2.0
/// @file
/// Writes a stream file (stream.hpp): the first bytes of a recording, in blocks, for an application
/// that pushes so many at a time.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace {

static_assert(std::endian::native == std::endian::little);

void put(std::ofstream& out, std::uint32_t number) {
  std::array<char, 4> bytes{};
  for (int i = 0; i < 4; ++i)
    bytes[static_cast<std::size_t>(i)] = static_cast<char>(number >> 8 * i);
  out.write(bytes.data(), bytes.size());
}

}  // namespace

auto main(int count, char** words) -> int {
  if (count != 4 && count != 5) {
    std::fprintf(stderr, "usage: %s RECORDING.raw FILE BYTES_PER_PUSH [FIRST_BYTES]\n", words[0]);
    return 2;
  }
  std::ifstream in{words[1], std::ios::binary};
  std::string recording{std::istreambuf_iterator<char>{in}, {}};
  if (!in || recording.empty()) {
    std::fprintf(stderr, "%s: cannot be read\n", words[1]);
    return 1;
  }
  if (count == 5) {
    recording.resize(std::min<std::size_t>(recording.size(), std::strtoul(words[4], nullptr, 10)));
  }
  std::ofstream out{words[2], std::ios::binary};
  out << "SCS1";
  put(out, static_cast<std::uint32_t>(std::strtoul(words[3], nullptr, 10)));
  constexpr std::size_t most = 1024;
  for (std::size_t at = 0; at < recording.size(); at += most) {
    auto const size = std::min(most, recording.size() - at);
    put(out, static_cast<std::uint32_t>(size));
    out.write(recording.data() + at, static_cast<std::streamsize>(size));
  }
  put(out, 0);
  out.close();
  if (!out) {
    std::fprintf(stderr, "%s: cannot be written\n", words[2]);
    return 1;
  }
}
