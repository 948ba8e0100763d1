// SPDX-License-Identifier: Apache-2.0
// write_aedat4 FILE: a small AEDAT 4.0 file with two streams of events, as a stereo pair has them.

#include "support/aedat4_file.hpp"

#include <saccade/event.hpp>

#include <array>
#include <fstream>

using namespace saccade;

auto main(int argc, char** argv) -> int {
  if (argc != 2) return 2;
  test::aedat4_file file{host::aedat4_compression::lz4};
  constexpr auto on = polarity::on;
  file.packet(0, test::events_payload(std::array{event{100, 1, 2, on}, event{200, 3, 4, on}}));
  file.packet(2, test::events_payload(std::array{event{150, 5, 6, on}}));
  std::ofstream out{argv[1], std::ios::binary};
  out << file.bytes();
  return out.flush() ? 0 : 1;
}
