// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/words.hpp"

#include <saccade/decode/delivery.hpp>
#include <saccade/status.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

namespace saccade::fuzz {

inline void require(bool holds, char const* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

template <typename Decoder>
auto run(Decoder decoder, std::span<std::byte const> bytes, std::size_t chunk) -> test::decoded {
  test::decoded all;
  while (!bytes.empty()) {
    auto const part = bytes.first(chunk < bytes.size() ? chunk : bytes.size());
    decoder.push(part, all.said);
    bytes = bytes.subspan(part.size());
  }
  if constexpr (requires { decoder.finish(all.said); }) {
    all.result = decoder.finish(all.said);
  } else {
    all.result = decoder.finish();
  }
  all.counters = decoder.counters();
  return all;
}

/// The first byte chooses policy, sensor and chunk size; the rest is the stream. Whatever it holds:
/// no chunk changes what is said, what is said is what is counted, nothing leaves the sensor, held
/// time never goes back, and a strict decoder says what the others say up to its stop.
template <typename Make>
void decode_differently(std::span<std::byte const> input, Make const& make) {
  if (input.empty()) return;
  auto const choice = std::to_integer<unsigned>(input[0]);
  auto const bytes = input.subspan(1);
  auto const policy = static_cast<error_policy>(choice % 3);
  auto const sensor = (choice & 4U) != 0 ? geometry{640, 480} : geometry{};
  auto const chunk = 1 + (choice >> 3);

  auto const whole = run(make(decoder_options{sensor, policy}), bytes, SIZE_MAX);
  auto const parts = run(make(decoder_options{sensor, policy}), bytes, chunk);
  require(whole.said == parts.said, "chunks do not change the events");
  require(whole.counters == parts.counters, "chunks do not change the counters");
  require(whole.result.status == parts.result.status, "chunks do not change the status");
  require(whole.result.offset == parts.result.offset, "chunks do not change the offset");
  require(whole.counters.events == whole.said.events.size(), "every event is counted");
  require(whole.counters.triggers == whole.said.triggers.size(), "every trigger is counted");
  for (std::size_t i = 0; i != whole.said.events.size(); ++i) {
    auto const& e = whole.said.events[i];
    require(!sensor.known() || sensor.contains(e.x, e.y), "events lie on the sensor");
    require(policy != error_policy::clamp_time || i == 0 || whole.said.events[i - 1].t <= e.t,
            "clamped time never goes back");
  }
  if (policy != error_policy::strict) return;
  auto const skipping = run(make(decoder_options{sensor}), bytes, SIZE_MAX);
  require(whole.said.events.size() <= skipping.said.events.size(), "strict says no more");
  for (std::size_t i = 0; i != whole.said.events.size(); ++i) {
    require(whole.said.events[i] == skipping.said.events[i], "strict says the same up to its stop");
  }
  if (whole.result) require(whole.said == skipping.said, "without a fault strict says everything");
}

}  // namespace saccade::fuzz
