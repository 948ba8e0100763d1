// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The subset of XML that describes recordings: elements, attributes, text and references to
/// characters. Comments and declarations are passed over.

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace saccade::host {

namespace detail {

[[nodiscard]] constexpr auto is_xml_space(char c) noexcept -> bool {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// What "&name;" stands for; above ASCII, or unknown, it stands for itself.
[[nodiscard]] inline auto referred_character(std::string_view name) -> std::optional<char> {
  if (name == "lt") return '<';
  if (name == "gt") return '>';
  if (name == "amp") return '&';
  if (name == "quot") return '"';
  if (name == "apos") return '\'';
  if (!name.starts_with("#")) return {};
  bool const hexadecimal = name.starts_with("#x");
  auto const digits = name.substr(hexadecimal ? 2 : 1);
  unsigned code{};
  auto const* const end = digits.data() + digits.size();
  auto const read = std::from_chars(digits.data(), end, code, hexadecimal ? 16 : 10);
  if (read.ec != std::errc{} || read.ptr != end || code == 0 || code > 127) return {};
  return static_cast<char>(code);
}

[[nodiscard]] inline auto without_references(std::string_view text) -> std::string {
  std::string out;
  while (!text.empty()) {
    auto const end = text.front() == '&' ? text.find(';') : text.npos;
    auto const c = end == text.npos ? std::nullopt : referred_character(text.substr(1, end - 1));
    out += c.value_or(text.front());
    text.remove_prefix(c ? end + 1 : 1);
  }
  return out;
}

}  // namespace detail

enum class xml_token : std::uint8_t { open, close, text, end, damaged };

/// Reads one token after the other. An element without content opens and closes.
class xml_reader {
 public:
  explicit xml_reader(std::string_view text) : text_{text} {}

  auto next() -> xml_token {
    if (closes_) {
      closes_ = false;
      return xml_token::close;
    }
    for (;;) {
      if (text_.empty()) return xml_token::end;
      if (text_.front() != '<') {
        content_ = take(text_.find('<'));
        return xml_token::text;
      }
      if (text_.starts_with("<!--")) {
        if (!skip_behind("-->")) return xml_token::damaged;
      } else if (text_.starts_with("<?") || text_.starts_with("<!")) {
        if (!skip_behind(">")) return xml_token::damaged;
      } else {
        return tag();
      }
    }
  }

  /// Of the element that opens or closes.
  [[nodiscard]] auto name() const -> std::string_view { return name_; }

  /// Of the element that opens; none if it has none of this name.
  [[nodiscard]] auto attribute(std::string_view wanted) const -> std::optional<std::string> {
    auto rest = attributes_;
    while (!rest.empty()) {
      auto const equals = rest.find('=');
      auto const quote = rest.find_first_of("\"'", equals);
      if (quote == rest.npos) return {};
      auto const end = rest.find(rest[quote], quote + 1);
      if (end == rest.npos) return {};
      auto key = rest.substr(0, equals);
      while (!key.empty() && detail::is_xml_space(key.front())) key.remove_prefix(1);
      while (!key.empty() && detail::is_xml_space(key.back())) key.remove_suffix(1);
      if (key == wanted) {
        return detail::without_references(rest.substr(quote + 1, end - quote - 1));
      }
      rest.remove_prefix(end + 1);
    }
    return {};
  }

  [[nodiscard]] auto text() const -> std::string { return detail::without_references(content_); }

 private:
  auto take(std::size_t size) -> std::string_view {
    auto const taken = text_.substr(0, size);
    text_.remove_prefix(taken.size());
    return taken;
  }

  auto skip_behind(std::string_view end) -> bool {
    auto const found = text_.find(end);
    if (found == text_.npos) return false;
    text_.remove_prefix(found + end.size());
    return true;
  }

  auto tag() -> xml_token {
    char quote{};
    std::size_t end = 1;
    for (; end < text_.size() && (quote != 0 || text_[end] != '>'); ++end) {
      char const c = text_[end];
      if (c == '<' && quote == 0) return xml_token::damaged;
      if (quote != 0 ? c == quote : c == '"' || c == '\'') quote = quote != 0 ? '\0' : c;
    }
    if (end >= text_.size()) return xml_token::damaged;
    auto inside = take(end + 1).substr(1, end - 1);
    bool const is_end = inside.starts_with('/');
    if (is_end) inside.remove_prefix(1);
    closes_ = !is_end && inside.ends_with('/');
    if (closes_) inside.remove_suffix(1);
    std::size_t length = 0;
    while (length < inside.size() && !detail::is_xml_space(inside[length])) ++length;
    name_ = inside.substr(0, length);
    attributes_ = inside.substr(length);
    if (name_.empty()) return xml_token::damaged;
    return is_end ? xml_token::close : xml_token::open;
  }

  std::string_view text_;
  std::string_view name_{};
  std::string_view attributes_{};
  std::string_view content_{};
  bool closes_{};
};

}  // namespace saccade::host
