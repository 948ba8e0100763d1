// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// The events of one packet of AEDAT 4.0, and what their times say of it.

#include <saccade/detail/little_endian.hpp>
#include <saccade/event.hpp>
#include <saccade/io/flatbuffer.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

namespace saccade::host {

/// Structs of 16 bytes, read in place: i64 t, i16 x, i16 y, u8 on, 3 bytes of padding.
class aedat4_events {
 public:
  aedat4_events() = default;

  /// `payload` is a packet's content; none if it is no packet of events, or has room for more or
  /// fewer events than it states.
  [[nodiscard]] static auto in(std::span<std::byte const> payload) -> std::optional<aedat4_events> {
    flatbuffer const table{payload};
    auto const root = table.root();
    if (!root || !table.has_identifier("EVTS") || !table.is_whole()) return {};
    auto const elements = table.field(*root, 0);
    if (!elements && payload.size() < longest_empty) return aedat4_events{};
    auto const list = elements ? table.vector_at(*elements, bytes_each) : std::nullopt;
    if (!list) return {};
    auto const events = payload.subspan(static_cast<std::size_t>(list->begin));
    auto const bytes = std::size_t{list->size} * bytes_each;
    if (events.size() - bytes >= bytes_each) return {};
    return aedat4_events{events.first(bytes)};
  }

  [[nodiscard]] auto size() const noexcept -> std::size_t { return bytes_.size() / bytes_each; }
  [[nodiscard]] auto t(std::size_t i) const -> timestamp_us { return read<std::int64_t>(i, 0); }
  [[nodiscard]] auto x(std::size_t i) const -> std::uint16_t { return read<std::uint16_t>(i, 8); }
  [[nodiscard]] auto y(std::size_t i) const -> std::uint16_t { return read<std::uint16_t>(i, 10); }
  [[nodiscard]] auto p(std::size_t i) const -> polarity {
    return read<std::uint8_t>(i, 12) != 0 ? polarity::on : polarity::off;
  }

 private:
  static constexpr std::size_t bytes_each = 16;
  static constexpr std::size_t longest_empty = 64;  ///< a table and its vtable

  explicit aedat4_events(std::span<std::byte const> bytes) : bytes_{bytes} {}

  template <typename Int>
  [[nodiscard]] auto read(std::size_t i, std::size_t offset) const -> Int {
    auto const* const from = bytes_.data() + i * bytes_each + offset;
    // Of single bytes g++ 12 makes no one load in a loop.
    if constexpr (std::endian::native == std::endian::little) {
      Int value;
      std::memcpy(&value, from, sizeof value);
      return value;
    }
    return saccade::detail::little_endian<Int>(from);
  }

  std::span<std::byte const> bytes_{};
};

/// Microseconds by which times of one camera that belong together differ at most: about a second.
inline constexpr timestamp_us aedat4_far = timestamp_us{1} << 20;

/// Whether `to` is far behind `from`. Damaged times can be any two.
[[nodiscard]] constexpr auto far_back(timestamp_us from, timestamp_us to) noexcept -> bool {
  return to < from &&
         static_cast<std::uint64_t>(from) - static_cast<std::uint64_t>(to) >= aedat4_far;
}

/// How the times of a packet go.
struct aedat4_times {
  timestamp_us first{};
  timestamp_us last{};
  bool leaps{};    ///< far ahead between two events
  bool returns{};  ///< far back between two events

  /// Of one with events.
  [[nodiscard]] static auto of(aedat4_events const& events) -> aedat4_times {
    auto const size = events.size();
    aedat4_times times{events.t(0), events.t(size - 1)};
    std::uint64_t apart = 0;
    for (std::size_t i = 1; i < size; ++i) {
      apart |= static_cast<std::uint64_t>(events.t(i)) - static_cast<std::uint64_t>(times.first);
    }
    if (apart < static_cast<std::uint64_t>(aedat4_far)) return times;
    for (std::size_t i = 1; i < size; ++i) {
      times.leaps = times.leaps || far_back(events.t(i), events.t(i - 1));
      times.returns = times.returns || far_back(events.t(i - 1), events.t(i));
    }
    return times;
  }

  /// Whether a second or more passes, or has to be made up, within them or since `before`.
  [[nodiscard]] auto leap_from(timestamp_us before) const -> bool {
    return leaps || returns || far_back(first, before) || far_back(before, first);
  }

  /// Whether the stream, with the packets before and behind (where there are any), only goes far
  /// back because of this packet.
  [[nodiscard]] auto are_damaged(std::optional<timestamp_us> before,
                                 std::optional<timestamp_us> behind) const -> bool {
    if (before && behind && far_back(*before, *behind)) return false;
    return returns || (before && far_back(*before, first)) || (behind && far_back(last, *behind));
  }
};

}  // namespace saccade::host
