// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Events as text: the header line "x,y,p,t", then one event a line, t in microseconds of camera
/// time, p 0 or 1. Triggers are not part of it.

#include <saccade/decode/delivery.hpp>
#include <saccade/event.hpp>
#include <saccade/status.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace saccade::host {

inline constexpr std::string_view csv_header = "x,y,p,t";

/// Decodes such text, cut anywhere. A line that is no event counts as an unknown word; coordinates
/// that are numbers but outside the sensor (or 0..65535) count as out of range. Blank lines and
/// carriage returns before the line's end are ignored, and so is a missing last line's end.
class csv_decoder {
 public:
  explicit csv_decoder(decoder_options const& options = {}) : out_{options, {65536, 65536}} {}

  template <event_sink Sink>
  auto push(std::span<std::byte const> bytes, Sink&& sink) -> decode_result {
    for (std::byte const byte : bytes) {
      if (!outcome_) break;
      char const c = static_cast<char>(byte);
      if (c == '\n') {
        end_line(sink);
        continue;
      }
      ++length_;
      if (line_.size() < longest_line) line_.push_back(c);
    }
    return outcome_;
  }

  template <event_sink Sink>
  auto finish(Sink&& sink) -> decode_result {
    if (outcome_ && length_ != 0) end_line(sink);
    return outcome_;
  }

  [[nodiscard]] auto counters() const noexcept -> decode_counters const& { return out_.counters(); }

 private:
  static constexpr std::size_t longest_line = 128;

  template <typename Sink>
  void end_line(Sink& sink) {
    if (!line_.empty() && line_.back() == '\r') line_.pop_back();
    bool const header = start_ == 0 && line_ == csv_header;
    if (!header && !line_.empty()) {
      auto const found =
          length_ > longest_line ? out_.fault(status::unknown_word) : event_line(sink);
      if (found != status::ok) outcome_ = {found, start_};
    }
    start_ += length_ + 1;
    length_ = 0;
    line_.clear();
  }

  template <typename Sink>
  auto event_line(Sink& sink) -> status {
    std::int64_t field[4]{};
    auto const* at = line_.data();
    auto const* const end = at + line_.size();
    for (int i = 0; i != 4; ++i) {
      auto const [next, fault] = std::from_chars(at, end, field[i]);
      bool const last = i == 3;
      if (fault != std::errc{} || (last ? next != end : next == end || *next != ',')) {
        return out_.fault(status::unknown_word);
      }
      at = last ? next : next + 1;
    }
    auto const [x, y, p, t] = field;
    if (p != 0 && p != 1) return out_.fault(status::unknown_word);
    if (x < 0 || x > 65535 || y < 0 || y > 65535) return out_.fault(status::out_of_range);
    if (auto const s = out_.advance(t); s != status::ok) return s;
    return out_.deliver(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y),
                        static_cast<polarity>(p), sink);
  }

  saccade::detail::delivery out_;
  std::string line_;
  std::uint64_t length_{};
  std::uint64_t start_{};
  decode_result outcome_{};
};

/// Writes the header on construction, then one line per event. Check the stream's state at the end.
class csv_writer {
 public:
  explicit csv_writer(std::ostream& out) : out_{&out} { *out_ << csv_header << '\n'; }

  void operator()(event const& e) {
    char line[64];
    auto* at = line;
    for (std::int64_t const field :
         {std::int64_t{e.x}, std::int64_t{e.y}, std::int64_t{e.p == polarity::on}, e.t}) {
      at = std::to_chars(at, line + sizeof line, field).ptr;
      *at++ = ',';
    }
    at[-1] = '\n';
    out_->write(line, at - line);
  }

 private:
  std::ostream* out_;
};

}  // namespace saccade::host
