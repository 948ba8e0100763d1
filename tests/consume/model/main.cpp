// SPDX-License-Identifier: Apache-2.0
// A stranger's program: a network that is a type.
#include <event_native.hpp>

using event_native::model;

model::arena arena;

auto main() -> int {
  for (auto& cell : model::input(arena)) cell = 1;
  return model::run(arena).size() == model::classes ? 0 : 1;
}
