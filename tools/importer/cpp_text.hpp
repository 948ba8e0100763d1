// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// C++ source text: literals that compile everywhere, identifiers, wrapped lists.

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host::cpp_text {

/// The shortest literal that reads back as the same float.
[[nodiscard]] inline auto number(float value) -> std::string {
  auto buffer = std::array<char, 32>{};
  auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  auto text = std::string{buffer.data(), end};
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text + 'F';
}

/// One character within a literal. Octal escapes end after three digits; hexadecimal ones would
/// swallow the digits behind them.
inline void append_escaped(std::string& text, char c) {
  auto const code = static_cast<unsigned char>(c);
  if (code < 32U || code > 126U || c == '"' || c == '\\' || c == '?') {
    text += '\\';
    text += static_cast<char>('0' + (code >> 6U));
    text += static_cast<char>('0' + ((code >> 3U) & 7U));
    text += static_cast<char>('0' + (code & 7U));
  } else {
    text += c;
  }
}

[[nodiscard]] inline auto literal(std::string_view value) -> std::string {
  auto text = std::string{'"'};
  for (char const c : value) append_escaped(text, c);
  return text + '"';
}

/// One long string literal as adjacent short ones, a line each.
[[nodiscard]] inline auto bytes(std::span<std::int8_t const> values, std::string_view indent)
    -> std::string {
  constexpr auto width = std::size_t{92};
  auto text = std::string{};
  text.reserve(values.size() * 4);
  auto line = std::size_t{};
  for (auto const value : values) {
    if (line == 0) {
      text += text.empty() ? "" : "\"\n";
      text.append(indent) += '"';
    }
    auto const before = text.size();
    append_escaped(text, static_cast<char>(value));
    line += text.size() - before;
    if (line > width) line = 0;
  }
  return values.empty() ? std::string{indent} + "\"\"" : text + '"';
}

/// Comma-separated items in lines of at most 100 columns.
[[nodiscard]] inline auto list(std::vector<std::string> const& items, std::string_view indent)
    -> std::string {
  auto text = std::string{indent};
  auto line = indent.size();
  for (auto i = std::size_t{}; i < items.size(); ++i) {
    auto const length = items[i].size() + 1;
    if (line + length + 1 > 100 && line > indent.size()) {
      text += '\n';
      text += indent;
      line = indent.size();
    } else if (i > 0) {
      text += ' ';
      ++line;
    }
    text += items[i];
    if (i + 1 < items.size()) text += ',';
    line += length;
  }
  return text;
}

/// `text` for a comment: printable, and no backslash that would continue the line.
[[nodiscard]] inline auto comment(std::string_view text) -> std::string {
  auto result = std::string{text};
  std::replace_if(
      result.begin(), result.end(), [](char c) { return c < 32 || c > 126 || c == '\\'; }, '_');
  return result;
}

[[nodiscard]] inline auto is_keyword(std::string_view word) -> bool {
  static constexpr auto keywords =
      std::to_array<std::string_view>({"alignas",       "alignof",     "and",
                                       "and_eq",        "asm",         "auto",
                                       "bitand",        "bitor",       "bool",
                                       "break",         "case",        "catch",
                                       "char",          "char16_t",    "char32_t",
                                       "char8_t",       "class",       "co_await",
                                       "co_return",     "co_yield",    "compl",
                                       "concept",       "const",       "const_cast",
                                       "consteval",     "constexpr",   "constinit",
                                       "continue",      "decltype",    "default",
                                       "delete",        "do",          "double",
                                       "dynamic_cast",  "else",        "enum",
                                       "explicit",      "export",      "extern",
                                       "false",         "float",       "for",
                                       "friend",        "goto",        "if",
                                       "inline",        "int",         "long",
                                       "mutable",       "namespace",   "new",
                                       "noexcept",      "not",         "not_eq",
                                       "nullptr",       "operator",    "or",
                                       "or_eq",         "private",     "protected",
                                       "public",        "register",    "reinterpret_cast",
                                       "requires",      "return",      "short",
                                       "signed",        "sizeof",      "static",
                                       "static_assert", "static_cast", "struct",
                                       "switch",        "template",    "this",
                                       "thread_local",  "throw",       "true",
                                       "try",           "typedef",     "typeid",
                                       "typename",      "union",       "unsigned",
                                       "using",         "virtual",     "void",
                                       "volatile",      "wchar_t",     "while",
                                       "xor",           "xor_eq"});
  return std::find(keywords.begin(), keywords.end(), word) != keywords.end();
}

/// Whether a namespace at global scope may be called `word`.
[[nodiscard]] inline auto is_namespace(std::string_view word) -> bool {
  auto const letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  auto const digit = [](char c) { return c >= '0' && c <= '9'; };
  return !word.empty() && letter(word.front()) && word.front() != '_' &&
         word.find("__") == std::string_view::npos && word != "std" && word != "saccade" &&
         word != "unix" && word != "linux" &&  // macros of g++ -std=gnu++20
         !is_keyword(word) &&
         std::all_of(word.begin(), word.end(), [&](char c) { return letter(c) || digit(c); });
}

/// The nearest namespace name: other characters become underscores.
[[nodiscard]] inline auto to_namespace(std::string_view stem) -> std::string {
  auto name = std::string{};
  for (char const c : stem) {
    auto const kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (kept || name.empty() || name.back() != '_') name += kept ? c : '_';
  }
  if (is_namespace(name)) return name;
  name.insert(0, "model_");
  if (auto const twice = name.find("__"); twice != std::string::npos) name.erase(twice, 1);
  return name;
}

}  // namespace saccade::host::cpp_text
