// SPDX-License-Identifier: Apache-2.0
#include <saccade/io/read_in_time_order.hpp>

#include "support/aedat4_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_file.hpp"
#include "support/words.hpp"

#include <saccade/io/recording_writer.hpp>

#include <variant>
#include <vector>

using namespace saccade;
using test::aedat4_edge;

namespace {

/// Packets as a recorder may write them: the triggers of a second before its events.
auto separate_streams() -> test::temporary_file {
  test::aedat4_file file{host::aedat4_compression::lz4};
  file.packet(0, test::events_payload(std::vector<event>{{100, 1, 1, {}}, {150, 2, 1, {}}}));
  file.packet(1, test::triggers_payload(std::vector<aedat4_edge>{{90, 1}, {200, 2}, {5000, 3}}));
  file.packet(0, test::events_payload(std::vector<event>{{200, 3, 1, {}}, {300, 4, 1, {}}}));
  return {"streams.aedat4", file.bytes()};
}

struct times {
  std::vector<timestamp_us> all{};
  void operator()(event const& e) { all.push_back(e.t); }
  void operator()(trigger const& edge) { all.push_back(-edge.t); }
};

}  // namespace

TEST_CASE("AEDAT4's triggers come where their times belong") {
  auto const file = separate_streams();
  for (auto const policy : {error_policy::strict, error_policy::skip, error_policy::clamp_time}) {
    times seen;
    auto const counters = host::read_in_time_order(host::recording{file.path}, seen, policy);
    CHECK(seen.all == std::vector<timestamp_us>{-90, 100, 150, -200, 200, 300, -5000});
    CHECK(counters == decode_counters{.events = 4, .triggers = 3});
  }
}

TEST_CASE("so it can be written as EVT3 and EVT2, and reads back") {
  auto const file = separate_streams();
  for (auto const format : {host::recording_format::evt2, host::recording_format::evt3}) {
    test::temporary_file const written{"streams.raw"};
    host::recording_writer out{written.path, format, {346, 260}};
    host::read_in_time_order(host::recording{file.path}, [&](auto const& item) {
      CHECK(out.write(item) == encode_status::ok);
    });
    out.close();
    test::heard before;
    host::recording{file.path}.read(before);
    test::heard after;
    host::recording{written.path}.read(after, error_policy::strict);
    CHECK(after == before);
  }
}
