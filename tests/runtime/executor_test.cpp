// SPDX-License-Identifier: Apache-2.0
#include <saccade/runtime/executor.hpp>

#include "event_native.hpp"
#include "every_layer.hpp"
#include "quantize_static.hpp"

#include "support/catch.hpp"
#include "support/imported.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace {

using tensors = std::vector<std::pair<std::size_t, std::vector<std::int8_t>>>;

auto collect_into(tensors& list) {
  return [&list](std::size_t node, std::span<std::int8_t const> t) {
    list.emplace_back(node, std::vector<std::int8_t>(t.begin(), t.end()));
  };
}

/// Counts of a window: mostly 0, some small, a few at the limit.
void fill(std::span<std::int8_t> input, std::mt19937& random) {
  for (auto& cell : input) {
    auto const draw = random() % 1000;
    cell = static_cast<std::int8_t>(draw < 900 ? 0 : draw < 995 ? draw % 6 : 127);
  }
}

template <typename Model>
void compare(std::string const& file) {
  INFO(file);
  auto run_time = saccade::host::executor{saccade::test::imported(file)};
  auto const arena = std::make_unique<typename Model::arena>();
  auto random = std::mt19937{1};

  REQUIRE(run_time.network().nodes.size() == Model::nodes.size());
  CHECK(run_time.network().architecture == Model::architecture);
  CHECK(run_time.network().grid == Model::input_format);
  CHECK(run_time.logit_scale() == Model::logit_scale);
  CHECK(run_time.arena_bytes() == sizeof arena->tensors);

  auto different_tensors = 0;
  auto different_logits = 0;
  for (auto window = 0; window < 5; ++window) {
    auto const input = Model::input(*arena);
    REQUIRE(run_time.input().size() == input.size());
    fill(input, random);
    std::copy(input.begin(), input.end(), run_time.input().begin());

    auto compiled = tensors{};
    auto executed = tensors{};
    auto const expected = Model::run(*arena, collect_into(compiled));
    auto const given = run_time.run(collect_into(executed));

    REQUIRE(compiled.size() > 5);
    REQUIRE(executed.size() == compiled.size());
    for (auto i = std::size_t{}; i < compiled.size(); ++i) {
      different_tensors += static_cast<int>(compiled[i] != executed[i]);
    }
    REQUIRE(given.size() == expected.size());
    different_logits += static_cast<int>(!std::equal(given.begin(), given.end(), expected.begin()));
  }
  CHECK(different_tensors == 0);
  CHECK(different_logits == 0);
}

}  // namespace

TEST_CASE("an imported network gives the bits of its compiled type, tensor by tensor") {
  compare<every_layer::model>("every_layer.onnx");
  compare<event_native::model>("event_native.onnx");
  compare<quantize_static::model>("quantize_static.onnx");
}

TEST_CASE("generated labels and input formats are those of the file") {
  STATIC_REQUIRE(every_layer::labels.size() == 11);
  CHECK(every_layer::labels[1] == std::string{"right_hand_wave"});
  STATIC_REQUIRE(every_layer::model::input_format.window_us == 50'000);
  STATIC_REQUIRE(every_layer::model::input_format.bins == 5);
  STATIC_REQUIRE(every_layer::model::input_format.map == saccade::time_map::fixed_window);
}
