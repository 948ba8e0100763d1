// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/event.hpp>
#include <saccade/io/aedat4.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/format/format.hpp>

#include <array>
#include <cstddef>
#include <ios>
#include <optional>
#include <span>
#include <string_view>

namespace saccade::host {

/// AEDAT 4.0 (iniVation dv): needs LZ4 and zstd. Of several streams of events the first is read.
struct aedat4_format {
  static constexpr recording_format format = recording_format::aedat4;
  static constexpr std::string_view title = "AEDAT 4.0";
  static constexpr std::string_view extension = "aedat4";
  static constexpr bool triggers_come_apart = true;

  using decoder_type = aedat4_decoder;

  [[nodiscard]] static auto recognise(file_start const& start) -> std::optional<recognised_file> {
    if (!start.text.starts_with(aedat4_magic)) return {};
    start.stream->clear();
    start.stream->seekg(0);
    aedat4_decoder decoder;
    std::array<char, 4096> chunk{};
    while (!decoder.header()) {
      start.stream->read(chunk.data(), chunk.size());
      auto const bytes =
          std::as_bytes(std::span{chunk}.first(static_cast<std::size_t>(start.stream->gcount())));
      if (bytes.empty() || !decoder.push(bytes, [](event const&) {})) break;
    }
    if (!decoder.header()) throw error{start.file, "AEDAT 4.0 header is damaged or cut off"};
    if (!decoder.header()->event_stream) throw error{start.file, "holds no stream of events"};
    return recognised_file{decoder.header()->sensor, 0};
  }

  [[nodiscard]] static auto make_decoder(decoder_options const& options) -> decoder_type {
    return decoder_type{{.decode = options}};
  }
};

}  // namespace saccade::host
