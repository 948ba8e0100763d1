// SPDX-License-Identifier: Apache-2.0
#include <saccade/model/numbers.hpp>

#include "support/catch.hpp"
#include "support/random_weights.hpp"

#include <saccade/graph/layers.hpp>

#include <cstddef>
#include <limits>
#include <string>

namespace sc = saccade;

namespace {

inline constexpr auto net = sc::input<std::int8_t>({.height = 8, .width = 8, .channels = 2}) |
                            sc::conv2d({.out = 4, .kernel = 3}) | sc::relu |
                            sc::residual(sc::conv2d({.out = 4})) | sc::global_average_pool |
                            sc::linear({.out = 3}) | sc::softmax;
inline constexpr auto good = sc::test::random_weights<net>(1);

template <typename Change>
auto verdict_after(Change change) -> sc::number_verdict {
  auto w = good;
  change(w);
  return sc::check_numbers(sc::detail::planned<net>.nodes, w.nodes, w.multiplier);
}

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

}  // namespace

TEST_CASE("numbers of a working network pass") {
  CHECK(verdict_after([](auto&) {}) == sc::number_verdict{});
  // What only int32 logits and softmax would have is read by nobody.
  CHECK(verdict_after([](auto& w) { w.nodes[6] = w.nodes[7] = {}; }) == sc::number_verdict{});
}

TEST_CASE("each number is looked at where it is used") {
  using sc::number_fault;
  for (float const bad : {0.0F, -0.5F, infinity, -infinity, not_a_number}) {
    CAPTURE(bad);
    for (std::size_t const i : {0U, 1U, 2U, 3U, 4U, 5U}) {
      CAPTURE(i);
      CHECK(verdict_after([&](auto& w) { w.nodes[i].scale = bad; }) ==
            sc::number_verdict{number_fault::scale, static_cast<int>(i), -1});
    }
    CHECK(verdict_after([&](auto& w) { w.nodes[4].first_ratio = bad; }) ==
          sc::number_verdict{number_fault::addition, 4, -1});
    CHECK(verdict_after([&](auto& w) { w.nodes[4].second_ratio = bad; }) ==
          sc::number_verdict{number_fault::addition, 4, -1});
    CHECK(verdict_after([&](auto& w) { w.nodes[4].offset = bad; }) ==
          sc::number_verdict{number_fault::addition, 4, -1});
    CHECK(verdict_after([&](auto& w) { w.nodes[5].multiplier = bad; }) ==
          sc::number_verdict{number_fault::average, 5, -1});
    CHECK(verdict_after([&](auto& w) { w.multiplier[3] = bad; }) ==
          sc::number_verdict{number_fault::multiplier, 1, 3});
    CHECK(verdict_after([&](auto& w) { w.multiplier[10] = bad; }) ==
          sc::number_verdict{number_fault::multiplier, 6, 2});
  }
  // What does not follow from the scales, and what is no float.
  CHECK(verdict_after([](auto& w) { w.nodes[5].multiplier *= 2; }) ==
        sc::number_verdict{number_fault::average, 5, -1});
  CHECK(verdict_after([](auto& w) { w.nodes[2].scale *= 2; }) != sc::number_verdict{});
  CHECK(verdict_after([](auto& w) { w.nodes[4].scale = 1e-44F; }) ==
        sc::number_verdict{number_fault::multiplier, 4, -1});
  CHECK(verdict_after([](auto& w) { w.nodes[5].scale = 1e-44F; }) ==
        sc::number_verdict{number_fault::multiplier, 5, -1});
  for (int const bad : {-129, 128}) {
    CHECK(verdict_after([&](auto& w) { w.nodes[2].zero_point = bad; }) ==
          sc::number_verdict{number_fault::zero_point, 2, -1});
  }
}

TEST_CASE("each fault has a message of its own") {
  using sc::number_fault;
  auto const all = {number_fault::none,       number_fault::scale,   number_fault::zero_point,
                    number_fault::multiplier, number_fault::average, number_fault::addition};
  for (auto const a : all) {
    for (auto const b : all) CHECK((std::string{message(a)} == message(b)) == (a == b));
  }
}
