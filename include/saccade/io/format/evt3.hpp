// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/decode/evt3.hpp>
#include <saccade/encode/evt3.hpp>
#include <saccade/io/format/format.hpp>
#include <saccade/io/format/raw.hpp>
#include <saccade/io/plausible_words.hpp>

#include <optional>
#include <ostream>
#include <string_view>

namespace saccade::host {

/// Prophesee EVT 3.0, in RAW files and as words alone.
struct evt3_format {
  static constexpr recording_format format = recording_format::evt3;
  static constexpr std::string_view title = "EVT 3.0";
  static constexpr std::string_view extension = "raw";
  static constexpr bool may_lack_header = true;

  using decoder_type = evt3_decoder;

  [[nodiscard]] static auto recognise(file_start const& start) -> std::optional<recognised_file> {
    return raw::recognise(start, raw_format::evt3, format, &as_evt3_words);
  }

  [[nodiscard]] static auto judge(std::string_view start) -> word_plausibility {
    return as_evt3_words(start);
  }

  [[nodiscard]] static auto make_decoder(decoder_options const& options, recording_options const&)
      -> decoder_type {
    return decoder_type{options};
  }

  struct writer_type : raw::writer<evt3_encoder> {
    writer_type(std::ostream& out, geometry sensor) : writer{out, sensor, "3.0", "EVT3"} {}
  };
};

}  // namespace saccade::host
