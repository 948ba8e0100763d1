// SPDX-License-Identifier: Apache-2.0
// A stranger's program: writes and reads a recording, and asks for an AEDAT 4.0 file.
#include <saccade/io/recording.hpp>
#include <saccade/io/recording_writer.hpp>

#include <fstream>
#include <iostream>
#include <string>

auto main() -> int {
  namespace host = saccade::host;
  host::recording_writer out{"written.raw", host::recording_format::evt2, {64, 48}};
  out(saccade::event{5, 1, 2, saccade::polarity::on});
  out.close();
  auto events = 0;
  host::recording{"written.raw"}.read([&](saccade::event const&) { ++events; });

  std::ofstream{"written.aedat4"} << "#!AER-DAT4.0\r\n";
  std::string said;
  try {
    host::recording const recording{"written.aedat4"};
  } catch (host::error const& error) {
    said = error.what();
  }
  std::cout << events << " event, " << said << '\n';
  return events == 1 && said.find("needs LZ4 and zstd") != std::string::npos ? 0 : 1;
}
