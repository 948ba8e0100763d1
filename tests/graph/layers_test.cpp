// SPDX-License-Identifier: Apache-2.0
#include <saccade/graph/layers.hpp>

#include "support/catch.hpp"

#include <type_traits>

using namespace saccade;

namespace {

constexpr auto in = input<std::int8_t>({.height = 8, .width = 6, .channels = 4});
constexpr auto body = conv2d({.out = 4}) | relu;

template <typename A, typename B>
concept joins = requires(A a, B b) { a | b; };

}  // namespace

// A chain is a flat array whose links are indices.
static_assert(std::is_same_v<decltype(in | body | flatten), chain<4> const> ||
              std::is_same_v<decltype(in | body | flatten), chain<4>>);
static_assert((in | body).nodes[0].inputs[0] == -1 && (in | body).nodes[2].inputs[0] == 1);

// Joining is associative, whatever is joined first.
static_assert(((in | body) | flatten).nodes == (in | (body | flatten)).nodes);
static_assert((in | identity).nodes == in.nodes);

// residual(body): the body first, then what came in.
static_assert((in | residual(body)).nodes[3] == node{.kind = op::add, .inputs = {2, 0}});
static_assert((in | residual(body, identity)).nodes == (in | residual(body)).nodes);
static_assert((in | residual(identity, body)).nodes[3] == node{.kind = op::add, .inputs = {0, 2}});
static_assert((in | residual(body, flatten)).nodes[4] == node{.kind = op::add, .inputs = {2, 3}});
static_assert((in | residual(body, flatten)).nodes[3].inputs[0] == 0);
static_assert((in | body | residual(residual(body))).nodes[6] ==
              node{.kind = op::add, .inputs = {5, 2}});

// Options as a user writes them.
static_assert(conv2d({.out = 3, .kernel = {1, 5}}).nodes[0].kernel == extent{1, 5});
static_assert(conv2d({.out = 3, .pad = {1, 2, 3, 4}}).nodes[0].pad.right == 4);
static_assert(max_pool({.kernel = 3}).nodes[0].stride == extent{3});
static_assert(max_pool({.kernel = 3, .stride = 2}).nodes[0].stride == extent{2});
static_assert(average_pool({.kernel = {2, 3}}).nodes[0].stride == extent{2, 3});

static_assert(joins<chain<1>, chain<0>>);
static_assert(!joins<chain<1>, node>);
static_assert(!joins<int, chain<1>>);

// A chain is a structural value: it can be a template argument by value too.
template <chain<2>>
struct takes_a_chain {};
static_assert(sizeof(takes_a_chain<body>) == 1);

TEST_CASE("a network of layers is built at compile time") {
  SUCCEED();
}
