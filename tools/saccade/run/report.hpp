// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/graph/parameter_layout.hpp>
#include <saccade/model/weights.hpp>
#include <saccade/runtime/executor.hpp>
#include "run/classify.hpp"
#include "run/score.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iomanip>
#include <ios>
#include <numeric>
#include <ostream>
#include <string>
#include <vector>

namespace saccade::tool {

/// What the windows of a recording were taken for, or of several.
struct run_totals {
  std::uint64_t windows{};
  std::uint64_t too_few{};  ///< of those: windows with too few events for a class
  std::uint64_t reports{};  ///< a run without events is one
  std::uint64_t inferences{};
  std::uint64_t events{};
  std::chrono::nanoseconds decoding{};
  std::chrono::nanoseconds voxelising{};
  std::chrono::nanoseconds inference{};
  std::vector<std::uint64_t> per_class{};
  host::score score{};

  std::uint64_t recordings{};
  std::uint64_t unstated_sensors{};      ///< recordings whose sensor their events tell
  std::vector<std::uint64_t> most_in{};  ///< per class: recordings most of whose windows say it
  host::tally by_majority{};             ///< recordings with one label, and whether most say that

  explicit run_totals(std::size_t classes) : per_class(classes), most_in(classes) {}

  void add(host::classified_window const& w) {
    ++reports;
    windows += w.windows;
    if (!w.best) {
      too_few += w.windows;
      return;
    }
    per_class[*w.best] += w.windows;
    inference += w.inference;
    ++inferences;
  }

  auto operator+=(run_totals const& other) -> run_totals& {
    windows += other.windows;
    too_few += other.too_few;
    reports += other.reports;
    inferences += other.inferences;
    events += other.events;
    decoding += other.decoding;
    voxelising += other.voxelising;
    inference += other.inference;
    score += other.score;
    recordings += other.recordings;
    unstated_sensors += other.unstated_sensors;
    by_majority += other.by_majority;
    for (std::size_t i = 0; i < per_class.size(); ++i) {
      per_class[i] += other.per_class[i];
      most_in[i] += other.most_in[i];
    }
    return *this;
  }
};

/// "96.88 %, 341 right of 352".
inline void print_right(std::ostream& out, host::tally const& t) {
  if (t.classified > 0) {
    out << std::fixed << std::setprecision(2)
        << 100.0 * static_cast<double>(t.right) / static_cast<double>(t.classified) << " %, "
        << std::defaultfloat;
  }
  out << t.right << " right of " << t.classified;
}

inline void print_score(std::ostream& out, host::score const& score, std::int64_t window_us) {
  auto const& windows = score.windows;
  out << "accuracy: ";
  if (windows.labelled() == 0) {
    out << "no window lies within a label\n";
    return;
  }
  print_right(out, windows);
  out << " classified; " << windows.labelled() << " labelled windows, " << windows.too_few
      << " of them with too few events\n";
  if (host::windows_per_second(window_us) == 0) return;
  out << "one-second votes: ";
  auto const& seconds = score.seconds;
  if (seconds.labelled() == 0) {
    out << "no label holds a second of whole windows\n";
    return;
  }
  print_right(out, seconds);
  if (seconds.too_few > 0) out << "; " << seconds.too_few << " more had too few events throughout";
  out << '\n';
}

inline void print_too_few(std::ostream& out, run_totals const& t, std::uint64_t min_events) {
  if (min_events == 0) return;
  out << "too few events for a class: " << t.too_few << " windows (fewer than " << min_events
      << ", --min-events)\n";
}

inline void print_times(std::ostream& out, run_totals const& t) {
  auto const each = [](std::chrono::nanoseconds time, std::uint64_t count) {
    return std::chrono::duration<double, std::micro>(time).count() /
           static_cast<double>(count == 0 ? 1U : count);
  };
  out << std::fixed << std::setprecision(1)
      << (t.reports == t.windows ? "per window" : "per window, a run without events as one")
      << ": decode " << each(t.decoding, t.reports) << " us, rescale and voxelise "
      << each(t.voxelising, t.reports) << " us, infer " << each(t.inference, t.inferences)
      << " us\n"
      << std::defaultfloat;
}

/// Of several recordings; `labelled` says whether scores were asked for.
inline void print_totals(std::ostream& out, run_totals const& t,
                         std::vector<std::string> const& labels, std::uint64_t min_events,
                         std::int64_t window_us, bool labelled) {
  out << t.recordings << " recordings, " << t.windows << " windows, " << t.events << " events\n";
  if (t.unstated_sensors > 0) {
    out << "sensor not stated in " << t.unstated_sensors
        << " recordings: --sensor WIDTHxHEIGHT states it\n";
  }
  print_too_few(out, t, min_events);
  std::vector<std::size_t> order(labels.size());
  std::iota(order.begin(), order.end(), std::size_t{});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    return t.per_class[a] != t.per_class[b] ? t.per_class[a] > t.per_class[b] : a < b;
  });
  for (auto const i : order) {
    if (t.per_class[i] == 0) continue;
    out << "  " << std::left << std::setw(28) << labels[i] << std::right << ' ' << std::setw(6)
        << t.per_class[i] << " windows, most in " << t.most_in[i] << " recordings\n";
  }
  if (labelled) print_score(out, t.score, window_us);
  if (t.by_majority.labelled() > 0) {
    out << "recordings by the majority of their windows: ";
    print_right(out, t.by_majority);
    if (t.by_majority.too_few > 0) {
      out << "; " << t.by_majority.too_few << " more had too few events throughout";
    }
    out << '\n';
  }
  print_times(out, t);
}

inline void print_network(std::ostream& out, host::executor const& network) {
  auto const& m = network.network();
  std::uint64_t macs = 0;
  for (auto const& n : m.nodes) macs += macs_of(n);
  auto const flash = m.weight.size() + m.bias.size() * sizeof(std::int32_t) +
                     m.multiplier.size() * sizeof(float) +
                     m.nodes.size() * sizeof(node_quantization);
  out << "network: " << macs << " MACs, arena " << network.arena_bytes()
      << " bytes without logits (model::arena_bytes has them), weights " << m.weight.size()
      << " bytes, all parameters " << flash
      << " bytes without header (model::flash_bytes has it)\n";
}

}  // namespace saccade::tool
