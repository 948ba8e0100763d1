// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Labels of a recording as DVS128 Gesture stores them: a text file with the header
/// "class,startTime_usec,endTime_usec" and one span of time a line, half-open. Classes count from 1
/// in the file and from 0 here. Spans may overlap, and need not be in order.

#include <saccade/event.hpp>
#include <saccade/io/error.hpp>
#include "run/text_table.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace saccade::host {

inline constexpr std::string_view label_spans_header = "class,startTime_usec,endTime_usec";

struct labelled_span {
  std::size_t label{};
  timestamp_us start{};
  timestamp_us end{};

  friend constexpr auto operator==(labelled_span const&, labelled_span const&) -> bool = default;
};

namespace detail {

[[nodiscard]] inline auto parse_labelled_span(std::string_view line)
    -> std::optional<labelled_span> {
  long long values[3]{};
  char const* at = line.data();
  char const* const end = line.data() + line.size();
  for (int i = 0; i < 3; ++i) {
    if (i > 0 && (at == end || *at++ != ',')) return std::nullopt;
    auto const [next, fault] = std::from_chars(at, end, values[i]);
    if (fault != std::errc{}) return std::nullopt;
    at = next;
  }
  if (at != end || values[0] < 1 || values[1] > values[2]) return std::nullopt;
  return labelled_span{static_cast<std::size_t>(values[0] - 1), values[1], values[2]};
}

}  // namespace detail

/// Of a text named `name`. Throws host::error, with the line's number, for anything but the format
/// above, and for a text without a label. The header may be absent.
[[nodiscard]] inline auto parse_label_spans(std::string_view text, std::string const& name)
    -> std::vector<labelled_span> {
  std::vector<labelled_span> spans;
  for (std::size_t number = 1; !text.empty(); ++number) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() < text.size() ? line.size() + 1 : line.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || (number == 1 && line == label_spans_header)) continue;
    auto const span = detail::parse_labelled_span(line);
    if (!span) {
      throw error{name + ":" + std::to_string(number), "is not " + std::string{label_spans_header}};
    }
    spans.push_back(*span);
  }
  if (spans.empty()) throw error{name, "holds no labels"};
  return spans;
}

/// The same of a file, which may also not open.
[[nodiscard]] inline auto read_label_file(std::filesystem::path const& path)
    -> std::vector<labelled_span> {
  return parse_label_spans(read_text(path), path.string());
}

/// The first windows of a row that one span labels, or none.
struct labelled_windows {
  std::optional<std::size_t> label{};
  std::uint64_t count{};
  std::size_t span{};  ///< its place among the spans; 0 without a label

  friend constexpr auto operator==(labelled_windows const&, labelled_windows const&)
      -> bool = default;
};

/// Of `windows` > 0 windows of `length_us` > 0 in a row from `start`: the label of the first one,
/// which is that of the first span that holds all of it, and a number of windows from there on that
/// have it from the same span. Repeated from behind them it costs a few calls a span, however long
/// the row.
[[nodiscard]] inline auto label_of(std::span<labelled_span const> spans, timestamp_us start,
                                   std::int64_t length_us, std::uint64_t windows = 1)
    -> labelled_windows {
  // Unsigned, so that no two times are too far apart.
  auto const since_start = [start](timestamp_us t) {
    return t <= start ? 0 : static_cast<std::uint64_t>(t) - static_cast<std::uint64_t>(start);
  };
  auto const length = static_cast<std::uint64_t>(length_us);
  labelled_windows found{std::nullopt, windows};
  for (std::size_t i = 0; i < spans.size(); ++i) {
    auto const& span = spans[i];
    auto const from = since_start(span.start);
    auto const first = from / length + (from % length == 0 ? 0 : 1);
    auto const end = since_start(span.end) / length;
    if (first >= end) continue;  // holds no window
    if (first > 0) {
      found.count = first < found.count ? first : found.count;
      continue;
    }
    return {span.label, end < found.count ? end : found.count, i};
  }
  return found;
}

}  // namespace saccade::host
