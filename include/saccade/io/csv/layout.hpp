// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// How the lines of event text are to be read, and how its first lines tell that.

#include <saccade/decode/raw_header.hpp>
#include <saccade/geometry.hpp>
#include <saccade/io/csv/columns.hpp>
#include <saccade/io/csv/line.hpp>
#include <saccade/io/csv/value.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saccade::host {

/// How the lines of a text are to be read.
struct csv_layout {
  char separator{','};  ///< ' ' stands for any run of blanks and tabs
  std::vector<csv_column> columns{};
  std::optional<time_unit> unit{};  ///< not stated: whole microseconds
};

/// What a caller knows of it.
struct csv_options {
  std::optional<column_list> columns{};
  std::optional<time_unit> unit{};
};

/// Takes the first lines of a text, one by one, until one settles the layout: a header line of
/// known names, or the first line of numbers where the caller gives the columns, where a comment
/// above names them, or where they are the vendor's: four whole numbers with commas, x,y,p,t.
class csv_layout_search {
 public:
  enum class line_kind {
    passed,  ///< blank, a comment, or a header line of other names than the caller gives
    header,  ///< the layout is settled, by a line without an event
    row,     ///< the layout is settled, and this is the first line to be read by it
    other,
  };

  explicit csv_layout_search(csv_options options = {}) : options_{std::move(options)} {
    auto& given = options_.columns;
    if (!given || !given->unit) return;
    check_unit(*given);
    options_.unit = given->unit;
    *given = {given->columns, {}, {}};
  }

  auto take(std::string_view text) -> line_kind {
    if (saccade::detail::trim(text).empty()) return line_kind::passed;
    if (csv::is_comment(text)) {
      note_comment(text);
      return line_kind::passed;
    }
    auto const separator = csv::separator_of(text);
    auto const fields = csv::fields_of(text, separator);
    auto const found = settle(text, separator, fields);
    if (found == line_kind::other) titled_ = true;
    return found;
  }

  /// Once it is settled.
  [[nodiscard]] auto layout() const noexcept -> csv_layout const& { return layout_; }

  /// As a comment "%geometry:1280,720" states it, {0, 0} if none does.
  [[nodiscard]] auto sensor() const noexcept -> geometry { return sensor_; }

  /// Why a text that looks like one of events cannot be read, "" if nothing speaks against it.
  [[nodiscard]] auto complaint() const noexcept -> std::string const& { return complaint_; }

  /// Whether nothing but the vendor's habit says which column is which.
  [[nodiscard]] auto by_habit() const noexcept -> bool { return by_habit_; }

  /// The name in the text that states the unit of time, "" where none does.
  [[nodiscard]] auto unit_named() const noexcept -> std::string const& { return unit_named_; }

 private:
  using field_list = std::vector<std::string_view>;

  [[nodiscard]] static auto named_by(field_list const& fields) -> column_list {
    column_list list;
    for (auto const field : fields) list.add(column_called(field), field);
    return list;
  }

  auto settle(std::string_view text, char separator, field_list const& fields) -> line_kind {
    auto const names = named_by(fields);
    auto const values = std::count_if(fields.begin(), fields.end(), csv::is_value);
    bool const all_values = values == static_cast<std::ptrdiff_t>(fields.size());
    auto const& given = options_.columns;
    if (names.complete()) {
      if (given && given->columns != names.columns) {
        complaint_ = csv::quoted(text) + " names the columns " + names.text() +
                     ", give no other --columns than that";
      }
      use(separator, names);
      return line_kind::header;
    }
    if (given && reads_as(*given, fields)) {
      use(separator, *given);
      return line_kind::row;
    }
    // A header line whose names are not known.
    if (given && !titled_ && values == 0 && given->columns.size() == fields.size()) {
      return line_kind::passed;
    }
    if (all_values && comment_.columns.size() == fields.size()) {
      use(separator, comment_);
      return line_kind::row;
    }
    if (all_values && !given && !titled_ && is_vendors(separator, fields)) {
      by_habit_ = sensor_ == geometry{};
      use(separator, {{csv_column::x, csv_column::y, csv_column::p, csv_column::t}, {}, {}});
      return line_kind::row;
    }
    complain(text, names, all_values ? fields.size() : 0);
    return line_kind::other;
  }

