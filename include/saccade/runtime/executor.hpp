// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// Runs a network that was read from a file: the same dispatch, kernels, arena plan and observer as
/// saccade::model, with shapes that are known at run time only.

#include <saccade/graph/analyse.hpp>
#include <saccade/graph/arena.hpp>
#include <saccade/graph/node.hpp>
#include <saccade/graph/parameter_layout.hpp>
#include <saccade/io/error.hpp>
#include <saccade/model/execute.hpp>
#include <saccade/onnx/imported_model.hpp>
#include <saccade/quantize/requantize.hpp>
#include <saccade/runtime/host_backend.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saccade::host {

class executor {
 public:
  /// `m` as import_onnx() returns it, run by the fastest backend that this machine has or by the
  /// one given. Throws host::error if its tensors need more than 1 GiB.
  explicit executor(imported_model m, host_backend const& by = find_backend())
      : backend_{&by}, model_{std::move(m)}, places_(model_.nodes.size()) {
    auto const placed = std::make_unique<bool[]>(places_.size());
    auto const bytes = plan_arena(model_.nodes, places_, {placed.get(), places_.size()});
    if (bytes > max_arena_bytes) {
      throw error{"model",
                  "needs an arena of " + std::to_string(bytes) + " bytes: 1 GiB is the limit"};
    }
    arena_.resize(bytes);
    auto scratch = std::size_t{};
    for (auto i = std::size_t{}; i < places_.size(); ++i) {
      blocks_.push_back(by.parameters(model_.nodes, i));
      scratch = std::max(scratch, by.scratch_bytes(model_.nodes[i]));
    }
    scratch_.resize(scratch);
    if (by.packs_any(model_.nodes)) {
      packed_.resize(by.parameters(model_.nodes, places_.size()).weight_offset);
      by.pack(model_.nodes, model_.weight, packed_);
    }
    auto const logits = logits_node(model_.nodes);
    logits_.resize(static_cast<std::size_t>(model_.nodes[logits].out));
  }

  [[nodiscard]] auto backend() const noexcept -> std::string_view { return backend_->name; }
  [[nodiscard]] auto network() const noexcept -> imported_model const& { return model_; }
  [[nodiscard]] auto arena_bytes() const noexcept -> std::size_t { return arena_.size(); }
  [[nodiscard]] auto placements() const noexcept -> std::span<placement const> { return places_; }

  /// Real logit = logit_scale() * int32 logit.
  [[nodiscard]] auto logit_scale() const noexcept -> float { return model_.multiplier.back(); }

  /// To be filled before each run, which overwrites it: [height][width][channels].
  [[nodiscard]] auto input() noexcept -> std::span<std::int8_t> {
    return tensor_of(network_view{.places = places_}, memory(), 0);
  }

  /// One inference. The logits stay valid until the next one.
  auto run() -> std::span<std::int32_t const> {
    return run([](std::size_t, std::span<std::int8_t const>) {});
  }

  /// Calls `observe(node index, tensor)` as saccade::model::run() does.
  template <typename Observer>
  auto run(Observer&& observe) -> std::span<std::int32_t const> {
    auto const net = network_view{.nodes = model_.nodes,
                                  .places = places_,
                                  .quantization = model_.quantization,
                                  .weight = (packed_.empty() ? model_.weight : packed_).data(),
                                  .bias = model_.bias.data(),
                                  .multiplier = model_.multiplier.data()};
    for (auto i = std::size_t{1}; i < places_.size(); ++i) {
      // What to make of the logits is the caller's choice.
      if (computes(places_, i) && !is_result(model_.nodes[i].kind)) {
        backend_->execute(model_.nodes[i], arguments_of(net, memory(), i, blocks_[i]));
      }
      if (places_[i].kept == storage::tensor) {
        observe(i, std::span<std::int8_t const>{tensor_of(net, memory(), i)});
      }
    }
    return logits_;
  }

 private:
  static constexpr std::size_t max_arena_bytes = std::size_t{1} << 30U;

  [[nodiscard]] auto memory() noexcept -> memory_view {
    return {.tensors = arena_.data(),
            .scratch = scratch_,
            .logits = logits_,
            .logit_scale = logit_scale()};
  }

  host_backend const* backend_;
  imported_model model_;
  std::vector<placement> places_;
  std::vector<parameter_block> blocks_{};
  std::vector<std::int8_t> packed_{};
  std::vector<std::int8_t> arena_{};
  std::vector<std::byte> scratch_{};
  std::vector<std::int32_t> logits_{};
};

/// By one backend, whatever the machine.
template <typename Backend, typename Requantize = round_half_even>
class basic_executor : public executor {
 public:
  explicit basic_executor(imported_model m)
      : executor{std::move(m), host_backend_of<Backend, Requantize>} {}
};

}  // namespace saccade::host
