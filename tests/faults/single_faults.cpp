// SPDX-License-Identifier: Apache-2.0
// What one fault in a recording does to the events and the windows that are read from it.

#include "faults/fault.hpp"
#include "support/file.hpp"
#include "support/recordings.hpp"
#include "support/temporary_file.hpp"

#include <saccade/io/recording.hpp>
#include <saccade/io/recording_windows.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace saccade;

namespace {

constexpr std::int64_t window_us = 50'000;
constexpr timestamp_us long_enough = 2'000'000;

/// A recording's events, and its windows on a fixed origin, each as a number.
struct contents {
  decode_counters counters{};
  std::vector<event> events{};
  std::map<std::uint64_t, std::uint64_t> windows{};
  std::uint64_t dropped{};  ///< by the window stage

  [[nodiscard]] auto faults() const -> std::uint64_t {
    auto const& c = counters;
    return c.unknown_words + c.out_of_range + c.backward_time + c.partial_vectors +
           c.words_before_sync + c.truncated_bytes + c.bad_packets + dropped;
  }
};

auto number_of(event const& e) -> std::uint64_t {
  auto x = static_cast<std::uint64_t>(e.t) * 0x9E3779B97F4A7C15U + e.x * 0x10001U + e.y * 2U +
           (e.p == polarity::on ? 1U : 0U);
  x ^= x >> 29U;
  return x * 0xBF58476D1CE4E5B9U;
}

/// The order of events does not matter to a window.
struct window_numbers {
  std::map<std::uint64_t, std::uint64_t>& all;
  std::uint64_t sum{};

  void operator()(event const& e) { sum += number_of(e); }
  void operator()(window_closed const& w) {
    all[w.index] += sum;
    sum = 0;
  }
  void operator()(empty_windows const&) {}
};

auto read(std::filesystem::path const& path, host::recording_options const& options,
          std::optional<timestamp_us> origin) -> contents {
  contents all;
  host::recording const recording{path, options};
  all.counters = recording.read([&](event const& e) { all.events.push_back(e); });
  if (all.events.empty()) return all;
  basic_window_by_time<host::held_events> windows{window_us,
                                                  origin ? *origin : all.events.front().t};
  window_numbers numbers{all.windows};
  for (auto const& e : all.events) windows.push(e, numbers);
  windows.finish(numbers);
  all.dropped = windows.late() + windows.outliers() + windows.returns();
  return all;
}

struct tally {
  int tried{};
  int refused{};
  int harmless{};
  int silent{};
  std::size_t farthest{};  ///< events from the first that differs to the last
  std::size_t sum{};       ///< of those
  std::size_t farthest_silent{};
  double worst_windows{};  ///< share that differs
};

/// Events from the first to the last that differ.
auto reach(std::vector<event> const& a, std::vector<event> const& b) -> std::size_t {
  std::size_t front = 0;
  auto const shorter = std::min(a.size(), b.size());
  while (front != shorter && a[front] == b[front]) ++front;
  std::size_t back = 0;
  while (back != shorter - front && a[a.size() - 1 - back] == b[b.size() - 1 - back]) ++back;
  return std::max(a.size(), b.size()) - front - back;
}

/// Of the windows up to `end`, which a cut leaves.
auto windows_changed(contents const& whole, contents const& damaged, std::uint64_t end) -> double {
  std::size_t changed = 0;
  std::size_t of = 0;
  for (auto const& [index, number] : whole.windows) {
    if (index >= end) break;
    ++of;
    auto const found = damaged.windows.find(index);
    changed += found == damaged.windows.end() || found->second != number ? 1U : 0U;
  }
  return of == 0 ? 0.0 : static_cast<double>(changed) / static_cast<double>(of);
}

class study {
 public:
  study(std::filesystem::path const& path, host::recording_options options)
      : path_{path},
        options_{std::move(options)},
        file_{test::read_file(path)},
        whole_{read(path, options_, {})},
        body_{file_.find("% end\n") == std::string::npos ? 0 : file_.find("% end\n") + 6} {
    std::printf("%s: %zu events\n", path.filename().c_str(), whole_.events.size());
  }

