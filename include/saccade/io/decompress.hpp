// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// LZ4 and zstd frames of unknown origin: no frame takes more memory than allowed.

#include <lz4frame.h>
#include <zstd.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <utility>

namespace saccade::host {

/// What a step of a codec came to. It moves its arguments on by what it has written and read.
enum class frame_step : std::uint8_t { goes_on, ended, damaged };

class lz4_codec {
 public:
  explicit lz4_codec(std::size_t /*limit*/) {
    LZ4F_dctx* context = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)) != 0) {
      throw std::bad_alloc{};
    }
    context_.reset(context);
  }

  void start() { LZ4F_resetDecompressionContext(context_.get()); }

  auto step(std::span<std::byte>& to, std::span<std::byte const>& from) -> frame_step {
    auto written = to.size();
    auto read = from.size();
    auto const hint =
        LZ4F_decompress(context_.get(), to.data(), &written, from.data(), &read, nullptr);
    if (LZ4F_isError(hint) != 0) return frame_step::damaged;
    to = to.subspan(written);
    from = from.subspan(read);
    return hint == 0 ? frame_step::ended : frame_step::goes_on;
  }

 private:
  struct free {
    void operator()(LZ4F_dctx* context) const { LZ4F_freeDecompressionContext(context); }
  };
  std::unique_ptr<LZ4F_dctx, free> context_{};
};

/// Frames with a window, which it has to hold, larger than the limit are damaged.
class zstd_codec {
 public:
  explicit zstd_codec(std::size_t limit) : context_{ZSTD_createDCtx()} {
    if (!context_) throw std::bad_alloc{};
    auto const bounds = ZSTD_dParam_getBounds(ZSTD_d_windowLogMax);
    auto log = static_cast<int>(std::bit_width(limit)) - 1;
    log = log < bounds.lowerBound ? bounds.lowerBound : log;
    log = log > bounds.upperBound ? bounds.upperBound : log;
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, log);
  }

  void start() { ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only); }

  auto step(std::span<std::byte>& to, std::span<std::byte const>& from) -> frame_step {
    ZSTD_outBuffer written{to.data(), to.size(), 0};
    ZSTD_inBuffer read{from.data(), from.size(), 0};
    auto const hint = ZSTD_decompressStream(context_.get(), &written, &read);
    if (ZSTD_isError(hint) != 0) return frame_step::damaged;
    to = to.subspan(written.pos);
    from = from.subspan(read.pos);
    return hint == 0 ? frame_step::ended : frame_step::goes_on;
  }

 private:
  struct free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  std::unique_ptr<ZSTD_DCtx, free> context_;
};

/// Decompresses frames into one buffer, which grows to what the largest has needed. What a frame
/// says of its size is not believed: one that does not fit is decompressed once to measure it, so
/// that there is never more than one buffer, and none for a frame above the limit.
template <typename Codec>
class frame_decompressor {
 public:
  /// `limit`: bytes of a frame's content.
  explicit frame_decompressor(std::size_t limit) : codec_{limit}, limit_{limit} {}

  /// The content of `frame`, valid until the next call. None where it is damaged, cut, above the
  /// limit or has bytes behind its end.
  [[nodiscard]] auto operator()(std::span<std::byte const> frame)
      -> std::optional<std::span<std::byte const>> {
    if (!buffer_.bytes) resize(usual_size);
    auto found = decompress(frame);
    if (found.full && buffer_.size < limit_) {
      auto const size = measure(frame);
      if (!size || size->frame != frame.size()) return {};
      resize(size->content + size->content / 4);
      found = decompress(frame);
    }
    if (!found.whole) return {};
    return std::span<std::byte const>{buffer_.bytes.get(), found.size};
  }

  /// Writes the first bytes of the content, as many as `to` holds; false if there are fewer.
  [[nodiscard]] auto begins(std::span<std::byte const> frame, std::span<std::byte> to) -> bool {
    codec_.start();
    while (!to.empty()) {
      auto const before = to.size() + frame.size();
      auto const step = codec_.step(to, frame);
      if (step != frame_step::goes_on || to.size() + frame.size() == before) break;
    }
    return to.empty();
  }

  /// How many of these bytes the frame at their start has; none where it is damaged, cut or above
  /// the limit.
  [[nodiscard]] auto length(std::span<std::byte const> bytes) -> std::optional<std::size_t> {
    auto const found = measure(bytes);
    if (!found) return {};
    return found->frame;
  }

  /// The content last returned; the next frame gets another buffer.
  [[nodiscard]] auto release() -> std::unique_ptr<std::byte[]> {
    return std::exchange(buffer_, {}).bytes;
  }

 private:
  struct outcome {
    bool whole{};
    bool full{};  ///< the buffer
    std::size_t size{};
  };

  struct sizes {
    std::size_t content{};
    std::size_t frame{};
  };

  struct block {
    std::unique_ptr<std::byte[]> bytes{};
    std::size_t size{};
  };

  static constexpr std::size_t usual_size = std::size_t{1} << 20U;
  static constexpr std::size_t scratch_size = std::size_t{1} << 16U;

  void resize(std::size_t size) {
    buffer_ = {};
    buffer_.size = size < limit_ ? size : limit_;
    buffer_.bytes = std::make_unique_for_overwrite<std::byte[]>(buffer_.size);
  }

  auto decompress(std::span<std::byte const> frame) -> outcome {
    codec_.start();
    std::span to{buffer_.bytes.get(), buffer_.size};
    for (;;) {
      auto const before = to.size() + frame.size();
      auto const step = codec_.step(to, frame);
      if (step == frame_step::damaged) return {};
      if (step == frame_step::ended) return {frame.empty(), false, buffer_.size - to.size()};
      if (to.size() + frame.size() == before) return {false, to.empty(), 0};
    }
  }

  auto measure(std::span<std::byte const> bytes) -> std::optional<sizes> {
    auto const scratch = std::make_unique_for_overwrite<std::byte[]>(scratch_size);
    auto left = bytes;
    codec_.start();
    for (std::size_t content = 0; content <= limit_;) {
      std::span to{scratch.get(), scratch_size};
      auto const before = to.size() + left.size();
      auto const step = codec_.step(to, left);
      content += scratch_size - to.size();
      if (step == frame_step::damaged) return {};
      if (step == frame_step::ended) {
        if (content <= limit_) return sizes{content, bytes.size() - left.size()};
        return {};
      }
      if (to.size() + left.size() == before) return {};
    }
    return {};
  }

  Codec codec_;
  std::size_t limit_;
  block buffer_{};
};

}  // namespace saccade::host
