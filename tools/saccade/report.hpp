// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/status.hpp>

#include <cstdint>
#include <ostream>

namespace saccade::tool {

/// One line for each kind of fault that was found, none for a clean recording.
inline void print_faults(std::ostream& out, decode_counters const& counters) {
  auto const line = [&](char const* what, std::uint64_t count) {
    if (count != 0) out << what << ": " << count << '\n';
  };
  line("unknown words", counters.unknown_words);
  line("out of range", counters.out_of_range);
  line("backward time", counters.backward_time);
  line("partial vectors", counters.partial_vectors);
  line("words before sync", counters.words_before_sync);
  line("truncated bytes", counters.truncated_bytes);
  line("bad packets", counters.bad_packets);
}

}  // namespace saccade::tool
