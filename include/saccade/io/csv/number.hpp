// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A decimal number of text as a whole number, exactly: 1609994792.216673 s is 1609994792216673 us.

#include <cstddef>
#include <cstdint>
#include <limits>

namespace saccade::host {

enum class number_fault : std::uint8_t {
  none,
  syntax,     ///< no number
  too_large,  ///< `value` is the end of its range that the number lies beyond
};

/// What read_number() found.
struct csv_number {
  std::int64_t value{};
  bool rounded{};  ///< the number had digits behind the last that `value` holds, not all of them 0
  number_fault fault{};
};

namespace csv {

[[nodiscard]] constexpr auto is_digit(char c) noexcept -> bool {
  return c >= '0' && c <= '9';
}

/// Steps over digits.
[[nodiscard]] constexpr auto end_of_digits(char const* at, char const* end) noexcept
    -> char const* {
  while (at != end && is_digit(*at)) ++at;
  return at;
}

/// The digits of a number, with its point somewhere among them or beyond.
struct decimal_digits {
  char const* whole{};     ///< those before the point
  std::int64_t wholes{};   ///< how many
  char const* fraction{};  ///< those behind it
  std::int64_t fractions{};

  [[nodiscard]] constexpr auto count() const noexcept -> std::int64_t { return wholes + fractions; }
  [[nodiscard]] constexpr auto operator[](std::int64_t i) const noexcept -> unsigned {
    return static_cast<unsigned>((i < wholes ? whole[i] : fraction[i - wholes]) - '0');
  }
};

/// The first `point` digits as a whole number, rounded by those behind: halves away from zero.
[[nodiscard]] constexpr auto whole_number(decimal_digits const& digits, std::int64_t point,
                                          bool negative) noexcept -> csv_number {
  using limits = std::numeric_limits<std::int64_t>;
  auto const largest = static_cast<std::uint64_t>(limits::max()) + (negative ? 1 : 0);
  csv_number const beyond{negative ? limits::min() : limits::max(), false, number_fault::too_large};

  std::uint64_t size = 0;
  for (std::int64_t i = 0; i < point; ++i) {
    if (i >= digits.count() && size == 0) break;
    auto const digit = i < digits.count() ? digits[i] : 0;
    if (size > (largest - digit) / 10) return beyond;
    size = 10 * size + digit;
  }
  bool rounded = false;
  for (auto i = point < 0 ? 0 : point; i < digits.count(); ++i) rounded |= digits[i] != 0;
  if (point >= 0 && point < digits.count() && digits[point] >= 5) {
    if (size == largest) return beyond;
    ++size;
  }
  return {static_cast<std::int64_t>(negative ? 0 - size : size), rounded, number_fault::none};
}

}  // namespace csv

/// Reads the number at `at` and moves `at` behind it: digits with or without a sign, a point and an
/// exponent. The value is the number times ten to the power of `shift`, rounded to the nearest
/// whole number, halves away from zero.
[[nodiscard]] constexpr auto read_number(char const*& at, char const* end, int shift = 0) noexcept
    -> csv_number {
  using csv::end_of_digits;
  bool const negative = at != end && *at == '-';
  if (at != end && (*at == '-' || *at == '+')) ++at;

  // As nearly all are: whole, and too short to leave the range.
  auto const* const start = at;
  std::int64_t small = 0;
  for (; at != end && csv::is_digit(*at) && at - start < 18; ++at) small = 10 * small + (*at - '0');
  if (shift == 0 && at != start &&
      (at == end || (!csv::is_digit(*at) && *at != '.' && (*at | 0x20) != 'e'))) {
    return {negative ? -small : small, false, number_fault::none};
  }

  at = end_of_digits(at, end);
  csv::decimal_digits digits{start, at - start, at, 0};
  if (at != end && *at == '.') {
    digits.fraction = at + 1;
    at = end_of_digits(at + 1, end);
    digits.fractions = at - digits.fraction;
  }
  if (digits.count() == 0) return {0, false, number_fault::syntax};

  std::int64_t exponent = 0;
  if (at != end && (*at | 0x20) == 'e') {
    ++at;
    bool const down = at != end && *at == '-';
    if (at != end && (*at == '-' || *at == '+')) ++at;
    auto const* const first = at;
    at = end_of_digits(at, end);
    if (at == first) return {0, false, number_fault::syntax};
    // No text is long enough for a larger one to matter.
    constexpr std::int64_t enough = std::int64_t{1} << 40;
    for (auto const* i = first; i != at && exponent < enough; ++i) {
      exponent = 10 * exponent + (*i - '0');
    }
    if (down) exponent = -exponent;
  }
  return csv::whole_number(digits, digits.wholes + exponent + shift, negative);
}

}  // namespace saccade::host
