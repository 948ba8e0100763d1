// SPDX-License-Identifier: Apache-2.0
#include "validate/compare.hpp"

#include "support/catch.hpp"

#include <cstdint>
#include <vector>

namespace validate = saccade::host::validate;

namespace {
/// Two windows of two tensors and three logits.
auto example() -> validate::results {
  return {
      .engine = "one",
      .tensors = {{"first", {1, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8}}, {"second", {1, 1, 1}, {9, -9}}},
      .logits = {10, 300, 20, -100, -50, -120}};
}
auto compared(validate::results const& other) -> validate::comparison {
  return {example(), other, 3};
}
}  // namespace

TEST_CASE("an engine agrees with itself") {
  auto const found = compared(example());
  CHECK(found.equal());
  CHECK(found.within({}));
  CHECK(found.first_divergent() == nullptr);
  CHECK(found.other_class() == 0);
  CHECK(found.largest_lead() == 0);
  REQUIRE(found.tensors().size() == 2);
  CHECK(found.tensors()[0].elements == 8);
  REQUIRE(found.logits().size() == 3);
  CHECK(found.logits()[2].elements == 2);
}

TEST_CASE("a difference is counted where it is") {
  auto other = example();
  other.tensors[0].elements[6] = 9;
  other.tensors[0].elements[7] = -128;
  other.tensors[1].elements[0] = 10;
  auto const found = compared(other);
  CHECK_FALSE(found.equal());
  CHECK_FALSE(found.within({}));
  REQUIRE(found.first_divergent() != nullptr);
  CHECK(found.first_divergent()->name == "first");
  CHECK(found.tensors()[0].different == 2);
  CHECK(found.tensors()[0].largest == 136);
  CHECK(found.tensors()[0].first_window == 1);
  CHECK(found.tensors()[1].first_window == 0);
}

TEST_CASE("a logit alone makes engines unequal") {
  auto other = example();
  other.logits[5] = -119;
  auto const found = compared(other);
  CHECK_FALSE(found.equal());
  CHECK(found.first_divergent() == nullptr);
  CHECK(found.logits()[2].different == 1);
  CHECK(found.logits()[2].first_window == 1);
  CHECK(found.within({}));
}

TEST_CASE("the tolerance is a step in a share of a tensor") {
  auto other = example();
  other.tensors[0].elements[0] = 2;
  CHECK(compared(other).within({.step = 1, .share = 0.125}));
  CHECK_FALSE(compared(other).within({.step = 1, .share = 0.12}));
  CHECK_FALSE(compared(other).within({.step = 0, .share = 1}));
}

TEST_CASE("another class is allowed where it is a close call") {
  auto other = example();
  other.logits[3] = -40;
  auto const found = compared(other);
  CHECK(found.other_class() == 1);
  // -50 is 50 ahead of -100; the deviation of the six logits is 139.5.
  CHECK(found.largest_lead() > 0.358);
  CHECK(found.within({.lead = 0.359}));
  CHECK_FALSE(found.within({.lead = 0.358}));
}
