// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What the host and a device exchange to compare their results. Everything is little-endian.
///
/// Window file, host to device: "SCW1", u32 windows, u32 flags (bit 0: the device also returns its
/// tensors); per window u32 events, then per event u32 microseconds since the window's start,
/// u16 x, u16 y | polarity << 15. Coordinates are those of the model's input.
///
/// Result file, device to host: "SCR1", u32 windows, u32 classes, u32 bytes of tensors per window
/// (0 unless they were asked for); per window the int8 tensors, NHWC, in the order of the nodes,
/// i32 logits[classes], u32 instructions for filling the grid, u32 instructions for the inference.

#include <saccade/detail/little_endian.hpp>
#include <saccade/event.hpp>
#include <saccade/io/error.hpp>
#include <saccade/io/output_file.hpp>
#include <saccade/io/read_whole_file.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saccade::host {

/// The events of one window; times count from the window's start.
using window_events = std::vector<event>;

/// What a device computed for one window.
struct device_result {
  std::vector<std::int8_t> tensors{};
  std::vector<std::int32_t> logits{};
  std::uint32_t grid_instructions{};
  std::uint32_t inference_instructions{};
};

namespace detail {

inline void append_little_endian(std::string& out, std::uint32_t value, int bytes = 4) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}

/// Takes numbers from the front of a file's bytes; a file that ends too early is an error.
class little_endian_reader {
 public:
  little_endian_reader(std::filesystem::path const& path, std::string_view magic)
      : where_{path.string()}, bytes_{read_whole_file(path)} {
    if (!std::string_view{bytes_}.starts_with(magic)) {
      throw error{where_, "does not start with " + std::string{magic}};
    }
    position_ = magic.size();
  }

  [[nodiscard]] auto i8() -> std::int8_t { return static_cast<std::int8_t>(number(1)); }
  [[nodiscard]] auto u16() -> std::uint16_t { return static_cast<std::uint16_t>(number(2)); }
  [[nodiscard]] auto u32() -> std::uint32_t { return number(4); }

  /// Fails unless `count` elements of `size` bytes are left, so that nobody allocates for more.
  void require(std::size_t count, std::size_t size) const {
    if ((bytes_.size() - position_) / size < count) {
      throw error{where_, "ends too early, after " + std::to_string(bytes_.size()) + " bytes"};
    }
  }

  void require_end() const {
    if (position_ != bytes_.size()) {
      throw error{where_, std::to_string(bytes_.size() - position_) + " bytes too long"};
    }
  }

 private:
  [[nodiscard]] auto number(std::size_t size) -> std::uint32_t {
    require(1, size);
    auto const value = saccade::detail::little_endian(bytes_.data() + position_, size);
    position_ += size;
    return static_cast<std::uint32_t>(value);
  }

  std::string where_;
  std::string bytes_;
  std::size_t position_{};
};

}  // namespace detail

inline void write_window_file(std::filesystem::path const& path,
                              std::span<window_events const> windows, bool with_tensors = false) {
  std::string out{"SCW1"};
  detail::append_little_endian(out, static_cast<std::uint32_t>(windows.size()));
  detail::append_little_endian(out, with_tensors ? 1 : 0);
  for (auto const& window : windows) {
    detail::append_little_endian(out, static_cast<std::uint32_t>(window.size()));
    for (event const& e : window) {
      if (e.t < 0 || e.t > 0xFFFF'FFFF || e.y > 0x7FFF) {
        throw error{path.string(), "an event's time or row does not fit the format"};
      }
      detail::append_little_endian(out, static_cast<std::uint32_t>(e.t));
      detail::append_little_endian(out, e.x, 2);
      detail::append_little_endian(out, e.y | static_cast<std::uint32_t>(e.p) << 15, 2);
    }
  }
  output_file file{path};
  file.stream() << out;
  file.commit();
}

[[nodiscard]] inline auto read_window_file(std::filesystem::path const& path)
    -> std::vector<window_events> {
  detail::little_endian_reader file{path, "SCW1"};
  auto const count = file.u32();
  static_cast<void>(file.u32());
  file.require(count, 4);
  std::vector<window_events> windows(count);
  for (auto& window : windows) {
    auto const events = file.u32();
    file.require(events, 8);
    window.resize(events);
    for (event& e : window) {
      e.t = file.u32();
      e.x = file.u16();
      auto const row = file.u16();
      e.y = row & 0x7FFFU;
      e.p = row >> 15 != 0 ? polarity::on : polarity::off;
    }
  }
  file.require_end();
  return windows;
}

[[nodiscard]] inline auto read_result_file(std::filesystem::path const& path)
    -> std::vector<device_result> {
  detail::little_endian_reader file{path, "SCR1"};
  auto const count = file.u32();
  auto const classes = file.u32();
  auto const tensor_bytes = file.u32();
  file.require(count, std::size_t{tensor_bytes} + std::size_t{classes} * 4 + 8);
  std::vector<device_result> results(count);
  for (auto& result : results) {
    result.tensors.resize(tensor_bytes);
    for (auto& value : result.tensors) value = file.i8();
    result.logits.resize(classes);
    for (auto& logit : result.logits) logit = static_cast<std::int32_t>(file.u32());
    result.grid_instructions = file.u32();
    result.inference_instructions = file.u32();
  }
  file.require_end();
  return results;
}

}  // namespace saccade::host
