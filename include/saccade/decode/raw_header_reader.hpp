// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Takes the text header off a RAW stream that comes in pieces, as from a pipe or a socket.

#include <saccade/decode/raw_header.hpp>
#include <saccade/geometry.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace saccade {

/// Keeps a header of at most `Capacity` bytes. Cameras write about 1 KB.
template <std::size_t Capacity = 8192>
class raw_header_reader {
 public:
  raw_header_reader() = default;
  // The header's views point into the object.
  raw_header_reader(raw_header_reader const&) = delete;
  auto operator=(raw_header_reader const&) -> raw_header_reader& = delete;

  /// Takes the stream's next bytes, cut anywhere, and calls `body(std::span<std::byte const>)` with
  /// those behind the header, in order. Before the first such call header() is complete. A header
  /// that does not end within `Capacity` bytes is taken to end with its last whole line there.
  template <typename Body>
  void push(std::span<std::byte const> bytes, Body&& body) {
    while (!complete_ && !bytes.empty()) {
      auto const room = Capacity - size_;
      auto const part = bytes.first(bytes.size() < room ? bytes.size() : room);
      for (std::byte const b : part) text_[size_++] = static_cast<char>(b);
      bytes = bytes.subspan(part.size());
      header_ = parse_raw_header({text_, size_});
      if (header_.ended || size_ == Capacity || !may_go_on()) end(body);
    }
    if (!bytes.empty()) body(bytes);
  }

  /// Says that the stream has ended: what looked like the start of a header line goes to `body`.
  template <typename Body>
  void finish(Body&& body) {
    if (!complete_) end(body);
  }

  /// Whether all of the header has been seen, or that there is none.
  [[nodiscard]] auto complete() const noexcept -> bool { return complete_; }
  /// What has been seen of the header.
  [[nodiscard]] auto header() const noexcept -> raw_header const& { return header_; }

 private:
  /// Whether what follows the header's lines may become another one.
  [[nodiscard]] auto may_go_on() const noexcept -> bool {
    auto const rest = std::string_view{text_, size_}.substr(header_.text.size());
    constexpr std::string_view start = "% ";
    if (rest.size() <= start.size()) return start.starts_with(rest);
    if (!rest.starts_with(start)) return false;
    for (char const c : rest) {
      if (!detail::is_text(c)) return false;
    }
    return true;
  }

  template <typename Body>
  void end(Body& body) {
    complete_ = true;
    auto const header = header_.text.size();
    if (size_ > header) body(std::as_bytes(std::span{text_ + header, size_ - header}));
  }

  char text_[Capacity]{};
  std::size_t size_{};
  raw_header header_{};
  bool complete_{};
};

}  // namespace saccade
