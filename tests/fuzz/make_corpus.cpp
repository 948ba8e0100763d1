// SPDX-License-Identifier: Apache-2.0
// Writes the seeds that are committed in tests/fuzz/corpus/: make_fuzz_corpus tests/fuzz/corpus
#include "support/aedat4_file.hpp"
#include "support/random_events.hpp"

#include <saccade/encode/evt2.hpp>
#include <saccade/encode/evt3.hpp>
#include <saccade/io/csv.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

using namespace saccade;

namespace {
void write(std::filesystem::path const& file, std::string const& content) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << content;
}

template <typename Encoder>
auto encoded(std::vector<test::item> const& items) -> std::string {
  test::byte_list out;
  Encoder encoder;
  for (auto const& item : items) {
    std::visit([&](auto const& e) { encoder.push(e, out); }, item);
  }
  encoder.finish(out);
  return {reinterpret_cast<char const*>(out.bytes.data()), out.bytes.size()};
}
}  // namespace

auto main(int, char** argv) -> int {
  std::filesystem::path const folder{argv[1]};
  // The first byte chooses policy, sensor and chunk size; see differential.hpp.
  for (unsigned seed = 0; seed != 3; ++seed) {
    auto const items = test::random_items(seed, 40, evt_last_time, 16);
    auto const choice = static_cast<char>(seed + 8 * seed);
    auto const name = std::to_string(seed);
    write(folder / "evt2" / name, choice + encoded<evt2_encoder>(items));
    write(folder / "evt3" / name, choice + encoded<evt3_encoder>(items));
    std::ostringstream text;
    host::csv_writer csv{text};
    std::vector<event> events;
    for (auto const& item : items) {
      if (auto const* const e = std::get_if<event>(&item)) events.push_back(*e);
    }
    for (auto const& e : std::span{events}.first(8)) csv(e);
    write(folder / "csv" / name, choice + text.str());
    auto const compression = static_cast<host::aedat4_compression>(seed == 2 ? 3 : seed);
    test::aedat4_file file{compression};
    file.packet(0, test::events_payload(std::span{events}.first(8)));
    file.packet(4, "frame");
    file.packet(1, test::triggers_payload(std::vector<test::aedat4_edge>{{5, 1}, {6, 2}}));
    file.packet(2, test::events_payload(std::span{events}.subspan(8, 4)));
    file.packet(0, test::events_payload(std::span{events}.subspan(8, 4)));
    auto const whole = file.bytes(seed != 1);
    write(folder / "aedat4" / name, choice + whole);
    // A byte more before the packets, one fewer and a wrong size within them.
    auto damaged = whole;
    auto const packets = file.packets_begin();
    damaged.insert(packets, 1, '\0');
    damaged.erase(packets + (damaged.size() - packets) / 2, 1);
    damaged[packets + 6] = '\x7F';
    write(folder / "aedat4" / (name + "_damaged"), choice + damaged);
  }
  write(folder / "csv/seconds", "0t [s];x;y;p;q\r\n-0.5e1;1;2;ON;\"a;b\"\r\n1.2345675;3;4;-1;\r\n");
  write(folder / "csv/vendor", "1%geometry:640,480\n1,2,0,10\n3,4,1,20\n3,4,7,20\n");
  write(folder / "csv/numpy", "4# t x y p\n1.0e+01 1.0e+00 2.0e+00 0.0e+00\n");
  write(folder / "csv/nameless", "70.000010 1 2 0\n0.000020 3 4 1\n");
  write(folder / "label_file/spans", "class,startTime_usec,endTime_usec\n2,100,200\r\n11,150,300");
  write(folder / "label_file/table",
        "file,class,label,subject,trial,start_us,end_us\na.raw,wave,1,0,0,0,2100000\n"
        "b.raw,clap,0,0,1,5,9\n");
  write(folder / "label_file/whole",
        "class,file\r\nwave,\"a,\"\"b\"\"\r\n.raw\"\r\n\r\nclap,a.raw");
  write(folder / "raw_header/old", "% Date 2020-09-14 09:03:25\n% system_ID 21\n% evt 2.0\nbody");
  write(folder / "raw_header/new",
        "% evt 3.0\n% format EVT3;height=720;width=1280\n% geometry 1280x720\n% end\nbody");
}
