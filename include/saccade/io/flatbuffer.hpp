// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Reads single fields of a size-prefixed FlatBuffer in place. Every offset is checked, so that any
/// bytes can be read: what lies outside is reported as absent.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <saccade/detail/little_endian.hpp>
#include <span>
#include <string_view>

namespace saccade::host {

class flatbuffer {
 public:
  /// `bytes` starts with the u32 length of what follows: root offset, four-letter identifier, data.
  explicit flatbuffer(std::span<std::byte const> bytes) : bytes_{bytes} {}

  [[nodiscard]] auto has_identifier(std::string_view four_letters) const -> bool {
    auto const size = read<std::uint32_t>(0);
    return size && *size <= bytes_.size() - 4 && bytes_.size() >= 12 &&
           std::memcmp(bytes_.data() + 8, four_letters.data(), 4) == 0;
  }

  /// Whether it is as long as it says.
  [[nodiscard]] auto is_whole() const -> bool {
    auto const size = read<std::uint32_t>(0);
    return size && *size == bytes_.size() - 4;
  }

  /// The little-endian value at a position, if all of its bytes are inside.
  template <typename T>
  [[nodiscard]] auto read(std::uint64_t position) const -> std::optional<T> {
    if (position > bytes_.size() || bytes_.size() - position < sizeof(T)) return {};
    return saccade::detail::little_endian<T>(bytes_.data() + static_cast<std::size_t>(position));
  }

  [[nodiscard]] auto root() const -> std::optional<std::uint64_t> {
    auto const offset = read<std::uint32_t>(4);
    if (!offset) return {};
    return 4 + std::uint64_t{*offset};
  }

  /// Position of a table's field; none if the table leaves it at its default or is broken.
  [[nodiscard]] auto field(std::uint64_t table, unsigned index) const
      -> std::optional<std::uint64_t> {
    auto const back = read<std::int32_t>(table);
    if (!back) return {};
    auto const vtable = static_cast<std::uint64_t>(static_cast<std::int64_t>(table) - *back);
    auto const vtable_bytes = read<std::uint16_t>(vtable);
    if (!vtable_bytes || 6 + 2 * index > *vtable_bytes) return {};
    auto const offset = read<std::uint16_t>(vtable + 4 + 2 * index);
    if (!offset || *offset == 0) return {};
    return table + *offset;
  }

  template <typename T>
  [[nodiscard]] auto field_or(std::uint64_t table, unsigned index, T otherwise) const -> T {
    auto const at = field(table, index);
    return at ? read<T>(*at).value_or(otherwise) : otherwise;
  }

  struct vector {
    std::uint64_t begin{};
    std::uint32_t size{};
  };

  /// The vector (or string) that the offset at `position` leads to, if all its elements are inside.
  [[nodiscard]] auto vector_at(std::uint64_t position, std::uint64_t element_bytes) const
      -> std::optional<vector> {
    auto const offset = read<std::uint32_t>(position);
    if (!offset) return {};
    auto const at = position + *offset;
    auto const size = read<std::uint32_t>(at);
    if (!size || element_bytes * *size > bytes_.size() - (at + 4)) return {};
    return vector{at + 4, *size};
  }

  [[nodiscard]] auto bytes() const -> std::span<std::byte const> { return bytes_; }

 private:
  std::span<std::byte const> bytes_;
};

}  // namespace saccade::host
