// SPDX-License-Identifier: Apache-2.0
#include "importer/cpp_text.hpp"

#include "support/catch.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

namespace text = saccade::host::cpp_text;

TEST_CASE("floats are written so that they read back") {
  CHECK(text::number(1.0F) == "1.0F");
  CHECK(text::number(-0.5F) == "-0.5F");
  CHECK(text::number(0.1F) == "0.1F");
  CHECK(text::number(1e-20F) == "1e-20F");
  for (auto const value : {0.3F, 5.885389e-05F, 16777217.0F, std::numeric_limits<float>::max(),
                           std::numeric_limits<float>::denorm_min()}) {
    CHECK(std::strtof(text::number(value).c_str(), nullptr) == value);
  }
}

TEST_CASE("escapes do not swallow what follows") {
  CHECK(text::literal("a\x01"
                      "1\"\\?") == R"("a\0011\042\134\077")");
}

TEST_CASE("long data is cut into lines of one literal") {
  auto values = std::array<std::int8_t, 100>{};
  values[99] = 'x';
  auto const written = text::bytes(values, "  ");
  CHECK(written.starts_with("  \"\\000\\000"));
  CHECK(written.ends_with("\\000x\""));
  auto line = std::size_t{};
  for (char const c : written) {
    line = c == '\n' ? 0 : line + 1;
    CHECK(line <= 100);
  }
  CHECK(text::bytes({}, "  ") == "  \"\"");
}

TEST_CASE("lists are wrapped at 100 columns") {
  CHECK(text::list({"1", "2"}, "    ") == "    1, 2");
  CHECK(text::list({}, "    ") == "    ");
  auto const wrapped = text::list(std::vector<std::string>(40, "12345"), "    ");
  CHECK(wrapped.find('\n') < 101);
}

TEST_CASE("file names become namespaces") {
  CHECK(text::to_namespace("gesture") == "gesture");
  CHECK(text::to_namespace("my-net v2.1") == "my_net_v2_1");
  CHECK(text::to_namespace("2fast") == "model_2fast");
  CHECK(text::to_namespace("new") == "model_new");
  CHECK(text::to_namespace("a__b") == "a_b");
  CHECK(text::to_namespace("-") == "model_");
  for (auto const* stem : {"std", "", "__x", "\xC3\xA9", "saccade"}) {
    CHECK(text::is_namespace(text::to_namespace(stem)));
  }
}
