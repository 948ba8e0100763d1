// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/decode/evt2.hpp>
#include <saccade/encode/evt2.hpp>
#include <saccade/io/format/format.hpp>
#include <saccade/io/format/raw.hpp>
#include <saccade/io/plausible_words.hpp>

#include <optional>
#include <ostream>
#include <string_view>

namespace saccade::host {

/// Prophesee EVT 2.0, in RAW files and as words alone.
struct evt2_format {
  static constexpr recording_format format = recording_format::evt2;
  static constexpr std::string_view title = "EVT 2.0";
  static constexpr std::string_view extension = "raw";
  static constexpr bool may_lack_header = true;

  using decoder_type = evt2_decoder;

  [[nodiscard]] static auto recognise(file_start const& start) -> std::optional<recognised_file> {
    return raw::recognise(start, raw_format::evt2, format, &as_evt2_words);
  }

  [[nodiscard]] static auto judge(std::string_view start) -> word_plausibility {
    return as_evt2_words(start);
  }

  [[nodiscard]] static auto make_decoder(decoder_options const& options, recording_options const&)
      -> decoder_type {
    return decoder_type{options};
  }

  struct writer_type : raw::writer<evt2_encoder> {
    writer_type(std::ostream& out, geometry sensor) : writer{out, sensor, "2.0", "EVT2"} {}
  };
};

}  // namespace saccade::host
