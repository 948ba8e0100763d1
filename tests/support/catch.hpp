// SPDX-License-Identifier: Apache-2.0
#pragma once

// The names of Catch2 3, for tests that build with Catch2 2 too.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>

using Catch::Approx;
using Catch::Matchers::ContainsSubstring;
#else
#include <catch2/catch.hpp>

#include <string>

inline auto ContainsSubstring(std::string const& text) {
  return Catch::Matchers::Contains(text);
}
#endif
