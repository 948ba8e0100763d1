// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Writes a recording to a file: EVT2 or EVT3 with a full text header, or CSV.

#include <saccade/encode/evt2.hpp>
#include <saccade/encode/evt3.hpp>
#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/io/csv.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/output_file.hpp>
#include <saccade/io/recording.hpp>

#include <concepts>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <ios>
#include <span>
#include <string>
#include <system_error>
#include <variant>

namespace saccade::host {

/// A sink of events and triggers. Without close() the file counts as unfinished and is removed, so
/// that a failure leaves no half recording. Throws host::error for a file that cannot be written.
class recording_writer {
 public:
  /// `sensor` goes into the header of EVT files; {0, 0} leaves it out.
  recording_writer(std::filesystem::path const& file, recording_format format, geometry sensor)
      : file_{file} {
    if (format == recording_format::aedat4) fail("AEDAT 4.0 cannot be written");
    switch (format) {
      case recording_format::evt2:
        raw_header("2.0", "EVT2", sensor);
        break;
      case recording_format::evt3:
        raw_header("3.0", "EVT3", sensor);
        encoder_.emplace<evt3_encoder>();
        break;
      case recording_format::csv:
        encoder_.emplace<csv_writer>(out_);
        break;
      case recording_format::aedat4:
        fail("AEDAT 4.0 cannot be written");
    }
  }

  recording_writer(recording_writer const&) = delete;
  auto operator=(recording_writer const&) -> recording_writer& = delete;

  [[nodiscard]] auto write(event const& e) -> encode_status {
    if (auto* const csv = std::get_if<csv_writer>(&encoder_)) {
      (*csv)(e);
      return encode_status::ok;
    }
    return encode(e);
  }

  /// CSV has no triggers; there it does nothing.
  [[nodiscard]] auto write(trigger const& e) -> encode_status {
    return std::holds_alternative<csv_writer>(encoder_) ? encode_status::ok : encode(e);
  }

  /// As write(), but what cannot be encoded throws.
  template <typename Item>
    requires std::same_as<Item, event> || std::same_as<Item, trigger>
  void operator()(Item const& item) {
    if (auto const s = write(item); s != encode_status::ok) {
      throw error{file_.string(),
                  std::string{message(s)} + " at " + std::to_string(item.t) + " us"};
    }
  }

  void close() {
    std::visit(
        [&](auto& encoder) {
          if constexpr (requires { encoder.finish(bytes_); }) encoder.finish(bytes_);
        },
        encoder_);
    target_.commit();
  }

 private:
  struct stream_sink {
    std::ofstream* out;
    void operator()(std::span<std::byte const> bytes) const {
      out->write(reinterpret_cast<char const*>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()));
    }
  };

  void raw_header(char const* evt, char const* format, geometry sensor) {
    out_ << "% evt " << evt << "\n% format " << format;
    if (sensor.known()) {
      out_ << ";height=" << sensor.height << ";width=" << sensor.width << "\n% geometry "
           << sensor.width << 'x' << sensor.height;
    }
    out_ << "\n% end\n";
  }

  template <typename Item>
  auto encode(Item const& item) -> encode_status {
    if (auto* const evt2 = std::get_if<evt2_encoder>(&encoder_)) return evt2->push(item, bytes_);
    if (auto* const evt3 = std::get_if<evt3_encoder>(&encoder_)) return evt3->push(item, bytes_);
    return encode_status::ok;
  }

  [[noreturn]] void fail(char const* what) const { throw error{file_.string(), what}; }

  std::filesystem::path file_;
  output_file target_{file_};
  std::ofstream& out_{target_.stream()};
  stream_sink bytes_{&out_};
  std::variant<evt2_encoder, evt3_encoder, csv_writer> encoder_{};
};

}  // namespace saccade::host
