// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/io/aedat4.hpp>
#include <saccade/io/aedat4/header.hpp>
#include <saccade/io/aedat4/header_reader.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/format/format.hpp>
#include <saccade/io/recorded_stream.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saccade::host {

/// AEDAT 4.0 (iniVation dv): needs LZ4 and zstd. Of several streams of events one is read.
struct aedat4_format {
  static constexpr recording_format format = recording_format::aedat4;
  static constexpr std::string_view title = "AEDAT 4.0";
  static constexpr std::string_view extension = "aedat4";
  static constexpr bool triggers_come_apart = true;

  using decoder_type = aedat4_decoder;

  [[nodiscard]] static auto recognise(file_start const& start) -> std::optional<recognised_file> {
    if (!is_one(start)) return {};
    aedat4_header_reader reader;
    constexpr std::size_t step = 4096;
    while (!reader.done()) {
      auto const at = reader.size();
      auto const bytes = std::as_bytes(std::span{start.first(at + step)}).subspan(at);
      reader.push(bytes);
      if (!reader.done() && bytes.size() < step) {
        throw error{start.file, "ends within its AEDAT 4.0 header, after " +
                                    std::to_string(reader.size()) + " of at least " +
                                    std::to_string(reader.expected_size()) +
                                    " bytes: copy or record it again"};
      }
    }
    if (!reader.header()) {
      throw error{start.file, "is damaged: its AEDAT 4.0 header " + reader.fault() +
                                  "; copy or record it again"};
    }
    return choose(*reader.header(), start);
  }

  [[nodiscard]] static auto make_decoder(decoder_options const& options,
                                         recording_options const& of_file) -> decoder_type {
    return decoder_type{
        {.decode = options, .stream = of_file.stream, .packet_limit = of_file.packet_limit}};
  }

 private:
  /// By the first line, or as much of it as there is. Throws for one that has lost its line's end.
  static auto is_one(file_start const& start) -> bool {
    constexpr auto name = aedat4_magic.substr(0, aedat4_magic.size() - 2);
    constexpr auto shortest = std::string_view{"#!AER-DAT4"}.size();
    if (start.text.size() < aedat4_magic.size()) {
      return start.text.size() >= shortest && aedat4_magic.starts_with(start.text);
    }
    if (start.text.starts_with(name) && !start.text.starts_with(aedat4_magic)) {
      throw error{start.file,
                  "is damaged: its first line, AEDAT 4.0, does not end in CR LF as it must; if it "
                  "was copied as text, copy it as binary data"};
    }
    return start.text.starts_with(aedat4_magic);
  }

  static auto choose(aedat4_header const& header, file_start const& start) -> recognised_file {
    auto const wanted = start.options.stream;
    auto const* const events = header.events(wanted);
    if (events == nullptr) {
      std::string numbers;
      for (auto const& s : header.streams) {
        if (s.type != "EVTS") continue;
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(s.number);
      }
      if (numbers.empty()) throw error{start.file, "holds no stream of events"};
      throw error{start.file, "has no stream of events " + std::to_string(*wanted) +
                                  "; choose one of those it has: --stream " + numbers};
    }
    auto const* const triggers = header.triggers_beside(*events);
    recognised_file file{events->sensor, 0};
    for (auto const& s : header.streams) {
      file.streams.push_back(as_recorded(s));
      file.streams.back().read = &s == events || &s == triggers;
    }
    return file;
  }
};

}  // namespace saccade::host
