// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A graph as the expression of layers.hpp that builds it: chains of layers and, where two branches
/// meet in an add, residual(first, second).

#include <saccade/graph/node.hpp>

#include <cstddef>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace saccade::host {

/// One layer of a chain; an add brings the two chains that it adds, from their common source on.
struct chain_step {
  int node{};
  std::vector<chain_step> first{};
  std::vector<chain_step> second{};
};

namespace detail {

class series_parallel_reader {
 public:
  explicit series_parallel_reader(std::span<node const> nodes)
      : nodes_{nodes}, dominator_(nodes.size(), -1), visited_(nodes.size(), false) {
    for (auto i = std::size_t{1}; i < nodes.size(); ++i) {
      auto above = nodes[i].inputs[0];
      if (nodes[i].kind == op::add) {
        for (auto other = nodes[i].inputs[1]; above != other;) {
          auto& later = above > other ? above : other;
          later = dominator_[static_cast<std::size_t>(later)];
        }
      }
      dominator_[i] = above;
    }
  }

  /// Appends the layers after node `from` up to node `to`; false if one of them is in another
  /// branch too.
  auto read(int from, int to, int depth, std::vector<chain_step>& chain) -> bool {
    auto steps = std::vector<chain_step>{};
    while (to != from) {
      auto const index = static_cast<std::size_t>(to);
      shared = to;
      if (to < from || visited_[index]) return false;
      visited_[index] = true;
      auto& step = steps.emplace_back(chain_step{.node = to});
      auto const fork = dominator_[index];
      auto const& n = nodes_[index];
      if (n.kind == op::add && (depth == 0 || !read(fork, n.inputs[0], depth - 1, step.first) ||
                                !read(fork, n.inputs[1], depth - 1, step.second))) {
        return false;
      }
      to = fork;
    }
    chain.assign(std::make_move_iterator(steps.rbegin()), std::make_move_iterator(steps.rend()));
    return true;
  }

  int shared{-1};  ///< the last node that was looked at

 private:
  std::span<node const> nodes_;
  std::vector<int> dominator_;  ///< the nearest node that every path to a node passes
  std::vector<bool> visited_;
};

}  // namespace detail

/// A graph as an expression, the input left out; or the layer that stands in the way.
struct series_parallel {
  std::vector<chain_step> chain{};
  int obstacle{-1};  ///< in two branches that no add joins, or adds nested deeper than 32; else -1
};

/// Sources must come before their users; the last node gives the result.
[[nodiscard]] inline auto read_series_parallel(std::span<node const> nodes) -> series_parallel {
  auto reader = detail::series_parallel_reader{nodes};
  auto result = series_parallel{};
  if (!reader.read(0, static_cast<int>(nodes.size()) - 1, 32, result.chain)) {
    result.obstacle = reader.shared;
  }
  return result;
}

/// The order in which the expression lays its nodes: the input, first branches, second branches,
/// adds.
inline void append_order(std::vector<chain_step> const& steps, std::vector<int>& order) {
  for (auto const& step : steps) {
    append_order(step.first, order);
    append_order(step.second, order);
    order.push_back(step.node);
  }
}

}  // namespace saccade::host
