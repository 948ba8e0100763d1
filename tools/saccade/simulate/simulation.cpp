// SPDX-License-Identifier: Apache-2.0
#include "simulate/simulation.hpp"

#include "simulate/activity.hpp"
#include "simulate/parallel.hpp"

#include <saccade/io/error.hpp>
#include <saccade/io/output_file.hpp>
#include <saccade/io/recording_writer.hpp>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <iomanip>
#include <iostream>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saccade::tool {
namespace {

namespace sim = host::simulate;

auto subject_number(std::string const& text) -> std::uint32_t {
  bool const digits = text.find_first_not_of("0123456789") == std::string::npos;
  if (text.empty() || text.size() > 6 || !digits) {
    throw host::error{"--subjects", "'" + text + "' is no number from 0 to 999999"};
  }
  return static_cast<std::uint32_t>(std::stoul(text));
}

template <typename T>
auto without_repeats(std::vector<T> values) -> std::vector<T> {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// "3", or "0:32" with its end exclusive.
auto parse_subjects(std::vector<std::string> const& words) -> std::vector<std::uint32_t> {
  std::vector<std::uint32_t> subjects;
  for (std::string const& word : words) {
    auto const colon = word.find(':');
    std::uint32_t const first = subject_number(word.substr(0, colon));
    std::uint32_t const end =
        colon == std::string::npos ? first + 1 : subject_number(word.substr(colon + 1));
    if (end <= first) throw host::error{"--subjects", "'" + word + "' names nobody"};
    for (std::uint32_t s = first; s < end; ++s) subjects.push_back(s);
  }
  return without_repeats(std::move(subjects));
}

auto parse_classes(std::vector<std::string> const& words) -> std::vector<sim::gesture> {
  std::vector<sim::gesture> classes;
  for (std::string const& word : words) {
    auto const known = std::find(sim::gesture_names.begin(), sim::gesture_names.end(), word);
    if (known == sim::gesture_names.end()) {
      throw host::error{"--classes", "'" + word + "' is no class"};
    }
    classes.push_back(static_cast<sim::gesture>(known - sim::gesture_names.begin()));
  }
  for (std::size_t g = 0; words.empty() && g < sim::gesture_count; ++g) {
    classes.push_back(static_cast<sim::gesture>(g));
  }
  return without_repeats(std::move(classes));
}

class progress {
 public:
  explicit progress(std::size_t all) : all_{all}, visible_{::isatty(STDERR_FILENO) != 0} {}

  progress(progress const&) = delete;
  auto operator=(progress const&) -> progress& = delete;

  ~progress() {
    if (visible_ && shown_ != 0) std::cerr << '\n';
  }

  void step() {
    std::size_t const percent = 100 * ++done_ / all_;
    if (!visible_ || percent == shown_) return;
    shown_ = percent;
    std::string bar(50, ' ');
    std::fill_n(bar.begin(), percent / 2, '#');
    std::cerr << "\rsimulate [" << bar << "] " << done_ << '/' << all_ << std::flush;
  }

 private:
  std::size_t all_;
  bool visible_;
  std::size_t done_{};
  std::size_t shown_{};
};

void write_recording(simulate_options const& o, sim::simulated_recording const& recording) {
  host::recording_writer file{o.out / recording.parts.front().file, host::recording_format::evt3,
                              o.set.size};
  for (event const& e : recording.events) file(e);
  file.close();
}

void write_label_files(simulate_options const& o, std::vector<std::vector<sim::label>> const& all) {
  std::vector<sim::label> labels;
  for (auto const& parts : all) {
    labels.insert(labels.end(), parts.begin(), parts.end());
    if (!o.set.sequence) continue;
    auto const stem = std::filesystem::path{parts.front().file}.stem().string();
    host::output_file file{o.out / (stem + "_labels.csv")};
    sim::write_sequence_labels(file.stream(), parts);
    file.commit();
  }
  host::output_file file{o.out / "labels.csv"};
  sim::write_labels(file.stream(), labels);
  file.commit();
}

void print_row(std::string_view name, std::string_view what, std::vector<double> const& values) {
  std::cout << std::left << std::setw(28) << name << std::setw(18) << what << std::right
            << std::fixed << std::setprecision(2);
  for (double const v : sim::percentiles(values)) std::cout << std::setw(11) << v;
  std::cout << '\n';
}

void print_table(std::string_view name, sim::activity const& a) {
  print_row(name, "events", a.events);
  print_row("", "voxels not 0, %", a.voxels);
  print_row("", "4x4 patches, %", a.patches);
  print_row("", "largest count", a.largest);
  print_row("", "ON events, %", a.on);
}

}  // namespace

void simulate(simulate_options o) {
  if (o.out.empty() && !o.statistics) {
    throw host::error{"simulate", "needs --out FOLDER or --statistics"};
  }
  o.set.subjects = parse_subjects(o.subjects);
  o.set.classes = parse_classes(o.classes);
  o.set.part_us = static_cast<timestamp_us>(o.seconds * 1e6);
  if (!o.out.empty()) std::filesystem::create_directories(o.out);

  auto recordings = sim::plan(o.set);
  std::array<sim::activity, sim::gesture_count> by_class;
  sim::activity overall;
  progress bar{recordings.size()};
  std::mutex guard;
  host::parallel_for(recordings.size(), o.threads, [&](std::size_t i) {
    auto made = sim::record(o.set, recordings[i]);
    if (!o.out.empty()) write_recording(o, made);
    std::lock_guard const lock{guard};
    if (o.statistics) {
      constexpr timestamp_us window = 50'000;
      timestamp_us const end = made.parts.back().end_us;
      sim::measure(made.events, o.set.size, window, end, overall);
      if (!o.set.sequence) {
        auto const g = static_cast<std::size_t>(made.parts.front().gesture);
        sim::measure(made.events, o.set.size, window, end, by_class[g]);
      }
    }
    recordings[i] = std::move(made.parts);
    bar.step();
  });
  if (!o.out.empty()) write_label_files(o, recordings);
  if (!o.statistics) return;
  std::cout << std::left << std::setw(46) << "simulated, per 50 ms window" << std::right
            << std::setw(11) << "5 %" << std::setw(11) << "median" << std::setw(11) << "95 %"
            << std::setw(11) << "maximum" << '\n';
  for (std::size_t g = 0; g < sim::gesture_count; ++g) {
    if (!by_class[g].events.empty()) print_table(sim::gesture_names[g], by_class[g]);
  }
  print_table("all", overall);
}

}  // namespace saccade::tool