  [[nodiscard]] static auto reads_as(column_list const& list, field_list const& fields) -> bool {
    if (list.columns.size() != fields.size()) return false;
    for (std::size_t i = 0; i != fields.size(); ++i) {
      if (list.columns[i] != csv_column::other && !csv::is_value(fields[i])) return false;
    }
    return true;
  }

  [[nodiscard]] static auto is_vendors(char separator, field_list const& fields) -> bool {
    auto const whole = [](std::string_view field) {
      return field.find_first_not_of("+-0123456789") == std::string_view::npos;
    };
    return separator == ',' && fields.size() == 4 &&
           std::all_of(fields.begin(), fields.end(), whole) &&
           csv::among(fields[2], {"0", "1", "-1", "+1"});
  }

  void use(char separator, column_list const& list) {
    check_unit(list);
    layout_ = {separator, list.columns, list.unit ? list.unit : options_.unit};
    unit_named_ = list.unit_named;
  }

  void check_unit(column_list const& list) {
    if (!list.unit || !options_.unit || list.unit == options_.unit) return;
    complaint_ = "times are in " + std::string{name(*list.unit)} + " as " +
                 csv::quoted(list.unit_named) + " says, give no other unit than that";
  }

  /// `numbers` is how many there are in a line of nothing else.
  void complain(std::string_view text, column_list const& names, std::size_t numbers) {
    if (!complaint_.empty()) return;
    auto const line = csv::quoted(saccade::detail::trim(text));
    if (numbers == 3) {
      complaint_ =
          line + " is no event, which has x, y, polarity and time, give a text with all four";
    } else if (numbers > 3 && options_.columns) {
      complaint_ = line + " has " + std::to_string(numbers) + " columns, --columns " +
                   options_.columns->text() + " has " +
                   std::to_string(options_.columns->columns.size()) +
                   ": give all, with - for one to pass over";
    } else if (numbers > 3) {
      complaint_ = "no line names the columns of " + line + ", say them, as in --columns t,x,y,p" +
                   (text.find('.') == std::string_view::npos ? "" : " --time-unit s");
    } else if (auto const missing = lone_fault(names); missing && !options_.columns) {
      complaint_ = line + (names.count(*missing) == 0 ? " names no " : " names more than one ") +
                   described(*missing) + ", say which is which, as in --columns t,x,y,p";
    }
  }

  /// The one column that keeps a header line from being one.
  [[nodiscard]] static auto lone_fault(column_list const& names) -> std::optional<csv_column> {
    std::optional<csv_column> fault;
    for (auto const column : column_list::needed) {
      if (names.count(column) == 1) continue;
      if (fault) return {};
      fault = column;
    }
    return fault;
  }

  [[nodiscard]] static auto described(csv_column column) -> std::string {
    if (column == csv_column::p) return "polarity";
    if (column == csv_column::t) return "time in a known unit";
    return std::string{name(column)};
  }

  /// "%geometry:1280,720" as the vendor writes it, "# geometry 346x260"; or "# t x y p".
  void note_comment(std::string_view text) {
    auto const body = saccade::detail::trim(saccade::detail::trim(text).substr(1));
    auto const names = named_by(csv::fields_of(body, csv::separator_of(body)));
    if (names.complete()) comment_ = names;

    constexpr std::string_view key = "geometry";
    if (!csv::lower_case(body).starts_with(key)) return;
    auto const rest = body.substr(std::min(body.find_first_not_of(" :=", key.size()), body.size()));
    auto const by = rest.find_first_of(",xX");
    // Else it is prose.
    if (by == std::string_view::npos || rest.find_first_of("-0123456789") != 0) return;
    geometry const size{saccade::detail::small_number(saccade::detail::trim(rest.substr(0, by))),
                        saccade::detail::small_number(saccade::detail::trim(rest.substr(by + 1)))};
    if (size.width < 1 || size.width > 65536 || size.height < 1 || size.height > 65536) {
      complaint_ = csv::quoted(text) + " states a sensor size that is none, correct that line";
      return;
    }
    sensor_ = size;
  }

  csv_options options_;
  csv_layout layout_{};
  column_list comment_{};
  geometry sensor_{};
  std::string complaint_{};
  std::string unit_named_{};
  bool by_habit_{};
  bool titled_{};  ///< a line that is none of the others has come
};

}  // namespace saccade::host
