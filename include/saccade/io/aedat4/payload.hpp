// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/detail/little_endian.hpp>
#include <saccade/io/aedat4/header.hpp>
#include <saccade/io/decompress.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace saccade::host {

/// What the bodies of AEDAT 4.0's packets hold, in whichever compression the header names.
class aedat4_payloads {
 public:
  explicit aedat4_payloads(std::size_t limit) : limit_{limit} {}

  void start(aedat4_compression compression) {
    using enum aedat4_compression;
    if (compression == lz4 || compression == lz4_high) lz4_.emplace(limit_);
    if (compression == zstd || compression == zstd_high) zstd_.emplace(limit_);
  }

  /// Valid until the next call, and as long as the body; none if it is damaged or above the limit.
  [[nodiscard]] auto of(std::span<std::byte const> body)
      -> std::optional<std::span<std::byte const>> {
    if (lz4_) return (*lz4_)(body);
    if (zstd_) return (*zstd_)(body);
    return body;
  }

  /// What holds the payload returned last, at its start, from now on.
  [[nodiscard]] auto keep(std::span<std::byte const> payload) -> std::unique_ptr<std::byte[]> {
    if (lz4_) return lz4_->release();
    if (zstd_) return zstd_->release();
    auto copy = std::make_unique_for_overwrite<std::byte[]>(payload.size());
    std::ranges::copy(payload, copy.get());
    return copy;
  }

  /// Whether a body's payload has this identifier; only its beginning is decompressed.
  [[nodiscard]] auto begins_as(std::string_view four_letters, std::span<std::byte const> body)
      -> bool {
    std::array<std::byte, 12> head{};
    if (lz4_ && !lz4_->begins(body, head)) return false;
    if (zstd_ && !zstd_->begins(body, head)) return false;
    if (!lz4_ && !zstd_) {
      if (body.size() < head.size()) return false;
      std::ranges::copy(body.first(head.size()), head.begin());
    }
    return std::memcmp(head.data() + 8, four_letters.data(), 4) == 0;
  }

  /// How many of these bytes belong to the body at their start; none if it is damaged, cut or above
  /// the limit. Without compression it begins with its size.
  [[nodiscard]] auto length(std::span<std::byte const> bytes) -> std::optional<std::size_t> {
    if (lz4_) return lz4_->length(bytes);
    if (zstd_) return zstd_->length(bytes);
    if (bytes.size() < 4) return {};
    auto const size = std::size_t{saccade::detail::little_endian<std::uint32_t>(bytes.data())} + 4;
    if (size > bytes.size()) return {};
    return size;
  }

 private:
  std::size_t limit_;
  std::optional<frame_decompressor<lz4_codec>> lz4_{};
  std::optional<frame_decompressor<zstd_codec>> zstd_{};
};

}  // namespace saccade::host
