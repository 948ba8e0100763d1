// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Takes the text header off a RAW stream that comes in pieces, as from a pipe or a socket.

#include <saccade/decode/raw_header.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace saccade {

/// Keeps a header of at most `Capacity` bytes. Cameras write about 1 KB; one that goes on behind
/// that has raw_header_fault::too_long.
template <std::size_t Capacity = 8192>
class raw_header_reader {
 public:
  raw_header_reader() = default;
  // The header's views point into the object.
  raw_header_reader(raw_header_reader const&) = delete;
  auto operator=(raw_header_reader const&) -> raw_header_reader& = delete;

  /// Takes the stream's next bytes, cut anywhere, and calls `body(std::span<std::byte const>)` with
  /// those behind the header, in order. Before the first such call header() is complete.
  template <typename Body>
  void push(std::span<std::byte const> bytes, Body&& body) {
    while (!complete_ && !bytes.empty()) {
      auto const room = Capacity - size_;
      auto const part = bytes.first(bytes.size() < room ? bytes.size() : room);
      for (std::byte const b : part) text_[size_++] = static_cast<char>(b);
      bytes = bytes.subspan(part.size());
      if (take_lines() || !may_go_on()) {
        end(body);
      } else if (size_ == Capacity && !bytes.empty()) {
        end(body, raw_header_fault::too_long);
      }
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
  /// Empty before it is complete.
  [[nodiscard]] auto header() const noexcept -> raw_header const& { return header_; }

 private:
  /// Passes over whole lines; true behind "% end".
  [[nodiscard]] auto take_lines() noexcept -> bool {
    for (;;) {
      auto const line = detail::header_line({text_ + lines_, size_ - lines_});
      if (line.empty()) return false;
      lines_ += line.size();
      if (detail::is_same(detail::parse_header_line(line).key, "end")) return true;
    }
  }

  /// Whether what follows the lines may become another one.
  [[nodiscard]] auto may_go_on() const noexcept -> bool {
    auto const rest = std::string_view{text_ + lines_, size_ - lines_};
    return rest.empty() || begins_header_line(rest);
  }

  template <typename Body>
  void end(Body& body, raw_header_fault fault = raw_header_fault::none) {
    complete_ = true;
    header_ = parse_raw_header({text_, lines_});
    if (header_.fault == raw_header_fault::none) header_.fault = fault;
    if (size_ > lines_) body(std::as_bytes(std::span{text_ + lines_, size_ - lines_}));
  }

  char text_[Capacity]{};
  std::size_t size_{};
  std::size_t lines_{};  ///< bytes of whole header lines
  raw_header header_{};
  bool complete_{};
};

}  // namespace saccade
