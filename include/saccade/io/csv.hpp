// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Events as text, one a line. What is written has the header line "x,y,p,t", t in microseconds of
/// camera time and p 0 or 1. Triggers are not part of it.

#include <saccade/decode/delivery.hpp>
#include <saccade/decode/raw_header.hpp>
#include <saccade/event.hpp>
#include <saccade/io/csv/layout.hpp>
#include <saccade/io/csv/line.hpp>
#include <saccade/io/csv/row.hpp>
#include <saccade/status.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace saccade::host {

inline constexpr std::string_view csv_header = "x,y,p,t";

/// Decodes text of one event a line, as people have it, cut anywhere; csv_layout_search says which
/// layouts it knows. A line that is no event counts as an unknown word; coordinates that are whole
/// numbers but outside the sensor (or 0..65535) count as out of range. Times between two
/// microseconds become the nearer one, halves the one farther from 0; where the unit is not known,
/// their lines count as unknown words. Blank lines, lines that start with # or %, a byte-order mark
/// and carriage returns before the line's end are passed over, and so is a missing last line's end.
class csv_decoder {
 public:
  explicit csv_decoder(decoder_options const& options = {}, csv_options text = {})
      : out_{options, {65536, 65536}}, options_{std::move(text)}, search_{options_} {}

  template <event_sink Sink>
  auto push(std::span<std::byte const> bytes, Sink&& sink) -> decode_result {
    auto rest = std::string_view{reinterpret_cast<char const*>(bytes.data()), bytes.size()};
    while (outcome_ && !rest.empty()) {
      auto const end = rest.find('\n');
      auto const part = rest.substr(0, end);
      if (end == std::string_view::npos) {
        keep(part);
        break;
      }
      if (length_ == 0) {
        end_line(part, part.size(), sink);
      } else {
        keep(part);
        end_kept(sink);
      }
      rest.remove_prefix(end + 1);
    }
    return outcome_;
  }

  template <event_sink Sink>
  auto finish(Sink&& sink) -> decode_result {
    if (!outcome_) return outcome_;
    if (length_ != 0) end_kept(sink);
    if (outcome_) start_stream();
    return outcome_;
  }

  [[nodiscard]] auto counters() const noexcept -> decode_counters { return out_.counters(); }

  /// The first line that is no event, or the one that a strict decoder stopped at, as in
  /// "line 3: 'a,b,c,d'"; "" if there is none.
  [[nodiscard]] auto first_fault() const -> std::string const& { return first_fault_; }

 private:
  static constexpr std::size_t longest_line = 4096;

  void start_stream() {
    search_ = csv_layout_search{options_};
    layout_.reset();
    start_ = 0;
    line_ = 0;
    out_.start_stream();
  }

  /// A line that goes on in the next chunk.
  void keep(std::string_view part) {
    length_ += part.size();
    kept_.append(part.substr(0, longest_line - kept_.size()));
  }

  template <typename Sink>
  void end_kept(Sink& sink) {
    end_line(kept_, length_, sink);
    length_ = 0;
    kept_.clear();
  }

  /// `text` is all of a line of that length, or the start of one that is too long.
  template <typename Sink>
  void end_line(std::string_view text, std::uint64_t length, Sink& sink) {
    ++line_;
    if (line_ == 1 && text.starts_with(csv::byte_order_mark)) text.remove_prefix(3);
    text = csv::without_return(text);
    auto const unknown = out_.counters().unknown_words;
    auto const found =
        length > longest_line ? out_.fault(status::unknown_word) : any_line(text, sink);
    if (found != status::ok) outcome_ = {found, start_};
    if (first_fault_.empty() && (!outcome_ || out_.counters().unknown_words != unknown)) {
      first_fault_ = "line " + std::to_string(line_) + ": " + csv::quoted(text);
    }
    start_ += length + 1;
  }

  template <typename Sink>
  auto any_line(std::string_view text, Sink& sink) -> status {
    if (layout_) return event_line(text, sink);
    switch (search_.take(text)) {
      case csv_layout_search::line_kind::passed:
        return status::ok;
      case csv_layout_search::line_kind::header:
        layout_ = search_.layout();
        return status::ok;
      case csv_layout_search::line_kind::row:
        layout_ = search_.layout();
        return event_line(text, sink);
      case csv_layout_search::line_kind::other:
        break;
    }
    return out_.fault(status::unknown_word);
  }

  template <typename Sink>
  auto event_line(std::string_view text, Sink& sink) -> status {
    csv_row row;
    if (read_row(text, *layout_, row) != row_fault::none) {
      return csv::says_nothing(text) ? status::ok : out_.fault(status::unknown_word);
    }
    if (row.x < 0 || row.x > 65535 || row.y < 0 || row.y > 65535) {
      return out_.fault(status::out_of_range);
    }
    if (auto const s = out_.advance(row.t); s != status::ok) return s;
    return out_.deliver(static_cast<std::uint32_t>(row.x), static_cast<std::uint32_t>(row.y), row.p,
                        sink);
  }

  saccade::detail::delivery out_;
  csv_options options_;
  csv_layout_search search_;
  std::optional<csv_layout> layout_{};
  std::string kept_{};
  std::uint64_t length_{};  ///< of the line that is kept, which may be more than that
  std::uint64_t start_{};   ///< of the line, in the stream
  std::uint64_t line_{};    ///< from 1
  std::string first_fault_{};
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
