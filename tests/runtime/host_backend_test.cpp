// SPDX-License-Identifier: Apache-2.0
#include <saccade/runtime/host_backend.hpp>

#include "support/catch.hpp"
#include "support/imported.hpp"

#include <saccade/runtime/executor.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

using namespace saccade;

TEST_CASE("scalar runs everywhere, and comes last") {
  auto const available = host::available_backends();
  REQUIRE(!available.empty());
  CHECK(available.back()->name == "scalar");
  CHECK(host::find_backend("scalar").name == "scalar");
}

TEST_CASE("the fastest runs unless the environment names another") {
  unsetenv("SACCADE_BACKEND");
  CHECK(&host::find_backend() == host::available_backends().front());
  setenv("SACCADE_BACKEND", "", 1);
  CHECK(&host::find_backend() == host::available_backends().front());
  setenv("SACCADE_BACKEND", "scalar", 1);
  CHECK(host::find_backend().name == "scalar");
  CHECK(&host::find_backend(host::available_backends().front()->name) ==
        host::available_backends().front());
  setenv("SACCADE_BACKEND", "abacus", 1);
  CHECK_THROWS_WITH(host::find_backend(),
                    ContainsSubstring("abacus") && ContainsSubstring("scalar"));
  unsetenv("SACCADE_BACKEND");
}

TEST_CASE("every backend computes the same logits") {
  for (std::string const name : {"event_native", "every_layer", "quantize_static"}) {
    std::vector<std::int32_t> expected;
    for (auto const* const by : host::available_backends()) {
      host::executor network{
          test::imported(std::string{SACCADE_TEST_DATA} + "/onnx/" + name + ".onnx"), *by};
      CHECK(network.backend() == by->name);
      auto input = network.input();
      for (std::size_t i = 0; i < input.size(); ++i) {
        input[i] = static_cast<std::int8_t>(i % 7 == 0 ? i % 128 : 0);
      }
      auto const logits = network.run();
      if (expected.empty()) expected.assign(logits.begin(), logits.end());
      CHECK(std::vector<std::int32_t>(logits.begin(), logits.end()) == expected);
    }
  }
}
