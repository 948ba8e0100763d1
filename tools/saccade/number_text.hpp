// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <concepts>
#include <ios>
#include <locale>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>

namespace saccade::tool {

/// The number that the whole text is, in decimal; none for what `T` does not hold.
template <typename T>
[[nodiscard]] auto to_number(std::string const& text) -> std::optional<T> {
  T value{};
  if constexpr (std::integral<T>) {
    auto const* const end = text.data() + text.size();
    auto const [at, fault] = std::from_chars(text.data(), end, value);
    if (fault != std::errc{} || at != end) return std::nullopt;
  } else {
    std::istringstream in{text};
    in.imbue(std::locale::classic());
    if (!(in >> std::noskipws >> value) || !in.eof()) return std::nullopt;
  }
  return value;
}

}  // namespace saccade::tool
