// SPDX-License-Identifier: Apache-2.0
#include "importer/generate.hpp"

#include <saccade/runtime/executor.hpp>

#include "support/catch.hpp"
#include "support/imported.hpp"

#include <string>

// That the header compiles, and to the same bits, is tested by executor_test.cpp.

using saccade::host::error;
using saccade::host::generate_header;
using saccade::test::imported;

TEST_CASE("the graph is written as one would write it") {
  auto const text =
      generate_header(imported("every_layer.onnx"), "every_layer", "every_layer.onnx");
  CHECK_THAT(text, ContainsSubstring("// Written by `saccade import` from every_layer.onnx.\n"));
  CHECK_THAT(text, ContainsSubstring("namespace every_layer {"));
  CHECK_THAT(text, ContainsSubstring(R"(    | saccade::residual(
          saccade::conv2d({.out = 32, .kernel = 3, .pad = 1}) | saccade::relu
          | saccade::conv2d({.out = 32, .kernel = 3, .pad = 1}),
          saccade::conv2d({.out = 32, .kernel = 1})) | saccade::relu
    | saccade::average_pool({.kernel = 2})
    | saccade::residual(
          saccade::identity,
          saccade::conv2d({.out = 32, .kernel = 3, .pad = 1, .groups = 32}))
)"));
  CHECK_THAT(text, ContainsSubstring("using model = saccade::model<net, weights, labels>;"));
}

TEST_CASE("weights are packed for the backend that is asked for, and the header says so") {
  auto const m = imported("every_layer.onnx");
  auto const plain = generate_header(m, "every_layer", "every_layer.onnx");
  auto const packed = generate_header(m, "every_layer", "every_layer.onnx", "armv7em");
  CHECK_THAT(packed, ContainsSubstring(", saccade::backend::armv7em> weights{"));
  CHECK(plain.find("backend") == std::string::npos);
  CHECK(packed.size() != plain.size());
  CHECK_THROWS_WITH(generate_header(m, "every_layer", "every_layer.onnx", "sse2"),
                    ContainsSubstring("backend 'sse2': weights can be packed for scalar, armv7em"));
}

TEST_CASE("names from the file cannot break the header") {
  auto m = imported("import/base.onnx");
  m.names[1] = "evil\\\n#error";
  m.labels[0] =
      "\"; #error \?\?/\n\xC3\xA9"
      "1";
  auto const text = generate_header(m, "base", "a\nb\\");
  CHECK_THAT(text, ContainsSubstring("// evil__#error\n"));
  CHECK_THAT(text, ContainsSubstring("from a_b_.\n"));
  CHECK_THAT(text, ContainsSubstring(R"("\042; #error \077\077/\012\303\2511")"));
}

TEST_CASE("a graph that residual() cannot express runs, but is not written") {
  auto m = imported("import/shared_branches.onnx");
  CHECK_THROWS_WITH(generate_header(m, "shared", "shared.onnx"),
                    ContainsSubstring("is shared by branches that one add does not join"));
  auto network = saccade::host::executor{m};
  CHECK(network.run().size() == 2);
}

TEST_CASE("a namespace that C++ does not allow is refused") {
  auto const m = imported("import/base.onnx");
  for (auto const* name : {"", "1st", "new", "std", "saccade", "a-b", "_a", "a__b", "a b"}) {
    CHECK_THROWS_AS(generate_header(m, name, "base.onnx"), error);
  }
}
