// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/encode/encoder.hpp>
#include <saccade/io/csv.hpp>
#include <saccade/io/csv/layout.hpp>
#include <saccade/io/csv/line.hpp>
#include <saccade/io/csv/row.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/format/format.hpp>

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace saccade::host {

/// Lines of text; without triggers.
struct csv_format {
  static constexpr recording_format format = recording_format::csv;
  static constexpr std::string_view title = "CSV";
  static constexpr std::string_view extension = "csv";
  static constexpr std::string_view unreadable = "bad lines";

  using decoder_type = csv_decoder;

  /// Any text whose first lines tell its layout. Throws host::error for a table of numbers whose
  /// columns or whose unit of time cannot be known.
  [[nodiscard]] static auto recognise(file_start const& start) -> std::optional<recognised_file> {
    using enum csv_layout_search::line_kind;
    auto const options = text_options(start.options);
    csv_layout_search search{options};
    auto rest = start.text;
    if (rest.starts_with(csv::byte_order_mark)) rest.remove_prefix(csv::byte_order_mark.size());
    if (csv::is_utf16(rest)) throw error{start.file, "is text in UTF-16, save it as UTF-8"};
    if (csv::has_returns_alone(rest)) {
      throw error{start.file,
                  "ends its lines with carriage returns alone, pass it through tr '\\r' '\\n'"};
    }
    for (bool titled = false; !rest.empty();) {
      auto const from_here = rest;
      auto const line = next_line(rest);
      if (!csv::is_text(line)) return {};
      auto const found = search.take(line);
      if (!search.complaint().empty()) throw error{start.file, search.complaint()};
      if (found == header || found == row) {
        check_rows(start.file, found == row ? from_here : rest, search);
        return recognised_file{.sensor = search.sensor(), .remark = remark(search)};
      }
      // Without a caller's word there is no more than a title above the table.
      if (found == other && titled && !options.columns) return {};
      titled = titled || found == other;
    }
    return {};
  }

  [[nodiscard]] static auto make_decoder(decoder_options const& options,
                                         recording_options const& of_file) -> decoder_type {
    return decoder_type{options, text_options(of_file)};
  }

  class writer_type {
   public:
    writer_type(std::ostream& out, geometry) : lines_{out} {}

    [[nodiscard]] auto write(event const& e) -> encode_status {
      lines_(e);
      return encode_status::ok;
    }
    [[nodiscard]] auto write(trigger const&) -> encode_status { return encode_status::ok; }
    void finish() {}

   private:
    csv_writer lines_;
  };

 private:
  [[nodiscard]] static auto text_options(recording_options const& of_file) -> csv_options {
    csv_options options;
    if (!of_file.columns.empty()) options.columns = parse_columns(of_file.columns);
    if (!of_file.time_unit.empty()) options.unit = parse_time_unit(of_file.time_unit);
    return options;
  }

  /// `rest` becomes what is behind it.
  [[nodiscard]] static auto next_line(std::string_view& rest) -> std::string_view {
    return csv::without_return(saccade::detail::cut(rest, '\n'));
  }

  /// Whether the lines bear out what the first ones led to believe. Lines that are merely bad are
  /// the decoder's to count.
  static void check_rows(std::string const& file, std::string_view rows,
                         csv_layout_search const& search) {
    std::size_t read = 0;
    std::size_t fractions = 0;
    std::size_t unlike = 0;
    std::string_view fraction;
    std::string_view bad;
    while (rows.find('\n') != std::string_view::npos || read + unlike == 0) {
      if (rows.empty()) break;
      auto const line = next_line(rows);
      if (csv::says_nothing(line)) continue;
      csv_row row;
      auto const fault = read_row(line, search.layout(), row);
      ++(fault == row_fault::unreadable ? unlike : read);
      if (fault == row_fault::unreadable && bad.empty()) bad = line;
      if (fault != row_fault::fraction) continue;
      ++fractions;
      if (fraction.empty()) fraction = line;
    }
    if (10 * fractions > read) {
      throw error{file, "times have fractions, as in " + csv::quoted(fraction) +
                            ", say their unit, as in --time-unit s"};
    }
    if (search.by_habit() && unlike > read) {
      throw error{file, "no line names the columns, and " + csv::quoted(bad) +
                            " is not x,y,p,t, say them, as in --columns t,x,y,p"};
    }
  }

  /// What was taken for granted, or taken from the text, and changes what is read.
  [[nodiscard]] static auto remark(csv_layout_search const& search) -> std::string {
    if (search.by_habit()) {
      return "no line names the columns, taken as x,y,p,t; --columns says otherwise";
    }
    auto const unit = search.layout().unit;
    if (search.unit_named().empty() || unit == time_unit::us) return {};
    return "times are in " + std::string{name(*unit)} + ", as " + csv::quoted(search.unit_named()) +
           " says";
  }
};

}  // namespace saccade::host
