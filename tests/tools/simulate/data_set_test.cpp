// SPDX-License-Identifier: Apache-2.0
#include "simulate/data_set.hpp"
#include <saccade/detail/fnv1a.hpp>

#include "support/catch.hpp"

#include "simulate/parallel.hpp"

#include <cstdint>
#include <vector>

using namespace saccade::host::simulate;

namespace {
data_set const small{.subjects = {2, 31},
                     .classes = {gesture::right_hand_wave, gesture::right_arm_clockwise},
                     .trials = 2,
                     .part_us = 50'000};

auto events_of(data_set const& set, unsigned threads) {
  auto const planned = plan(set);
  std::vector<std::vector<saccade::event>> events(planned.size());
  saccade::host::parallel_for(planned.size(), threads,
                              [&](std::size_t i) { events[i] = record(set, planned[i]).events; });
  return events;
}
}  // namespace

TEST_CASE("there is one recording per subject, trial and class") {
  auto const planned = plan(small);
  REQUIRE(planned.size() == 8);
  CHECK(planned[0][0].file == "subject02_trial0_right_hand_wave.raw");
  CHECK(planned[7][0].file == "subject31_trial1_right_arm_clockwise.raw");
  CHECK(planned[7][0].end_us == 50'000);
}

TEST_CASE("the events do not depend on the number of threads") {
  CHECK(events_of(small, 1) == events_of(small, 3));
}

#if defined(__x86_64__) && defined(__GLIBC__)
TEST_CASE("a seed's events are these, whatever the compiler and its -O") {
  data_set const set{.subjects = {3}, .classes = {gesture::right_hand_wave}, .part_us = 200'000};
  auto const events = record(set, plan(set)[0]).events;
  saccade::detail::fnv1a hash;
  for (auto const& e : events) {
    hash.number(static_cast<std::uint64_t>(e.t), 8);
    hash.number(e.x, 8);
    hash.number(e.y, 8);
    hash.number(static_cast<std::uint64_t>(e.p), 8);
  }
  CHECK(events.size() == 15652);
  CHECK(hash.value() == 0xe52005edcdcac134);
}
#endif

TEST_CASE("a sequence plays through the classes") {
  data_set set = small;
  set.sequence = true;
  auto const planned = plan(set);
  REQUIRE(planned.size() == 4);
  auto const whole = record(set, planned[0]);
  REQUIRE(whole.parts.size() == 2);
  CHECK(whole.parts[1].start_us == 50'000);
  CHECK(whole.parts[1].file == "subject02_trial0_sequence.raw");
  auto const second = record(small, plan(small)[1]).events;
  REQUIRE(whole.events.size() > second.size());
  auto const first_of_second = whole.events.size() - second.size();
  for (std::size_t i = 0; i < second.size(); ++i) {
    auto e = second[i];
    e.t += 50'000;
    REQUIRE(whole.events[first_of_second + i] == e);
  }
}

TEST_CASE("labels follow the transforms, file names what was performed") {
  data_set set = small;
  set.mirror = true;
  set.reverse = true;
  auto const wave = record(set, plan(set)[0]).parts[0];
  CHECK(wave.gesture == gesture::left_hand_wave);
  CHECK(wave.file == "subject02_trial0_right_hand_wave.raw");
  CHECK(record(set, plan(set)[1]).parts[0].gesture == gesture::left_arm_clockwise);
}
