// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/decompress.hpp>

#include "support/catch.hpp"

#include <lz4frame.h>
#include <zstd.h>

#include <cstddef>
#include <cstdlib>
#include <new>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

using namespace saccade;

namespace {

/// Of what operator new gave, the largest single piece since it was last set to 0.
std::size_t largest_allocation = 0;

auto lz4_frame(std::string const& plain) -> std::vector<std::byte> {
  std::vector<std::byte> out(LZ4F_compressFrameBound(plain.size(), nullptr));
  out.resize(LZ4F_compressFrame(out.data(), out.size(), plain.data(), plain.size(), nullptr));
  return out;
}

auto zstd_frame(std::string const& plain, int level = 1) -> std::vector<std::byte> {
  std::vector<std::byte> out(ZSTD_compressBound(plain.size()));
  out.resize(ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), level));
  return out;
}

auto text(std::optional<std::span<std::byte const>> content) -> std::string {
  if (!content) return "none";
  return {reinterpret_cast<char const*>(content->data()), content->size()};
}

auto noise(std::size_t size) -> std::string {
  std::mt19937 random{3};
  std::string out(size, ' ');
  for (auto& c : out) c = static_cast<char>('a' + random() % 16U);
  return out;
}

}  // namespace

auto operator new(std::size_t size) -> void* {
  largest_allocation = size > largest_allocation ? size : largest_allocation;
  if (void* const memory = std::malloc(size)) return memory;
  throw std::bad_alloc{};
}
auto operator new(std::size_t size, std::nothrow_t const&) noexcept -> void* {
  largest_allocation = size > largest_allocation ? size : largest_allocation;
  return std::malloc(size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::nothrow_t const&) noexcept {
  std::free(memory);
}

TEMPLATE_TEST_CASE("frames are decompressed one after the other", "", host::lz4_codec,
                   host::zstd_codec) {
  auto const frame = [](std::string const& plain) {
    return std::is_same_v<TestType, host::lz4_codec> ? lz4_frame(plain) : zstd_frame(plain);
  };
  host::frame_decompressor<TestType> decompress{std::size_t{1} << 24};
  for (std::size_t const size : {0U, 5U, 70'000U, 1U << 20U, 5'000'000U, 9U, 7'000'000U}) {
    auto const plain = noise(size);
    CHECK(text(decompress(frame(plain))) == plain);
  }
  auto const plain = noise(300'000);
  auto const whole = frame(plain);
  auto behind = whole;
  behind.push_back({});
  CHECK(!decompress(behind));
  for (std::size_t size = 0; size < whole.size(); size += 1000) {
    CHECK(!decompress(std::span{whole}.first(size)));
  }
  std::vector<std::byte> head(12);
  CHECK(decompress.begins(whole, head));
  CHECK(text(std::span<std::byte const>{head}) == plain.substr(0, 12));
  CHECK(!decompress.begins(frame("short"), head));
  CHECK(text(decompress(whole)) == plain);
  auto const kept = decompress.release();
  CHECK(text(decompress(frame("next"))) == "next");
  CHECK(text(std::span<std::byte const>{kept.get(), plain.size()}) == plain);
}

TEMPLATE_TEST_CASE("a frame above the limit takes no memory", "", host::lz4_codec,
                   host::zstd_codec) {
  auto const bomb = [] {
    std::string const zeros(std::size_t{1} << 28U, '\0');
    return std::is_same_v<TestType, host::lz4_codec> ? lz4_frame(zeros) : zstd_frame(zeros);
  }();
  host::frame_decompressor<TestType> decompress{std::size_t{8} << 20U};
  largest_allocation = 0;
  CHECK(!decompress(bomb));
  CHECK(largest_allocation <= std::size_t{1} << 20U);
}

TEMPLATE_TEST_CASE("a frame takes what it holds and a quarter, within the limit", "",
                   host::lz4_codec, host::zstd_codec) {
  std::string const plain(std::size_t{8} << 20U, 'x');
  auto const frame =
      std::is_same_v<TestType, host::lz4_codec> ? lz4_frame(plain) : zstd_frame(plain);
  for (auto const limit : {plain.size(), plain.size() + 1, 8 * plain.size()}) {
    host::frame_decompressor<TestType> decompress{limit};
    largest_allocation = 0;
    CHECK(decompress(frame)->size() == plain.size());
    CHECK(largest_allocation <= plain.size() + plain.size() / 4);
    CHECK(largest_allocation <= limit);
  }
}

TEST_CASE("a zstd window above the limit is refused") {
  // Without its content's size a frame states the window of its level.
  auto* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 24);
  std::vector<std::byte> frame(1000);
  ZSTD_outBuffer out{frame.data(), frame.size(), 0};
  ZSTD_inBuffer in{"plain", 5, 0};
  ZSTD_compressStream2(context, &out, &in, ZSTD_e_flush);
  ZSTD_compressStream2(context, &out, &in, ZSTD_e_end);
  ZSTD_freeCCtx(context);
  frame.resize(out.pos);
  CHECK(text(host::frame_decompressor<host::zstd_codec>{std::size_t{1} << 24}(frame)) == "plain");
  CHECK(!host::frame_decompressor<host::zstd_codec>{(std::size_t{1} << 24) - 1}(frame));
}
