// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// One LZ4 or zstd frame into a buffer that grows no further than allowed. Bytes behind the frame
/// count as damage.

#include <lz4frame.h>
#include <zstd.h>

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <vector>

namespace saccade::host {
namespace detail {

/// Feeds `step(to, room, from, left) -> bool done` until it is done; it moves its arguments on
/// and sets `from` to nullptr on a fault. False: damaged, cut, larger than `limit`, or with
/// bytes behind its end.
template <typename Step>
[[nodiscard]] auto grow_and_decode(std::span<std::byte const> in, std::vector<std::byte>& out,
                                   std::size_t limit, Step&& step) -> bool {
  std::size_t used = 0;
  auto rest = in;
  for (;;) {
    if (used == out.size()) {
      if (out.size() >= limit) return false;
      auto const larger = out.empty() ? std::size_t{1} << 16 : 2 * out.size();
      out.resize(larger < limit ? larger : limit);
    }
    auto to = std::span{out}.subspan(used);
    auto const room = to.size();
    auto const left = rest.size();
    bool done = false;
    if (!step(to, rest, done)) return false;
    used += room - to.size();
    if (done) break;
    if (to.size() == room && rest.size() == left) return false;
  }
  out.resize(used);
  return rest.empty();
}

}  // namespace detail

[[nodiscard]] inline auto decompress_lz4(std::span<std::byte const> frame,
                                         std::vector<std::byte>& out, std::size_t limit) -> bool {
  LZ4F_dctx* context = nullptr;
  if (LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)) != 0) {
    throw std::bad_alloc{};
  }
  auto const owner = std::unique_ptr<LZ4F_dctx, decltype(&LZ4F_freeDecompressionContext)>{
      context, &LZ4F_freeDecompressionContext};
  auto const step = [&](std::span<std::byte>& to, std::span<std::byte const>& from, bool& done) {
    auto written = to.size();
    auto read = from.size();
    auto const hint = LZ4F_decompress(context, to.data(), &written, from.data(), &read, nullptr);
    if (LZ4F_isError(hint) != 0) return false;
    to = to.subspan(written);
    from = from.subspan(read);
    done = hint == 0;
    return true;
  };
  return detail::grow_and_decode(frame, out, limit, step);
}

[[nodiscard]] inline auto decompress_zstd(std::span<std::byte const> frame,
                                          std::vector<std::byte>& out, std::size_t limit) -> bool {
  auto const context =
      std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>{ZSTD_createDCtx(), &ZSTD_freeDCtx};
  if (!context) throw std::bad_alloc{};
  auto const step = [&](std::span<std::byte>& to, std::span<std::byte const>& from, bool& done) {
    ZSTD_outBuffer written{to.data(), to.size(), 0};
    ZSTD_inBuffer read{from.data(), from.size(), 0};
    auto const hint = ZSTD_decompressStream(context.get(), &written, &read);
    if (ZSTD_isError(hint) != 0) return false;
    to = to.subspan(written.pos);
    from = from.subspan(read.pos);
    done = hint == 0;
    return true;
  };
  return detail::grow_and_decode(frame, out, limit, step);
}

}  // namespace saccade::host
