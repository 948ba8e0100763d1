// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A file format that the library does not know: the line "TOY" and then three bytes an event, x, y
/// and its time; or such bytes alone, for who is told.

#include <saccade/decode/delivery.hpp>
#include <saccade/event.hpp>
#include <saccade/io/format/format.hpp>
#include <saccade/status.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <span>
#include <string_view>

namespace saccade::test {

class toy_decoder {
 public:
  explicit toy_decoder(decoder_options const& options = {}) : out_{options, {256, 256}} {}

  template <event_sink Sink>
  auto push(std::span<std::byte const> bytes, Sink&& sink) -> decode_result {
    for (std::byte const byte : bytes) {
      held_[size_++] = std::to_integer<std::uint8_t>(byte);
      if (size_ != held_.size()) continue;
      size_ = 0;
      static_cast<void>(out_.advance(held_[2]));
      static_cast<void>(out_.deliver(held_[0], held_[1], polarity::on, sink));
    }
    return {};
  }

  auto finish() -> decode_result {
    if (size_ != 0) static_cast<void>(out_.fault(status::truncated, size_));
    size_ = 0;
    return {};
  }

  [[nodiscard]] auto counters() const noexcept -> decode_counters { return out_.counters(); }

 private:
  detail::delivery out_;
  std::array<std::uint8_t, 3> held_{};
  std::size_t size_{};
};

struct toy_format {
  static constexpr host::recording_format format{"toy"};
  static constexpr std::string_view title = "Toy 1.0";
  static constexpr std::string_view extension = "toy";
  static constexpr bool may_lack_header = true;

  using decoder_type = toy_decoder;

  [[nodiscard]] static auto recognise(host::file_start const& start)
      -> std::optional<host::recognised_file> {
    if (start.text.starts_with("TOY\n")) return host::recognised_file{{8, 6}, 4};
    if (start.expected == format) return host::recognised_file{};
    return {};
  }

  [[nodiscard]] static auto make_decoder(decoder_options const& options,
                                         host::recording_options const&) -> decoder_type {
    return toy_decoder{options};
  }

  class writer_type {
   public:
    writer_type(std::ostream& out, geometry) : out_{out} { out_ << "TOY\n"; }

    [[nodiscard]] auto write(event const& e) -> encode_status {
      out_ << static_cast<char>(e.x) << static_cast<char>(e.y) << static_cast<char>(e.t);
      return encode_status::ok;
    }
    [[nodiscard]] auto write(trigger const&) -> encode_status { return encode_status::ok; }
    void finish() {}

   private:
    std::ostream& out_;
  };
};

}  // namespace saccade::test
