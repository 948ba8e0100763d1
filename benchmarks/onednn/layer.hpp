// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <saccade/graph/node.hpp>
#include <saccade/graph/operations.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/kernels/arguments.hpp>
#include <saccade/runtime/host_backend.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace saccade::benchmarks {

/// A layer with a relu, zero points 0, and what it reads.
struct layer_data {
  node n;
  int lowest;  ///< of the inputs, of which 127 is the largest
  std::vector<std::int8_t> in;
  std::vector<std::int8_t> weight;
  std::vector<std::int32_t> bias;
  std::vector<float> multiplier;

  layer_data(node const& of, int lowest_input) : n{of}, lowest{lowest_input} {
    static_cast<void>(facts(n.kind).infer(n, {}));
    std::mt19937 random{1};
    auto const fill = [&](std::vector<std::int8_t>& to, std::size_t count, int low) {
      std::uniform_int_distribution<int> values{low, 127};
      to.resize(count);
      for (auto& v : to) v = static_cast<std::int8_t>(values(random));
    };
    fill(in, n.in.size(), lowest);
    fill(weight, weight_bytes_of(n), -127);
    auto const taps = static_cast<double>(weight.size()) / n.out;
    std::uniform_real_distribution<float> spread{0.7F, 1.4F};
    std::uniform_int_distribution<int> offset{-5000, 5000};
    for (int c = 0; c < n.out; ++c) {
      bias.push_back(offset(random));
      multiplier.push_back(spread(random) / static_cast<float>(73.0 * std::sqrt(taps)));
    }
  }
};

/// As an executor runs it.
class own_layer {
 public:
  own_layer(layer_data const& data, host::host_backend const& by)
      : by_{&by}, n_{data.n}, out_(n_.result.size()), scratch_(by.scratch_bytes(n_)) {
    std::array const nodes{n_};
    packed_.resize(by.parameters(nodes, 1).weight_offset);
    by.pack(nodes, data.weight, packed_);
    arguments_.in[0] = data.in;
    arguments_.out = out_;
    arguments_.range = {0, 0, 0};
    arguments_.weight = packed_;
    arguments_.bias = data.bias;
    arguments_.multiplier = data.multiplier;
    arguments_.scratch = scratch_;
  }
  own_layer(own_layer const&) = delete;
  auto operator=(own_layer const&) -> own_layer& = delete;

  void run() { by_->execute(n_, arguments_); }
  [[nodiscard]] auto out() const -> std::span<std::int8_t const> { return out_; }

 private:
  host::host_backend const* by_;
  node n_;
  std::vector<std::int8_t> out_;
  std::vector<std::byte> scratch_;
  std::vector<std::int8_t> packed_{};
  kernels::arguments arguments_{};
};

}  // namespace saccade::benchmarks
