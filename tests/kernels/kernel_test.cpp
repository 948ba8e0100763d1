// SPDX-License-Identifier: Apache-2.0
#include <saccade/kernels/kernel.hpp>

#include "recipes/toy_backend.hpp"
#include "support/catch.hpp"
#include "support/imported.hpp"
#include "support/random_weights.hpp"

#include <saccade/model/model.hpp>
#include <saccade/runtime/executor.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <span>
#include <type_traits>
#include <vector>

namespace sc = saccade;
using sc::test::toy_backend;

namespace {

/// The toy's convolutions are the second and the third.
inline constexpr auto net = sc::input<std::int8_t>({.height = 9, .width = 8, .channels = 3}) |
                            sc::conv2d({.out = 6, .kernel = 3, .stride = 2, .pad = 1}) | sc::relu |
                            sc::conv2d({.out = 6, .kernel = 2}) |
                            sc::conv2d({.out = 4, .kernel = {1, 2}, .pad = 1, .groups = 2}) |
                            sc::relu | sc::flatten | sc::linear({.out = 5});
inline constexpr auto weights = sc::test::random_weights<net>(3);

template <typename Backend, typename Requantize = sc::round_half_even>
using model = sc::model<net, weights, sc::no_labels, Requantize, Backend>;

using tensors = std::map<std::size_t, std::vector<std::int8_t>>;

/// Of one window of random counts; the logits behind the last node.
template <typename Model>
auto run_model() -> tensors {
  tensors all;
  static typename Model::arena memory;
  static typename Model::scratch work;
  std::mt19937 random{5};
  for (auto& cell : Model::input(memory)) cell = static_cast<std::int8_t>(random() % 12);
  auto const logits =
      Model::run(memory, work, [&](std::size_t i, std::span<std::int8_t const> tensor) {
        all[i].assign(tensor.begin(), tensor.end());
      });
  for (auto const logit : logits) {
    all[Model::nodes.size()].push_back(static_cast<std::int8_t>(logit));
  }
  return all;
}

template <typename Executor>
auto run_executor() -> tensors {
  tensors all;
  Executor network{sc::test::imported("event_native.onnx")};
  std::mt19937 random{6};
  for (auto& cell : network.input()) cell = static_cast<std::int8_t>(random() % 12);
  network.run([&](std::size_t i, std::span<std::int8_t const> tensor) {
    all[i].assign(tensor.begin(), tensor.end());
  });
  return all;
}

struct constant_policy {
  static constexpr auto apply(std::int32_t, float, std::int32_t, std::int32_t) noexcept
      -> std::int8_t {
    return 77;
  }
};

}  // namespace

static_assert(model<toy_backend>::scratch_bytes == 6 * 4 * 6);
static_assert(model<sc::backend::scalar>::scratch_bytes == 0);
static_assert(model<toy_backend>::arena_bytes == model<sc::backend::scalar>::arena_bytes);

TEST_CASE("a backend that only a test knows runs in the model what it accepts") {
  toy_backend::runs = 0;
  auto const expected = run_model<model<sc::backend::scalar>>();
  CHECK(toy_backend::runs == 0);
  CHECK(run_model<model<toy_backend>>() == expected);
  CHECK(toy_backend::runs == 2);
}

TEST_CASE("a backend that only a test knows runs in the executor what it accepts") {
  toy_backend::runs = 0;
  auto const expected = run_executor<sc::host::basic_executor<sc::backend::scalar>>();
  CHECK(toy_backend::runs == 0);
  CHECK(run_executor<sc::host::basic_executor<toy_backend>>() == expected);
  CHECK(toy_backend::runs > 0);
}

TEST_CASE("a backend's kernels round as the policy says, in the model and in the executor") {
  auto const of_model = run_model<model<toy_backend, constant_policy>>();
  CHECK(of_model.at(2) == std::vector<std::int8_t>(of_model.at(2).size(), 77));
  auto const of_executor = run_executor<sc::host::basic_executor<toy_backend, constant_policy>>();
  CHECK(of_executor.at(2) == std::vector<std::int8_t>(of_executor.at(2).size(), 77));
}
