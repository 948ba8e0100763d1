// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What is shown when in a recording, from a label file of either kind: a table of many recordings
/// (label_table.hpp), or the spans of one (label_file.hpp).

#include <saccade/io/error.hpp>
#include "run/label_file.hpp"
#include "run/label_table.hpp"
#include "run/text_table.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace saccade::host {

class recording_labels {
 public:
  /// Throws host::error for a file that is neither.
  explicit recording_labels(std::filesystem::path const& file)
      : recording_labels{read_text(file), file.string()} {
    folder_ = file.parent_path();
  }

  /// The same of a text that errors call `name`.
  recording_labels(std::string_view text, std::string name) : name_{std::move(name)} {
    if (is_span_list(text)) {
      spans_ = parse_label_spans(text, name_);
    } else {
      rows_ = parse_label_table(text, name_);
    }
  }

  /// Of one of `recordings` recordings, classes as places in `classes`. Throws host::error for a
  /// class that is not among them, a recording without a label, and where one recording's spans
  /// are to serve several.
  [[nodiscard]] auto of(std::filesystem::path const& recording, std::size_t recordings,
                        std::span<std::string const> classes) const -> std::vector<labelled_span> {
    if (rows_.empty()) return of_the_only(recordings, classes.size());
    std::vector<labelled_span> spans;
    bool whole = false;
    for (auto const& row : rows_) {
      if (!names(row.file, recording)) continue;
      auto const label = std::ranges::find(classes, row.class_name) - classes.begin();
      if (static_cast<std::size_t>(label) == classes.size()) {
        fail(row, "has class '" + row.class_name + "', which the model does not");
      }
      using limits = std::numeric_limits<timestamp_us>;
      spans.push_back({static_cast<std::size_t>(label), row.start.value_or(limits::min()),
                       row.end.value_or(limits::max())});
      whole = whole || !row.start;
      if (whole && spans.size() > 1) {
        fail(row, "is not the only label of " + recording.string() + ", which one has as a whole");
      }
    }
    if (spans.empty()) throw error{name_, "has no label of " + recording.string()};
    return spans;
  }

 private:
  /// A file that lies where the table says is that one and no other of its name; else by its name.
  [[nodiscard]] auto names(std::string const& row_file,
                           std::filesystem::path const& recording) const -> bool {
    if (!names_recording(row_file, recording)) return false;
    if (!folder_) return true;
    std::error_code unknown;
    auto const there = *folder_ / row_file;
    return !std::filesystem::exists(there, unknown) ||
           std::filesystem::equivalent(there, recording, unknown);
  }

  /// DVS128 Gesture's header, or its first line where there is none.
  [[nodiscard]] static auto is_span_list(std::string_view text) -> bool {
    text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
    return text.empty() || text.starts_with(label_spans_header) || text.front() == '-' ||
           (text.front() >= '0' && text.front() <= '9');
  }

  [[nodiscard]] auto of_the_only(std::size_t recordings, std::size_t classes) const
      -> std::vector<labelled_span> {
    if (recordings > 1) {
      throw error{name_,
                  "names no files: it labels one recording, not " + std::to_string(recordings)};
    }
    for (auto const& span : spans_) {
      if (span.label < classes) continue;
      throw error{name_, "has class " + std::to_string(span.label + 1) + ", the model knows " +
                             std::to_string(classes)};
    }
    return spans_;
  }

  [[noreturn]] void fail(label_row const& row, std::string const& what) const {
    throw error{name_ + ":" + std::to_string(row.line), what};
  }

  std::string name_;
  std::optional<std::filesystem::path> folder_{};  ///< of the label file, if it is one
  std::vector<labelled_span> spans_{};
  std::vector<label_row> rows_{};
};

}  // namespace saccade::host
