// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/encode/encoder.hpp>
#include <saccade/io/csv.hpp>
#include <saccade/io/format/format.hpp>

#include <optional>
#include <ostream>
#include <string_view>

namespace saccade::host {

/// Lines of x,y,p,t; without triggers.
struct csv_format {
  static constexpr recording_format format = recording_format::csv;
  static constexpr std::string_view title = "CSV";
  static constexpr std::string_view extension = "csv";

  using decoder_type = csv_decoder;

  [[nodiscard]] static auto recognise(file_start const& start) -> std::optional<recognised_file> {
    if (!start.text.starts_with(csv_header)) return {};
    return recognised_file{};
  }

  [[nodiscard]] static auto make_decoder(decoder_options const& options, recording_options const&)
      -> decoder_type {
    return decoder_type{options};
  }

  class writer_type {
   public:
    writer_type(std::ostream& out, geometry) : lines_{out} {}

    [[nodiscard]] auto write(event const& e) -> encode_status {
      lines_(e);
      return encode_status::ok;
    }
    [[nodiscard]] auto write(trigger const&) -> encode_status { return encode_status::ok; }
    void finish() {}

   private:
    csv_writer lines_;
  };
};

}  // namespace saccade::host
