// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Labels of many recordings as `saccade simulate` writes them to labels.csv: a table with the
/// columns `file` and `class` (its name), in any order; `start_us` and `end_us` say which span of
/// time [start, end) a row labels, and without them, or where they are empty, it is the whole
/// recording. Other columns are ignored here (`subject` is read where a network is trained).

#include <saccade/event.hpp>
#include <saccade/io/error.hpp>
#include "run/text_table.hpp"

#include <charconv>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace saccade::host {

struct label_row {
  std::string file{};
  std::string class_name{};
  std::optional<timestamp_us> start{};  ///< with `end`; neither for the whole recording
  std::optional<timestamp_us> end{};
  std::size_t line{};  ///< in the table's text, from 1

  friend auto operator==(label_row const&, label_row const&) -> bool = default;
};

namespace detail {

[[nodiscard]] inline auto parse_time(std::string_view text) -> std::optional<timestamp_us> {
  timestamp_us value{};
  auto const* const end = text.data() + text.size();
  auto const [next, fault] = std::from_chars(text.data(), end, value);
  if (fault != std::errc{} || next != end) return std::nullopt;
  return value;
}

}  // namespace detail

/// The rows in their order. Throws host::error that begins with `name` and where it can with a
/// line's number: for a table without one of the two columns or without a row, an empty file or
/// class, and for times that are no numbers of microseconds, alone, or in the wrong order.
[[nodiscard]] inline auto parse_label_table(std::string_view text, std::string const& name)
    -> std::vector<label_row> {
  text_table const table{text, name};
  auto const file = table.column("file");
  auto const class_name = table.column("class");
  auto const start = table.find("start_us");
  auto const end = table.find("end_us");
  if (start.has_value() != end.has_value()) {
    throw error{name, "has one of the columns 'start_us' and 'end_us' without the other"};
  }
  std::vector<label_row> labels;
  for (auto const& [line, fields] : table.rows()) {
    auto const fail = [&](char const* what) {
      throw error{name + ":" + std::to_string(line), what};
    };
    label_row row{.file = fields[file], .class_name = fields[class_name], .line = line};
    if (row.file.empty()) fail("names no file");
    if (row.class_name.empty()) fail("names no class");
    if (start && !(fields[*start].empty() && fields[*end].empty())) {
      row.start = detail::parse_time(fields[*start]);
      row.end = detail::parse_time(fields[*end]);
      if (!row.start || !row.end) fail("start_us and end_us are not both numbers of microseconds");
      if (*row.start > *row.end) fail("ends before it starts");
    }
    labels.push_back(std::move(row));
  }
  if (labels.empty()) throw error{name, "holds no labels"};
  return labels;
}

/// Whether a row's `file` is this recording: its name, or the end of its path from a folder on.
[[nodiscard]] inline auto names_recording(std::string const& row_file,
                                          std::filesystem::path const& recording) -> bool {
  auto const path = recording.lexically_normal().generic_string();
  auto const name = std::filesystem::path{row_file}.lexically_normal().generic_string();
  return path == name || path.ends_with("/" + name);
}

}  // namespace saccade::host
