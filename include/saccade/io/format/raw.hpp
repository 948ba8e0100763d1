// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What the formats in Prophesee RAW files share: the text header before the words.

#include <saccade/decode/raw_header.hpp>
#include <saccade/encode/encoder.hpp>
#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/format/format.hpp>
#include <saccade/io/plausible_words.hpp>

#include <cstddef>
#include <ios>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace saccade::host::raw {

/// Throws host::error for a header that cannot be read as one.
inline void refuse_damage(raw_header const& header, file_start const& start) {
  constexpr std::size_t longest = std::size_t{1} << 15U;
  if (header.text.size() > longest) throw error{start.file, "header is longer than 32 KiB"};
  auto const rest = start.text.substr(header.text.size());
  if (!header.ended && begins_header_line(rest)) {
    if (start.text.size() >= longest) {
      throw error{start.file, "has a header line of more than 32 KiB"};
    }
    throw error{start.file, std::string{message(raw_header_fault::cut)} + ": '" +
                                std::string{saccade::detail::trim(rest)} + "'"};
  }
  if (header.fault == raw_header_fault::none) return;
  throw error{start.file,
              message(header.fault) + (header.faulty_line.empty()
                                           ? std::string{}
                                           : ": '" + std::string{header.faulty_line} + "'")};
}

/// Words of `Wanted` behind a header that names it, or without one where the caller says `format`.
/// Throws host::error for a header that contradicts itself, and for bytes that do not look like
/// words where nothing but the caller says that they are.
[[nodiscard]] inline auto recognise(file_start const& start, raw_format wanted,
                                    recording_format format,
                                    word_plausibility (*judge)(std::string_view))
    -> std::optional<recognised_file> {
  auto const header = parse_raw_header(start.text);
  refuse_damage(header, start);
  bool const named = header.format == raw_format::unknown && start.expected == format;
  if (header.format != wanted && !named) return {};
  auto const body = start.text.substr(header.text.size());
  if (header.format != wanted && !body.empty() && !start.options.force) {
    auto const found = judge(body);
    if (!found.holds()) {
      throw error{start.file, "does not look like " + std::string{format.name()} + ": " +
                                  found.text() + "; --force reads it all the same"};
    }
  }
  return recognised_file{header.sensor, header.text.size()};
}

/// Writes a header and then what `Encoder` makes of the events.
template <typename Encoder>
class writer {
 public:
  /// `version` as in "% evt 3.0", `name` as in "% format EVT3".
  writer(std::ostream& out, geometry sensor, std::string_view version, std::string_view name)
      : bytes_{&out} {
    out << "% evt " << version << "\n% format " << name;
    if (sensor.known()) {
      out << ";height=" << sensor.height << ";width=" << sensor.width << "\n% geometry "
          << sensor.width << 'x' << sensor.height;
    }
    out << "\n% end\n";
  }

  [[nodiscard]] auto write(event const& e) -> encode_status { return encoder_.push(e, bytes_); }
  [[nodiscard]] auto write(trigger const& e) -> encode_status { return encoder_.push(e, bytes_); }

  void finish() {
    if constexpr (requires { encoder_.finish(bytes_); }) encoder_.finish(bytes_);
  }

 private:
  struct stream_sink {
    std::ostream* out;
    void operator()(std::span<std::byte const> bytes) const {
      out->write(reinterpret_cast<char const*>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()));
    }
  };

  stream_sink bytes_;
  Encoder encoder_{};
};

}  // namespace saccade::host::raw
