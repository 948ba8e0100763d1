// SPDX-License-Identifier: Apache-2.0
#include "run/runner.hpp"

#include "../report.hpp"
#include "load_network.hpp"
#include "run/classify_recording.hpp"
#include "run/recording_labels.hpp"
#include "run/report.hpp"
#include "time_range.hpp"

#include <saccade/io/recording.hpp>
#include <saccade/runtime/executor.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iomanip>
#include <ios>
#include <iostream>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

namespace saccade::tool {
namespace {

/// A recording that has been opened, and what its windows show if there are labels.
struct run_input {
  std::filesystem::path file;
  host::recording recording;
  std::vector<host::labelled_span> truth;
};

auto csv_field(std::string const& text) -> std::string {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted{'"'};
  for (char const c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

void print_window(host::classified_window const& w, std::vector<std::string> const& labels) {
  auto& out = std::cout;
  out << std::setw(14) << w.start << " us" << std::setw(9) << w.events << " events  ";
  if (w.best) {
    out << std::left << std::setw(28) << labels[*w.best] << std::right << std::fixed
        << std::setprecision(3) << w.confidence << std::defaultfloat;
  } else {
    out << "too few events";
  }
  if (w.windows > 1) out << "  (" << w.windows << " windows without events)";
  out << '\n';
}

void print_csv_window(host::classified_window const& w) {
  auto& out = std::cout;
  out << w.start << ',' << w.windows << ',' << w.events << ',';
  if (w.best) out << *w.best;
  out << ',';
  if (w.best) out << w.confidence;
  out << '\n';
}

/// All inputs, so that what is wrong with the last is said before the first has been run.
auto open_inputs(run_options const& options, std::vector<std::string> const& classes)
    -> std::vector<run_input> {
  std::optional<host::recording_labels> labels;
  if (!options.labels.empty()) labels.emplace(options.labels);
  std::vector<run_input> inputs;
  for (auto const& file : options.recordings) {
    std::vector<host::labelled_span> truth;
    if (labels) truth = labels->of(file, options.recordings.size(), classes);
    inputs.push_back({file, open_recording(file, options.input), std::move(truth)});
  }
  return inputs;
}

class runner {
 public:
  explicit runner(run_options const& options)
      : options_{options},
        network_{load_executor(options.model, options.backend)},
        format_{host::input_format(network_.network(), options.window_us)},
        range_{parse_time_range(options.time_range)} {}

  void run() {
    auto const inputs = open_inputs(options_, labels());
    bool const several = inputs.size() > 1;
    if (options_.csv && !options_.quiet) {
      std::cout << (several ? "file," : "") << "start_us,windows,events,class,confidence\n";
    }
    run_totals all{labels().size()};
    for (auto const& input : inputs) {
      if (several && !options_.csv) std::cout << input.file.string() << '\n';
      all += run(input, several);
      if (several && !options_.csv) std::cout << '\n';
    }
    if (!options_.csv) {
      if (several) {
        print_totals(std::cout, all, labels(), options_.min_events, format_.window_us, labelled());
      }
      print_network(std::cout, network_);
    }
    if (nothing_read_) throw *nothing_read_;
  }

 private:
  [[nodiscard]] auto labels() const -> std::vector<std::string> const& {
    return network_.network().labels;
  }
  [[nodiscard]] auto labelled() const -> bool { return !options_.labels.empty(); }

  auto run(run_input const& input, bool several) -> run_totals {
    run_totals sum{labels().size()};
    host::scorer scorer{input.truth, format_.window_us, labels().size()};
    auto const prefix = several ? csv_field(input.file.string()) + ',' : std::string{};
    std::uint64_t shown = 0;
    std::chrono::nanoseconds reporting{};  // labels and printing, in no stage
    auto const report = classify_recording(
        input.recording, network_, format_, options_.min_events,
        [&](host::classified_window const& w) {
          auto const start = std::chrono::steady_clock::now();
          sum.add(w);
          if (labelled()) scorer(w);
          if (!options_.quiet && shown != options_.limit) {
            ++shown;
            if (options_.csv) {
              std::cout << prefix;
              print_csv_window(w);
            } else {
              print_window(w, labels());
            }
          }
          reporting += std::chrono::steady_clock::now() - start;
        },
        range_);
    auto const& from = report.recording;
    sum.events = from.decoded.events;
    sum.decoding = from.decoding;
    sum.voxelising = from.windowing - sum.inference - reporting;
    sum.score = scorer.finish();
    count_recording(input.truth, sum);
    sum.unstated_sensors = from.sensor_from_events && from.sensor.known() ? 1 : 0;
    note_nothing_read(input.recording, from);
    if (from.decoded.events == 0) return sum;
    if (options_.csv) {
      print_taken_sensor(std::cerr, input.file, from);
      std::ostringstream damage;
      print_damage(damage, input.recording, from);
      if (!damage.str().empty()) std::cerr << input.file.string() << ":\n" << damage.str();
    } else {
      print_summary(input, sum, report);
    }
    return sum;
  }

  /// The others are run, and then it is an error.
  void note_nothing_read(host::recording const& recording, host::window_report const& report) {
    try {
      require_some(recording, report);
    } catch (host::error const& e) {
      if (!nothing_read_) nothing_read_ = e;
    }
  }

  static void count_recording(std::vector<host::labelled_span> const& truth, run_totals& sum) {
    sum.recordings = 1;
    auto const most = host::majority(sum.per_class);
    if (most) sum.most_in[*most] = 1;
    if (truth.empty()) return;
    auto const label = truth.front().label;
    if (std::ranges::all_of(truth, [&](auto const& s) { return s.label == label; })) {
      sum.by_majority.add(most.has_value(), most == label);
    }
  }

  void print_summary(run_input const& input, run_totals const& t,
                     host::classify_report const& report) const {
    auto const& from = report.recording;
    auto& out = std::cout;
    out << t.windows << " windows, " << t.events << " events from " << from.sensor.width << 'x'
        << from.sensor.height << (from.sensor_from_events ? " (not stated)" : "") << '\n';
    print_taken_sensor(out, input.file, from);
    print_too_few(out, t, options_.min_events);
    for (std::size_t i = 0; i < labels().size(); ++i) {
      if (t.per_class[i] > 0) out << "  " << labels()[i] << ": " << t.per_class[i] << '\n';
    }
    if (labelled()) print_score(out, t.score, format_.window_us);
    print_times(out, t);
    auto const dropped = [&](std::string_view what, std::uint64_t count) {
      if (count != 0) out << what << ": " << count << '\n';
    };
    dropped("cropped", from.rescaled.cropped);
    dropped("outside the time range", from.out_of_time);
    dropped("in full cells", report.grid.saturated);
    print_damage(out, input.recording, from);
  }

  /// What nobody has asked to be left out.
  static void print_damage(std::ostream& out, host::recording const& recording,
                           host::window_report const& from) {
    auto unasked = from;
    unasked.rescaled.cropped = unasked.out_of_time = 0;
    for_each_loss(unasked, [&](std::string_view why, std::uint64_t count) {
      out << why << ": " << count << '\n';
    });
    print_returns(out, from);
    auto faults = from.decoded;
    faults.out_of_range = 0;
    print_faults(out, recording, faults);
    print_lost(out, from);
    print_unread_streams(out, recording);
  }

  run_options const& options_;
  host::executor network_;
  grid_format format_;
  host::time_range range_;
  std::optional<host::error> nothing_read_{};
};

}  // namespace

void run_network(run_options const& options) {
  runner{options}.run();
}

}  // namespace saccade::tool