  /// Whether all bounds held.
  auto run(int faults, std::uint64_t seed, double most_windows) -> bool {
    std::mt19937_64 bits{seed};
    std::array<tally, test::fault_names.size()> tallies{};
    bool good = true;
    auto const length =
        whole_.events.empty() ? 0 : whole_.events.back().t - whole_.events.front().t;
    for (int i = 0; i != faults; ++i) {
      auto const f = test::random_fault(bits, file_.size());
      auto& t = tallies[static_cast<std::size_t>(f.kind)];
      ++t.tried;
      {
        std::ofstream{damaged_.path, std::ios::binary} << test::with_fault(file_, f);
      }
      try {
        auto const damaged = read(damaged_.path, options_, whole_.events.front().t);
        auto const events = reach(whole_.events, damaged.events);
        if (events == 0) ++t.harmless;
        t.farthest = std::max(t.farthest, events);
        t.sum += events;
        if (events != 0 && damaged.faults() == whole_.faults()) {
          ++t.silent;
          t.farthest_silent = std::max(t.farthest_silent, events);
        }
        if (length < long_enough || f.at < body_) continue;
        auto const end = f.kind == test::fault_kind::cut && !damaged.windows.empty()
                             ? damaged.windows.rbegin()->first
                             : UINT64_MAX;
        auto const share = f.kind == test::fault_kind::cut && damaged.windows.empty()
                               ? 0.0
                               : windows_changed(whole_, damaged, end);
        t.worst_windows = std::max(t.worst_windows, share);
        if (share > most_windows) {
          good = false;
          std::printf("  %s, byte %zu, bit %u: %.1f %% of the windows changed\n",
                      test::fault_names[static_cast<std::size_t>(f.kind)], f.at, f.bit,
                      100 * share);
        }
      } catch (host::error const&) {
        ++t.refused;
      }
    }
    for (std::size_t k = 0; k != tallies.size(); ++k) {
      auto const& t = tallies[k];
      auto const read_ones = t.tried - t.refused;
      std::printf("  %-15s %5d %8d %9d %7d %9.1f %9zu %14zu %8.1f %%\n", test::fault_names[k],
                  t.tried, t.refused, t.harmless, t.silent,
                  read_ones == 0 ? 0.0 : static_cast<double>(t.sum) / read_ones, t.farthest,
                  t.farthest_silent, 100 * t.worst_windows);
    }
    std::fflush(stdout);
    return good;
  }

 private:
  std::filesystem::path path_;
  host::recording_options options_;
  std::string file_;
  contents whole_;
  std::size_t body_;
  test::temporary_file damaged_{"single_fault"};
};

struct study_input {
  std::filesystem::path file;
  host::recording_options options;
};

/// Those under SACCADE_DATA that this program can read, as they must be read.
auto real_recordings(std::filesystem::path const& folder) -> std::vector<study_input> {
  std::vector<study_input> all;
  auto const add_all = [&](std::filesystem::path const& where, std::string_view extension,
                           host::recording_options const& options) {
    std::vector<std::filesystem::path> found;
    for (auto const& entry : std::filesystem::directory_iterator{folder / where}) {
      if (entry.path().extension() == extension) found.push_back(entry.path());
    }
    std::ranges::sort(found);
    for (auto& path : found) all.push_back({std::move(path), options});
  };
  add_all("prophesee", ".raw", {});
  add_all("prophesee", ".bin", {.expected = host::recording_format::evt2});
  add_all("dvs128_noise", ".csv", {});
  all.push_back({folder / "mnist_dvs/m00.txt", {.columns = "x,y,t,p"}});
  if (host::format_named("aedat4")) {
    add_all("aedat4", ".aedat4", {});
    add_all("dvs128_hand_wave/strong", ".aedat4", {});
    add_all("dvs128_hand_wave/weak", ".aedat4", {});
  }
  return all;
}

}  // namespace

auto main(int argc, char** argv) -> int {
  CLI::App app{"Damages recordings in one place at random, and says how far the damage reaches"};
  std::vector<std::filesystem::path> files;
  int faults = 300;
  std::uint64_t seed = 1;
  double most_windows = 0.05;
  std::string format;
  std::string columns;
  app.add_option("FILE", files, "Recordings (default: those in the folder SACCADE_DATA)");
  app.add_option("--faults", faults, "For each recording")->capture_default_str();
  app.add_option("--seed", seed, "Of the faults")->capture_default_str();
  app.add_option("--windows", most_windows,
                 "Share of a recording's windows of 50 ms that may change, if it has 2 s")
      ->capture_default_str();
  app.add_option("--input-format", format, "Of files without a header");
  app.add_option("--columns", columns, "Of text");
  app.footer("example: single_faults recording.raw --faults 1000");
  CLI11_PARSE(app, argc, argv);

  std::vector<study_input> inputs;
  for (auto const& file : files) {
    inputs.push_back({file, {.expected = host::format_named(format), .columns = columns}});
  }
  if (files.empty()) {
    auto const folder = test::recordings();
    if (folder.empty()) return 77;
    inputs = real_recordings(folder);
  }
  std::printf("  %-15s %5s %8s %9s %7s %9s %9s %14s %10s\n", "fault", "tried", "refused",
              "harmless", "silent", "events", "most", "most, silent", "windows");
  bool good = true;
  try {
    for (auto const& [file, options] : inputs) {
      good = study{file, options}.run(faults, seed++, most_windows) && good;
    }
  } catch (host::error const& e) {
    std::fprintf(stderr, "single_faults: %s\n", e.what());
    return 1;
  }
  return good ? 0 : 1;
}
