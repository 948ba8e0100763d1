// SPDX-License-Identifier: Apache-2.0
// Fully connected layers of the gesture networks, then the one that peers were measured with.
#include <saccade/kernels/linear.hpp>

#include "support/layers.hpp"

#include <benchmark/benchmark.h>

namespace {

auto const registered = [] {
  auto const add = [](char const* name, int inputs, int outputs) {
    saccade::benchmarks::register_layer(
        name, {.kind = saccade::op::linear, .out = outputs, .in = {1, 1, inputs}});
  };
  add("2048_to_32", 2048, 32);
  add("2048_to_320", 2048, 320);
  add("96_to_11", 96, 11);
  add("peer_1536_to_128", 1536, 128);
  return true;
}();

}  // namespace
