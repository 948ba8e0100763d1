// SPDX-License-Identifier: Apache-2.0
#include "fuzz/differential.hpp"
#include "support/random_events.hpp"

#include <saccade/decode/evt2.hpp>
#include <saccade/encode/evt2.hpp>

using namespace saccade;

extern "C" auto LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) -> int {
  auto const input = std::as_bytes(std::span{data, size});
  fuzz::decode_differently(input, [](auto const& options) { return evt2_decoder{options}; });

  // What has been decoded and is not refused survives encoding, with its triggers in place.
  test::item_list decoded;
  evt2_decoder clamping{{.policy = error_policy::clamp_time}};
  clamping.push(input, decoded);
  clamping.finish(decoded);
  test::byte_list encoded;
  std::vector<test::item> accepted;
  evt2_encoder encoder;
  for (auto const& item : decoded.items) {
    auto const s = std::visit([&](auto const& e) { return encoder.push(e, encoded); }, item);
    if (s == encode_status::ok) accepted.push_back(item);
  }
  encoder.finish(encoded);
  test::item_list again;
  evt2_decoder decoder{{.policy = error_policy::strict}};
  decoder.push(encoded.bytes, again);
  fuzz::require(static_cast<bool>(decoder.finish(again)), "the encoding is valid");
  fuzz::require(again.items == accepted, "decode(encode(x)) == x");
  return 0;
}
