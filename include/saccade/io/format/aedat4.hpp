// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/event.hpp>
#include <saccade/io/aedat4.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/format/format.hpp>

#include <cstddef>
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
    aedat4_decoder decoder;
    constexpr std::size_t step = 4096;
    for (std::size_t at = 0; !decoder.header(); at += step) {
      auto const bytes = std::as_bytes(std::span{start.first(at + step)}).subspan(at);
      if (!decoder.push(bytes, [](event const&) {}) || bytes.size() < step) break;
    }
    if (!decoder.header()) throw error{start.file, "AEDAT 4.0 header is damaged or cut off"};
    if (!decoder.header()->event_stream) throw error{start.file, "holds no stream of events"};
    return recognised_file{decoder.header()->sensor, 0};
  }

  [[nodiscard]] static auto make_decoder(decoder_options const& options,
                                         recording_options const& of_file) -> decoder_type {
    return decoder_type{{.decode = options, .packet_limit = of_file.packet_limit}};
  }
};

}  // namespace saccade::host
