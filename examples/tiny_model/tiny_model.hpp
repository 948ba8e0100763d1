// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Which way did it move? A network of 8 weights on an 8x8 camera, from bytes to words.

#include <saccade/saccade.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sc = saccade;

// Counts of the left and the right half, early and late, then right = -left.
inline constexpr auto net = sc::input<std::int8_t>({.height = 8, .width = 8, .channels = 2}) |
                            sc::average_pool({.kernel = {8, 4}}) | sc::flatten |
                            sc::linear({.out = 2});

using grid = sc::voxel_grid<1, 2, 8, 8>;
inline constexpr auto length = sc::milliseconds(10);

constexpr std::int8_t halves[] = {1, -1, -1, 1, -1, 1, 1, -1};
constexpr float step[] = {16.0F};
inline constexpr std::array layers{
    sc::layer_parameters{.scale = 1.0F},       // the input: counts
    sc::layer_parameters{.scale = 1.0F / 32},  // the average of 32 cells: their sum, in such steps
    sc::layer_parameters{.weight = halves, .weight_scale = step}};
inline constexpr auto weights = sc::make_weights<net, layers>(grid::format(length));

inline constexpr std::array<char const*, 2> labels{"right", "left"};

using model = sc::model<net, weights, labels>;
static_assert(model::arena_bytes < 200 && model::macs == 8);

// An EVT 2.0 stream: an edge passes the columns in 10 ms, to the right and back.
inline auto recording() {
  std::array<std::byte, 2 * 10 * 8> bytes{};
  auto* next = bytes.data();
  auto const word = [&](std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) *next++ = static_cast<std::byte>(value >> shift);
  };
  for (std::uint32_t i = 0; i < 20; ++i) {
    std::uint32_t const t = 1000 * i;
    std::uint32_t const x = (i < 10 ? i : 19 - i) * 8 / 10;
    word(8U << 28 | t >> 6);                         // TIME_HIGH
    word(1U << 28 | (t & 63) << 22 | x << 11 | 4U);  // CD_ON
  }
  return bytes;
}

// 8x8 pixels are what the network takes: no filter.
inline constinit sc::pipeline<sc::evt2_decoder, sc::window<length>, grid, model> direction;

/// Calls `show` for each window of the recording.
template <typename Show>
void decide(Show const& show) {
  direction.push(recording(), show);
  direction.finish(show);
}
