// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/io/error.hpp>
#include <saccade/io/recording.hpp>
#include <saccade/io/recording_windows.hpp>
#include <saccade/status.hpp>

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

namespace saccade::tool {

/// Calls `say(name, count)` for each kind of fault that was found.
template <typename Say>
void for_each_fault(host::recording const& from, decode_counters const& counters, Say&& say) {
  auto const one = [&](std::string_view what, std::uint64_t count) {
    if (count != 0) say(what, count);
  };
  one(from.unreadable(), counters.unknown_words);
  one("out of range", counters.out_of_range);
  one("backward time", counters.backward_time);
  one("partial vectors", counters.partial_vectors);
  one("words before sync", counters.words_before_sync);
  one("truncated bytes", counters.truncated_bytes);
  one("bad packets", counters.bad_packets);
  one("bytes between packets", counters.skipped_bytes);
}

/// One line for each kind of fault that was found, none for a clean recording, and a warning where
/// more was dropped or changed than read.
inline void print_faults(std::ostream& out, host::recording const& from,
                         host::read_report const& report) {
  for_each_fault(from, report, [&](std::string_view what, std::uint64_t count) {
    out << what << ": " << count << '\n';
  });
  if (!report.first_fault.empty()) out << "the first in " << report.first_fault << '\n';
  if (report.changed_times != 0) out << "times changed: " << report.changed_times << '\n';
  auto const dropped =
      report.unknown_words + report.out_of_range + report.words_before_sync + report.bad_packets;
  auto const read = report.events + report.triggers;
  if (read != 0 && dropped > read) {
    out << "warning: more was dropped (" << dropped << ") than read (" << read
        << "): is it what it was taken for?\n";
  }
  auto const unread = report.skipped_bytes + report.truncated_bytes;
  if (unread > report.bytes / 2) {
    out << "warning: of " << report.bytes << " bytes " << unread << " could not be read\n";
  }
  if (report.changed_times > read / 2) {
    out << "warning: of " << read << " times " << report.changed_times
        << " were changed: does the file hold two recordings?\n";
  }
}

/// Calls `say(why, count)` for each reason why events were in no window.
template <typename Say>
void for_each_loss(host::window_report const& report, Say&& say) {
  auto const one = [&](std::string_view why, std::uint64_t count) {
    if (count != 0) say(why, count);
  };
  one("cropped", report.rescaled.cropped);
  one("outside the sensor", report.rescaled.out_of_range + report.decoded.out_of_range);
  one("outside the time range", report.out_of_time);
  one("before their window", report.late);
  one("apart from those around them in time", report.outliers);
}

/// A warning where more than a tenth was lost that nobody has asked to be left out.
inline void print_lost(std::ostream& out, host::window_report const& report) {
  auto const outside = report.decoded.out_of_range + report.rescaled.out_of_range;
  auto const lost = report.late + report.outliers + outside;
  auto const all = report.decoded.events + report.decoded.out_of_range;
  if (lost <= all / 10) return;
  out << "warning: of " << all << " events " << lost << " were dropped for their "
      << (outside == 0 ? "times: does the file hold two recordings?"
                       : "places or times: is it what it was taken for?")
      << '\n';
}

/// Throws host::error for a recording of which nothing was read that `wanted` counts.
inline void require_some(std::uint64_t wanted, host::recording const& from,
                         host::read_report const& report) {
  if (wanted != 0) return;
  std::string faults;
  for_each_fault(from, report, [&](std::string_view what, std::uint64_t count) {
    faults += (faults.empty() ? "" : ", ") + std::string{what} + ": " + std::to_string(count);
  });
  if (!report.first_fault.empty()) faults += ", the first in " + report.first_fault;
  if (!faults.empty()) throw host::error{from.name(), "no event could be read (" + faults + ")"};
  auto const triggers = report.triggers == 0
                            ? std::string{}
                            : ", only " + std::to_string(report.triggers) + " triggers";
  throw host::error{from.name(), "holds no events" + triggers};
}

/// The same, and for one of which no event came into a window; those cropped did.
inline void require_some(host::recording const& from, host::window_report const& report) {
  require_some(report.decoded.events, from, report.decoded);
  if (report.kept() + report.rescaled.cropped != 0) return;
  std::string losses;
  for_each_loss(report, [&](std::string_view why, std::uint64_t count) {
    losses += (losses.empty() ? "" : ", ") + std::to_string(count) + ' ' + std::string{why};
  });
  throw host::error{from.name(), "no event of " + std::to_string(report.decoded.events) +
                                     " is in a window (" + losses + ")"};
}

}  // namespace saccade::tool
