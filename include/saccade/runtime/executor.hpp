// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Runs a network that was read from a file: the same kernels, arena plan and observer as
/// saccade::model, with shapes that are known at run time only.

#include <saccade/backend.hpp>
#include <saccade/graph/analyse.hpp>
#include <saccade/graph/arena.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/io/error.hpp>
#include <saccade/kernels/activation.hpp>
#include <saccade/kernels/add.hpp>
#include <saccade/kernels/affine.hpp>
#include <saccade/kernels/conv2d.hpp>
#include <saccade/kernels/linear.hpp>
#include <saccade/kernels/pool.hpp>
#include <saccade/kernels/softmax.hpp>
#include <saccade/onnx/imported_model.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace saccade::host {

class executor {
 public:
  /// `m` as import_onnx() returns it. Throws host::error if its tensors need more than 1 GiB.
  explicit executor(imported_model m) : model_{std::move(m)}, places_(model_.nodes.size()) {
    auto const placed = std::make_unique<bool[]>(places_.size());
    auto const bytes = plan_arena(model_.nodes, places_, {placed.get(), places_.size()});
    if (bytes > max_arena_bytes) {
      throw error{"model",
                  "needs an arena of " + std::to_string(bytes) + " bytes: 1 GiB is the limit"};
    }
    arena_.resize(bytes);
    for (auto i = std::size_t{}; i < places_.size(); ++i) {
      blocks_.push_back(parameters_of(model_.nodes, i));
    }
    auto const logits = logits_node(model_.nodes);
    logits_.resize(static_cast<std::size_t>(model_.nodes[logits].out));
  }

  [[nodiscard]] auto network() const noexcept -> imported_model const& { return model_; }
  [[nodiscard]] auto arena_bytes() const noexcept -> std::size_t { return arena_.size(); }
  [[nodiscard]] auto placements() const noexcept -> std::span<placement const> { return places_; }

  /// Real logit = logit_scale() * int32 logit.
  [[nodiscard]] auto logit_scale() const noexcept -> float { return model_.multiplier.back(); }

  /// To be filled before each run, which overwrites it: [height][width][channels].
  [[nodiscard]] auto input() noexcept -> std::span<std::int8_t> { return tensor(0); }

  /// One inference. The logits stay valid until the next one.
  auto run() -> std::span<std::int32_t const> {
    return run([](std::size_t, std::span<std::int8_t const>) {});
  }

  /// Calls `observe(node index, tensor)` as saccade::model::run() does.
  template <typename Observer>
  auto run(Observer&& observe) -> std::span<std::int32_t const> {
    for (auto i = std::size_t{1}; i < places_.size(); ++i) {
      auto const kept = places_[i].kept;
      if (kept != storage::alias && places_[i - 1].kept != storage::fused) step(i);
      if (kept == storage::tensor) observe(i, std::span<std::int8_t const>{tensor(i)});
    }
    return logits_;
  }

 private:
  static constexpr std::size_t max_arena_bytes = std::size_t{1} << 30U;

  [[nodiscard]] auto tensor(std::size_t i) noexcept -> std::span<std::int8_t> {
    return std::span{arena_}.subspan(places_[i].offset, places_[i].bytes);
  }

  void step(std::size_t i) {
    constexpr auto tag = backend::best{};
    auto const& n = model_.nodes[i];
    if (is_result(n.kind)) {
      return;
    }  // the caller makes what it wants of the logits
    auto const source = static_cast<std::size_t>(n.inputs[0]);
    auto const& q = model_.quantization[i];
    auto const low = places_[i].kept == storage::fused ? q.zero_point : -128;
    auto const range = kernels::affine{model_.quantization[source].zero_point, q.zero_point, low};
    auto const in = std::span<std::int8_t const>{tensor(source)};
    auto const out = tensor(i);
    auto const& block = blocks_[i];
    auto const weight = std::span<std::int8_t const>{model_.weight}.subspan(block.weight_offset,
                                                                            block.weight_bytes);
    auto const bias =
        std::span<std::int32_t const>{model_.bias}.subspan(block.channel_offset, block.channels);
    auto const multiplier =
        std::span<float const>{model_.multiplier}.subspan(block.channel_offset, block.channels);
    switch (n.kind) {
      case op::conv2d:
        kernels::conv2d(tag, {n.in, n.result, n.kernel, n.stride, n.pad, n.groups}, range, in,
                        weight, bias, multiplier, out);
        break;
      case op::linear:
        if (places_[i].kept == storage::result) {
          kernels::linear_logits(tag, range.input_zero_point, in, weight, bias, logits_);
        } else {
          kernels::linear(tag, range, in, weight, bias, multiplier, out);
        }
        break;
      case op::relu:
        kernels::relu(tag, q.zero_point, in, out);
        break;
      case op::max_pool:
        kernels::max_pool(tag, {n.in, n.result, n.kernel, n.stride, n.pad}, in, out);
        break;
      case op::average_pool:
        kernels::average_pool(tag, {n.in, n.result, n.kernel, n.stride},
                              {model_.quantization[source].scale, q.scale}, range, in, out);
        break;
      case op::global_average_pool:
        kernels::global_average_pool(tag, n.in, q.multiplier, range, in, out);
        break;
      case op::add:
        kernels::add(tag, {q.first_ratio, q.second_ratio, q.offset}, low, in,
                     tensor(static_cast<std::size_t>(n.inputs[1])), out);
        break;
      case op::input:
      case op::flatten:
      case op::softmax:
      case op::argmax:
        break;
    }
  }

  imported_model model_;
  std::vector<placement> places_;
  std::vector<parameter_block> blocks_{};
  std::vector<std::int8_t> arena_{};
  std::vector<std::int32_t> logits_{};
};

}  // namespace saccade::host
