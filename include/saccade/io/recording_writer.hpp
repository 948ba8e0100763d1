// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Writes a recording to a file, in a format of a list that can be written.

#include <saccade/encode/encoder.hpp>
#include <saccade/event.hpp>
#include <saccade/geometry.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/format/format.hpp>
#include <saccade/io/formats.hpp>
#include <saccade/io/output_file.hpp>

#include <concepts>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

namespace saccade::host {

/// A sink of events and triggers. Without close() the file counts as unfinished and is removed, so
/// that a failure leaves no half recording. Throws host::error for a file that cannot be written.
template <typename Formats>
class basic_recording_writer {
 public:
  /// `sensor` goes into the header, where the format has one; {0, 0} leaves it out.
  basic_recording_writer(std::filesystem::path const& file, recording_format format,
                         geometry sensor)
      : file_{file} {
    auto title = std::string{format.name()};
    Formats::visit_named(format, [&]<typename Format>() {
      title = Format::title;
      if constexpr (writable_format<Format>) {
        target_.emplace(file_);
        writer_ = std::make_unique<writer_of<Format>>(target_->stream(), sensor);
      }
    });
    if (!writer_) throw error{file_.string(), title + " cannot be written"};
  }

  basic_recording_writer(basic_recording_writer const&) = delete;
  auto operator=(basic_recording_writer const&) -> basic_recording_writer& = delete;

  [[nodiscard]] auto write(event const& e) -> encode_status { return writer_->write(e); }
  /// Does nothing in a format that has no triggers.
  [[nodiscard]] auto write(trigger const& e) -> encode_status { return writer_->write(e); }

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
    writer_->finish();
    target_->commit();
  }

 private:
  struct any_writer {
    virtual ~any_writer() = default;
    [[nodiscard]] virtual auto write(event const& e) -> encode_status = 0;
    [[nodiscard]] virtual auto write(trigger const& e) -> encode_status = 0;
    virtual void finish() = 0;
  };

  template <typename Format>
  struct writer_of final : any_writer {
    typename Format::writer_type writer;

    writer_of(std::ostream& out, geometry sensor) : writer{out, sensor} {}
    auto write(event const& e) -> encode_status override { return writer.write(e); }
    auto write(trigger const& e) -> encode_status override { return writer.write(e); }
    void finish() override { writer.finish(); }
  };

  std::filesystem::path file_;
  std::optional<output_file> target_{};
  std::unique_ptr<any_writer> writer_{};
};

class recording_writer : public basic_recording_writer<all_formats> {
 public:
  using basic_recording_writer::basic_recording_writer;
};

}  // namespace saccade::host
