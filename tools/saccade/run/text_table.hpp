// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Tables as comma-separated text (RFC 4180): a line of column names, then a row a line. Fields may
/// stand in double quotes, which are doubled inside; lines end with LF or CRLF; blank lines and a
/// byte order mark are ignored.

#include <saccade/io/error.hpp>
#include <saccade/io/read_whole_file.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saccade::host {

/// The text of a small file, without a byte order mark. Throws host::error.
[[nodiscard]] inline auto read_text(std::filesystem::path const& path) -> std::string {
  constexpr std::uintmax_t largest = std::uintmax_t{1} << 26U;
  auto text = read_whole_file(path, largest);
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

/// A line of a table and the number of the text's line that it begins in, from 1.
struct text_row {
  std::size_t line{};
  std::vector<std::string> fields{};
};

namespace detail {

/// Takes rows off the start of a text.
class row_reader {
 public:
  row_reader(std::string_view text, std::string name) : text_{text}, name_{std::move(name)} {}

  /// The next row that is not blank, or none at the end.
  [[nodiscard]] auto next() -> std::optional<text_row> {
    while (at_ < text_.size()) {
      text_row row{line_, {}};
      do row.fields.push_back(field());
      while (take(','));
      if (!end_of_line()) fail(line_, "has text behind a quoted field");
      if (row.fields.size() > 1 || !row.fields.front().empty()) return row;
    }
    return std::nullopt;
  }

  [[noreturn]] void fail(std::size_t line, std::string const& what) const {
    throw error{name_ + ":" + std::to_string(line), what};
  }

 private:
  [[nodiscard]] auto take(char c) -> bool {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  [[nodiscard]] auto end_of_line() -> bool {
    if (at_ == text_.size()) return true;
    if (text_.substr(at_).starts_with("\r\n")) ++at_;
    if (!take('\n')) return false;
    ++line_;
    return true;
  }

  [[nodiscard]] auto field() -> std::string {
    if (take('"')) return quoted();
    auto const end = std::min(text_.find_first_of(",\n", at_), text_.size());
    auto content = text_.substr(at_, end - at_);
    bool const ends_line = end == text_.size() || text_[end] == '\n';
    if (ends_line && content.ends_with('\r')) content.remove_suffix(1);
    at_ = end;
    return std::string{content};
  }

  [[nodiscard]] auto quoted() -> std::string {
    auto const opened = line_;
    std::string content;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"' && !text_.substr(at_).starts_with("\"\"")) {
        ++at_;
        return content;
      }
      if (text_[at_] == '"') ++at_;
      if (text_[at_] == '\n') ++line_;
      content += text_[at_];
    }
    fail(opened, "has a quote that does not end");
  }

  std::string_view text_;
  std::string name_;
  std::size_t at_{};
  std::size_t line_{1};
};

}  // namespace detail

class text_table {
 public:
  /// Throws host::error that begins with `name` and a line's number for what is no table, for rows
  /// of another number of fields than there are columns, and for two columns of one name.
  text_table(std::string_view text, std::string const& name) : name_{name} {
    detail::row_reader reader{text, name};
    auto header = reader.next();
    if (!header) return;
    columns_ = std::move(header->fields);
    for (auto column = columns_.begin(); column != columns_.end(); ++column) {
      if (std::find(columns_.begin(), column, *column) != column) {
        reader.fail(header->line, "names the column '" + *column + "' twice");
      }
    }
    while (auto row = reader.next()) {
      if (row->fields.size() != columns_.size()) {
        reader.fail(row->line, "has " + std::to_string(row->fields.size()) + " fields, not " +
                                   std::to_string(columns_.size()));
      }
      rows_.push_back(std::move(*row));
    }
  }

  [[nodiscard]] auto rows() const noexcept -> std::vector<text_row> const& { return rows_; }

  /// A column's place in every row, if there is one of this name.
  [[nodiscard]] auto find(std::string_view column) const -> std::optional<std::size_t> {
    auto const found = std::find(columns_.begin(), columns_.end(), column);
    if (found == columns_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns_.begin());
  }

  /// The same, but throws host::error where there is none.
  [[nodiscard]] auto column(std::string_view column) const -> std::size_t {
    if (auto const place = find(column)) return *place;
    throw error{name_, "has no column '" + std::string{column} + "'"};
  }

 private:
  std::string name_;
  std::vector<std::string> columns_{};
  std::vector<text_row> rows_{};
};

}  // namespace saccade::host
