// SPDX-License-Identifier: Apache-2.0
#include <saccade/stage/decoder.hpp>

#include "stage/decoder_conformance.hpp"
#include "support/catch.hpp"
#include "support/random_events.hpp"

#include <saccade/decode/evt2.hpp>
#include <saccade/decode/evt3.hpp>
#include <saccade/encode/evt2.hpp>
#include <saccade/encode/evt3.hpp>
#include <saccade/filter/rescale.hpp>

#include <cstdint>
#include <variant>
#include <vector>

using namespace saccade;

namespace {

static_assert(decoder<evt2_decoder>);
static_assert(decoder<evt3_decoder>);
static_assert(!decoder<rescale<geometry{16, 16}, geometry{8, 8}>>);
struct says_nothing_at_the_end {
  auto push(std::span<std::byte const>, auto&&) -> decode_result { return {}; }
  auto finish() -> decode_result { return {}; }
  [[nodiscard]] auto counters() const -> decode_counters { return {}; }
};
static_assert(!decoder<says_nothing_at_the_end>);

/// Random events, and after each 500 of them a hundred time words, each twice, as cameras do it.
/// `time_word(t)` is one, `step` what it counts in.
template <typename Encoder, typename Word>
auto stream_with_silence(int count, timestamp_us step, Word (*time_word)(timestamp_us))
    -> std::vector<std::byte> {
  test::byte_list out;
  Encoder encoder;
  timestamp_us silent = 0;
  int written = 0;
  for (auto item : test::random_items(5, count, std::int64_t{1} << 30, 8)) {
    timestamp_us last = 0;
    std::visit(
        [&](auto& e) {
          last = e.t += silent;
          encoder.push(e, out);
        },
        item);
    if (++written % 500 != 0) continue;
    for (timestamp_us n = 1; n <= 100; ++n) {
      auto const word = time_word(last + n * step);
      for (int again = 0; again < 2; ++again) {
        for (std::size_t byte = 0; byte < sizeof(Word); ++byte) {
          out.bytes.push_back(static_cast<std::byte>(word >> (8 * byte)));
        }
      }
    }
    silent += 101 * step;
  }
  encoder.finish(out);
  return out.bytes;
}

}  // namespace

TEST_CASE("EVT2 is a decoder") {
  test::decoder_conforms<evt2_decoder>(
      stream_with_silence<evt2_encoder, std::uint32_t>(3000, 64, [](timestamp_us t) {
        return static_cast<std::uint32_t>(8U << 28 | ((t >> 6) & 0xFFF'FFFF));
      }));
}

TEST_CASE("EVT3 is a decoder") {
  test::decoder_conforms<evt3_decoder>(stream_with_silence<evt3_encoder, std::uint16_t>(
      3000, 4096,
      [](timestamp_us t) { return static_cast<std::uint16_t>(8U << 12 | ((t >> 12) & 0xFFF)); }));
}
