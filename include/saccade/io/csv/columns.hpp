// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What the columns of event text are called, in header lines and by callers.

#include <saccade/decode/raw_header.hpp>
#include <saccade/io/csv/line.hpp>
#include <saccade/io/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host {

enum class csv_column : std::uint8_t { x, y, p, t, other };

/// Its value is the power of ten that makes microseconds of it.
enum class time_unit : std::int8_t { ns = -3, us = 0, ms = 3, s = 6 };

[[nodiscard]] constexpr auto name(csv_column column) noexcept -> std::string_view {
  constexpr std::string_view names[]{"x", "y", "p", "t", "-"};
  return names[static_cast<std::size_t>(column)];
}

[[nodiscard]] constexpr auto name(time_unit unit) noexcept -> std::string_view {
  if (unit == time_unit::ns) return "ns";
  if (unit == time_unit::us) return "us";
  return unit == time_unit::ms ? "ms" : "s";
}

struct named_column {
  csv_column column{csv_column::other};
  std::optional<time_unit> unit{};  ///< of the time, where its name states it
};

/// Columns from the left to the right.
struct column_list {
  std::vector<csv_column> columns{};
  std::optional<time_unit> unit{};
  std::string unit_named{};  ///< the name that states the unit

  void add(named_column const& named, std::string_view as) {
    columns.push_back(named.column);
    if (!named.unit) return;
    unit = named.unit;
    unit_named = as;
  }

  [[nodiscard]] auto count(csv_column column) const -> std::ptrdiff_t {
    return std::count(columns.begin(), columns.end(), column);
  }

  /// Whether an event can be read: each of x, y, p and t stands there once.
  [[nodiscard]] auto complete() const -> bool {
    return std::all_of(std::begin(needed), std::end(needed),
                       [&](auto column) { return count(column) == 1; });
  }

  /// As in "t,x,y,p,-".
  [[nodiscard]] auto text() const -> std::string {
    std::string all;
    for (auto const column : columns) all.append(all.empty() ? "" : ",").append(name(column));
    return all;
  }

  static constexpr csv_column needed[]{csv_column::x, csv_column::y, csv_column::p, csv_column::t};
};

namespace csv {

[[nodiscard]] inline auto among(std::string_view word,
                                std::initializer_list<std::string_view> words) -> bool {
  return std::find(words.begin(), words.end(), word) != words.end();
}

[[nodiscard]] inline auto lower_case(std::string_view text) -> std::string {
  std::string all{text};
  for (auto& c : all) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return all;
}

[[nodiscard]] inline auto unit_called(std::string_view word) -> std::optional<time_unit> {
  if (among(word, {"s", "sec", "secs", "second", "seconds"})) return time_unit::s;
  if (among(word, {"ms", "msec", "msecs", "millis", "millisecond", "milliseconds"})) {
    return time_unit::ms;
  }
  // Unicode has two letters for micro.
  if (among(word, {"us", "usec", "usecs", "micros", "microsecond", "microseconds", "\xC2\xB5s",
                   "\xCE\xBCs"})) {
    return time_unit::us;
  }
  if (among(word, {"ns", "nsec", "nsecs", "nanos", "nanosecond", "nanoseconds"})) {
    return time_unit::ns;
  }
  return {};
}

/// As "t", "t_us", "timestamp [s]" or "timestampNs". What is in a unit that nobody knows is no
/// time.
[[nodiscard]] inline auto time_called(std::string_view word) -> std::optional<named_column> {
  constexpr std::string_view names[]{"timestamps", "timestamp", "times", "time", "ts", "t"};
  for (auto const base : names) {
    if (word == base) return named_column{csv_column::t};
  }
  for (auto const base : names) {
    if (!word.starts_with(base)) continue;
    auto const behind = word.substr(base.size());
    auto const first = behind.find_first_not_of(" _-./([");
    auto const last = behind.find_last_not_of(" )]");
    if (first == std::string_view::npos || last == std::string_view::npos) continue;
    auto const unit = unit_called(behind.substr(first, last + 1 - first));
    // "ts" and "times" do not state seconds.
    if (unit && (first != 0 || unit != time_unit::s)) return named_column{csv_column::t, unit};
  }
  return {};
}

[[nodiscard]] inline auto is_axis(std::string_view word, char axis) -> bool {
  if (word.empty()) return false;
  auto const behind = word.substr(1);
  auto const before = word.substr(0, word.size() - 1);
  return (word.front() == axis && among(behind, {"", "pos", "_pos", "_coord", "_coordinate", "addr",
                                                 "_addr", "_address", "_pixel", "_px"})) ||
         (word.back() == axis && among(before, {"pos_", "coord_", "addr_", "pixel_"}));
}

}  // namespace csv

/// What a header line or a caller means by a name, in any case, with or without quotes.
[[nodiscard]] inline auto column_called(std::string_view text) -> named_column {
  auto word = csv::lower_case(saccade::detail::trim(text));
  if (word.size() >= 2 && word.front() == word.back() && csv::among({&word[0], 1}, {"\"", "'"})) {
    word = saccade::detail::trim(std::string_view{word}.substr(1, word.size() - 2));
  }
  if (csv::is_axis(word, 'x') || csv::among(word, {"col", "column"})) return {csv_column::x};
  if (csv::is_axis(word, 'y') || word == "row") return {csv_column::y};
  if (csv::among(word, {"p", "pol", "polarity", "polarities", "on"})) return {csv_column::p};
  return csv::time_called(word).value_or(named_column{});
}

/// What a caller says, as in "t,x,y,p"; "-" is a column to pass over. Throws host::error.
[[nodiscard]] inline auto parse_columns(std::string_view text) -> column_list {
  auto const refuse = [&](std::string const& what) {
    throw error{"--columns", csv::quoted(text) + ' ' + what};
  };
  column_list list;
  for (auto rest = text; !rest.empty();) {
    auto const word = saccade::detail::trim(saccade::detail::cut(rest, ','));
    auto const named = column_called(word);
    if (named.column == csv_column::other && word != "-") {
      refuse("has the column " + csv::quoted(word) +
             ", give each as x, y, p or t, and - for one to pass over");
    }
    list.add(named, word);
  }
  for (auto const column : column_list::needed) {
    if (list.count(column) == 1) continue;
    refuse((list.count(column) == 0 ? "lacks " : "repeats ") + std::string{name(column)} +
           ", give x, y, p and t once each, as in t,x,y,p");
  }
  return list;
}

/// What a caller says: s, ms, us or ns. Throws host::error.
[[nodiscard]] inline auto parse_time_unit(std::string_view text) -> time_unit {
  for (auto const unit : {time_unit::s, time_unit::ms, time_unit::us, time_unit::ns}) {
    if (text == name(unit)) return unit;
  }
  throw error{"--time-unit", csv::quoted(text) + " is no unit, give s, ms, us or ns"};
}

}  // namespace saccade::host
