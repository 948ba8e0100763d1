// SPDX-License-Identifier: Apache-2.0
// Convolutions of the gesture networks, then those that peers were measured with.
#include <saccade/kernels/conv2d.hpp>

#include "support/layers.hpp"

#include <benchmark/benchmark.h>

namespace {

using saccade::extent;
using saccade::node;
using saccade::op;
using saccade::benchmarks::register_layer;

auto const registered = [] {
  auto const add = [](char const* name, node n) {
    n.kind = op::conv2d;
    register_layer(name, n);
  };
  add("4x4_stride_4_10_to_24_at_32", {.out = 24, .kernel = 4, .stride = 4, .in = {128, 128, 10}});
  add("2x2_stride_2_24_to_32_at_16", {.out = 32, .kernel = 2, .stride = 2, .in = {32, 32, 24}});
  add("3x3_48_to_48_at_8", {.out = 48, .kernel = 3, .pad = 1, .in = {8, 8, 48}});
  add("3x3_stride_2_48_to_96_at_4",
      {.out = 96, .kernel = 3, .stride = 2, .pad = 1, .in = {8, 8, 48}});
  add("1x1_48_to_96_at_8", {.out = 96, .in = {8, 8, 48}});
  add("3x3_depthwise_48_at_16",
      {.out = 48, .kernel = 3, .pad = 1, .groups = 48, .in = {16, 16, 48}});

  add("peer_3x3_stride_2_10_to_24_at_64",
      {.out = 24, .kernel = 3, .stride = 2, .pad = 1, .in = {128, 128, 10}});
  add("peer_3x3_24_to_24_at_64", {.out = 24, .kernel = 3, .pad = 1, .in = {64, 64, 24}});
  add("peer_3x3_48_to_48_at_32", {.out = 48, .kernel = 3, .pad = 1, .in = {32, 32, 48}});
  add("peer_3x3_stride_2_48_to_96_at_16",
      {.out = 96, .kernel = 3, .stride = 2, .pad = 1, .in = {32, 32, 48}});
  add("peer_1x1_96_to_96_at_16", {.out = 96, .in = {16, 16, 96}});
  add("peer_3x3_depthwise_48_at_32",
      {.out = 48, .kernel = 3, .pad = 1, .groups = 48, .in = {32, 32, 48}});
  return true;
}();

}  // namespace
