// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// What every decoder has in common. tests/stage/decoder_conformance.hpp tests a type for it.

#include <saccade/decode/delivery.hpp>
#include <saccade/stage/archetypes.hpp>
#include <saccade/status.hpp>

#include <concepts>
#include <cstddef>
#include <span>

namespace saccade {

/// Turns a stream of bytes into events, triggers and ticks.
///   D{decoder_options} of a sensor and a policy
///   push(bytes, sink)  the stream's next bytes, cut anywhere: what is said does not depend on cuts
///   finish(sink)       the stream has ended. Twice is once; what is pushed next is a new stream
///   counters()         since construction; nothing is dropped without being counted
/// A tick is later than all that was said before it.
template <typename D>
concept decoder = std::constructible_from<D, decoder_options> &&
                  requires(D& d, D const& seen, std::span<std::byte const> bytes,
                           archetypes::decoder_sink& sink) {
                    { d.push(bytes, sink) } -> std::same_as<decode_result>;
                    { d.finish(sink) } -> std::same_as<decode_result>;
                    { seen.counters() } -> std::convertible_to<decode_counters>;
                  };

}  // namespace saccade
