// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// One line of event text as an event.

#include <saccade/event.hpp>
#include <saccade/io/csv/columns.hpp>
#include <saccade/io/csv/layout.hpp>
#include <saccade/io/csv/line.hpp>
#include <saccade/io/csv/number.hpp>
#include <saccade/io/csv/value.hpp>

#include <cstdint>
#include <string_view>

namespace saccade::host {

/// Coordinates beyond 64 bits are the ends of that range.
struct csv_row {
  std::int64_t x{};
  std::int64_t y{};
  polarity p{};
  timestamp_us t{};
};

enum class row_fault : std::uint8_t {
  none,
  unreadable,
  fraction,  ///< its time is no whole number and the unit is not known
};

namespace csv {

/// Reads a line field by field.
class row_reader {
 public:
  row_reader(std::string_view line, csv_layout const& layout) noexcept
      : at_{line.data()}, end_{at_ + line.size()}, layout_{&layout} {}

  [[nodiscard]] auto read(csv_row& row) -> row_fault {
    bool first = true;
    bool fraction = false;
    skip_blanks();
    for (auto const column : layout_->columns) {
      if (!first && !next_field()) return row_fault::unreadable;
      first = false;
      bool const in_quotes = column != csv_column::other && at_ != end_ && *at_ == '"';
      if (in_quotes) ++at_;
      if (!read_field(column, row, fraction)) return row_fault::unreadable;
      if (in_quotes && (at_ == end_ || *at_++ != '"')) return row_fault::unreadable;
      blank_seen_ = skip_blanks();
    }
    if (at_ != end_) return row_fault::unreadable;
    return fraction ? row_fault::fraction : row_fault::none;
  }

 private:
  auto skip_blanks() noexcept -> bool {
    auto const* const start = at_;
    while (at_ != end_ && (*at_ == ' ' || (*at_ == '\t' && layout_->separator != '\t'))) ++at_;
    return at_ != start;
  }

  [[nodiscard]] auto next_field() noexcept -> bool {
    if (layout_->separator == blanks) return blank_seen_ && at_ != end_;
    if (at_ == end_ || *at_ != layout_->separator) return false;
    ++at_;
    skip_blanks();
    return true;
  }

  [[nodiscard]] auto read_field(csv_column column, csv_row& row, bool& fraction) -> bool {
    switch (column) {
      case csv_column::x:
        return read_coordinate(row.x);
      case csv_column::y:
        return read_coordinate(row.y);
      case csv_column::p: {
        auto const p = read_polarity(at_, end_, layout_->separator);
        row.p = p.value_or(polarity::off);
        return p.has_value();
      }
      case csv_column::t: {
        auto const shift = layout_->unit ? static_cast<int>(*layout_->unit) : 0;
        auto const number = read_number(at_, end_, shift);
        row.t = number.value;
        fraction = number.rounded && !layout_->unit;
        return number.fault == number_fault::none;
      }
      case csv_column::other:
        break;
    }
    pass_over();
    return true;
  }

  [[nodiscard]] auto read_coordinate(std::int64_t& to) noexcept -> bool {
    auto const number = read_number(at_, end_);
    to = number.value;
    return number.fault != number_fault::syntax && !number.rounded;
  }

  void pass_over() noexcept {
    if (at_ != end_ && *at_ == '"') {
      do ++at_;
      while (at_ != end_ && *at_ != '"');
      if (at_ != end_) ++at_;
      return;
    }
    bool const at_blank = layout_->separator == blanks;
    while (at_ != end_ && *at_ != layout_->separator && !(at_blank && *at_ == '\t')) ++at_;
  }

  char const* at_;
  char const* end_;
  csv_layout const* layout_;
  bool blank_seen_{};
};

}  // namespace csv

/// `row` holds the line's event unless it is unreadable.
[[nodiscard]] inline auto read_row(std::string_view line, csv_layout const& layout, csv_row& row)
    -> row_fault {
  return csv::row_reader{line, layout}.read(row);
}

}  // namespace saccade::host
