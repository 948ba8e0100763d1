// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A network and its weights as a type: sizes are constants, wrong graphs do not compile, and
/// inference needs nothing but an arena.

#include <saccade/backend.hpp>
#include <saccade/graph/layer_report.hpp>
#include <saccade/kernels/activation.hpp>
#include <saccade/kernels/add.hpp>
#include <saccade/kernels/conv2d.hpp>
#include <saccade/kernels/linear.hpp>
#include <saccade/kernels/pool.hpp>
#include <saccade/kernels/softmax.hpp>
#include <saccade/model/numbers.hpp>
#include <saccade/model/plan.hpp>
#include <saccade/model/weights.hpp>
#include <saccade/quantize/requantize.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace saccade {

inline constexpr std::array<char const*, 0> no_labels{};

/// Its name in the compiler's message says both.
template <shape Grid, shape Input>
struct grid_and_input {
  static_assert(Grid == Input,
                "saccade: weights: the grid that they name must have the size of the network's "
                "input");
  static constexpr bool compared = true;
};

/// `Net` is a chain of layers, `Weights` a saccade::weights of that graph, both constexpr variables
/// with static storage. `Labels` names the classes, or is no_labels.
template <auto const& Net, auto const& Weights, auto const& Labels = no_labels,
          typename Requantize = round_half_even>
class model {
  static constexpr auto const& plan_ = detail::planned<Net>;
  static constexpr std::size_t size_ = plan_.nodes.size();
  static constexpr verdict verdict_ = plan_.checked;
  static constexpr bool connected_ = verdict_.what == fault::none;
  static constexpr bool same_sizes_ = connected_ && Weights.node_count == size_ &&
                                      Weights.weight_bytes == plan_.weight_bytes &&
                                      Weights.channel_count == plan_.channels;
  static constexpr bool fits_ = same_sizes_ && Weights.architecture == plan_.architecture;
  static constexpr number_verdict numbers_ =
      fits_ ? check_numbers(plan_.nodes, Weights.nodes, Weights.multiplier) : number_verdict{};
  static constexpr bool numbered_ = fits_ && numbers_.what == number_fault::none;
  static constexpr shape grid_ = !numbered_ || Weights.grid.map == time_map::none
                                     ? plan_.input
                                     : shape{Weights.grid.height, Weights.grid.width,
                                             Weights.grid.polarities* Weights.grid.bins};

 public:
  static constexpr std::span<node const, size_> nodes{plan_.nodes};
  static constexpr std::span<placement const, size_> placements{plan_.places};
  static constexpr shape input_shape = plan_.input;
  /// What the network was trained on, and the scale and zero point in which it takes the counts.
  static constexpr grid_format input_format = Weights.grid;
  static constexpr node_quantization input_quantization = Weights.nodes[0];
  /// False where this type does not compile because of its graph or its weights: what is built on
  /// it need not say more.
  static constexpr bool is_sound = numbered_ && grid_ == plan_.input;
  static constexpr std::size_t classes = plan_.classes;
  static constexpr auto const& labels = Labels;
  static constexpr std::uint64_t architecture = plan_.architecture;

  /// Multiply-accumulates of one inference.
  static constexpr std::uint64_t macs = plan_.macs;
  static constexpr std::size_t weight_bytes = plan_.weight_bytes;
  /// All parameters: weights, biases, multipliers, quantisation of the tensors.
  static constexpr std::size_t flash_bytes = sizeof(Weights);
  /// What the kernels need beside the arena.
  static constexpr std::size_t scratch_bytes = 0;
  /// Real logit = logit_scale * int32 logit.
  static constexpr float logit_scale = same_sizes_ ? Weights.multiplier[plan_.logit_channel] : 1.0F;
  /// Sum of the sizes of the tensors that an observer sees.
  static constexpr std::size_t observed_bytes = plan_.observed_bytes;

  /// All tensors of one inference. The user places it; nothing else is written.
  struct arena {
    alignas(arena_alignment) std::int8_t tensors[plan_.tensor_bytes]{};
    std::array<std::int32_t, classes> logits{};
    std::array<float, plan_.ends_in == op::softmax ? classes : 0> probabilities{};
    std::array<std::uint32_t, plan_.ends_in == op::argmax ? 1 : 0> best{};
  };

  /// Input tensor and results included.
  static constexpr std::size_t arena_bytes = sizeof(arena);

  /// To be filled before each run, which overwrites it: [height][width][channels].
  [[nodiscard]] static constexpr auto input(arena& memory) noexcept
      -> std::span<std::int8_t, input_shape.size()> {
    return std::span<std::int8_t, input_shape.size()>{memory.tensors + plan_.places[0].offset,
                                                      input_shape.size()};
  }

  /// One inference. Returns the logits, which lie in the arena.
  static constexpr auto run(arena& memory) noexcept -> std::span<std::int32_t const, classes> {
    return run(memory, [](std::size_t, std::span<std::int8_t const>) {});
  }

  /// Calls `observe(node index, tensor)` after each int8 tensor that is computed, in node order. A
  /// relu that is fused into the node before it is reported once, as the relu.
  template <typename Observer>
  static constexpr auto run(arena& memory, Observer&& observe)
      -> std::span<std::int32_t const, classes> {
    if constexpr (fits_) {
      constexpr auto const& all = detail::steps<model>;
      for (std::size_t i = 1; i < size_; ++i) {
        all[i](memory);
        if (plan_.places[i].kept == storage::tensor) observe(i, tensor(memory, i));
      }
    }
    return memory.logits;
  }

  /// Runs node `I` alone; its operands must have been computed.
  template <std::size_t I>
  static constexpr void step(arena& memory) noexcept {
    constexpr node n = plan_.nodes[I];
    constexpr backend::best tag{};
    if constexpr (!computes(I)) {
      return;
    } else if constexpr (n.kind == op::softmax) {
      kernels::softmax(memory.logits, logit_scale, memory.probabilities);
    } else if constexpr (n.kind == op::argmax) {
      memory.best[0] = static_cast<std::uint32_t>(kernels::argmax(memory.logits));
    } else {
      constexpr auto source = static_cast<std::size_t>(n.inputs[0]);
      constexpr parameter_block block = parameters_of(plan_.nodes, I);
      constexpr node_quantization const& q = Weights.nodes[I];
      constexpr std::int32_t low = plan_.places[I].kept == storage::fused ? q.zero_point : -128;
      constexpr kernels::affine range{Weights.nodes[source].zero_point, q.zero_point, low};
      std::span<std::int8_t const> const in = tensor(memory, source);
      std::span<std::int8_t const> const weight{Weights.weight + block.weight_offset,
                                                block.weight_bytes};
      std::span<std::int32_t const> const bias{Weights.bias + block.channel_offset, block.channels};
      std::span<float const> const multiplier{Weights.multiplier + block.channel_offset,
                                              block.channels};
      std::span<std::int8_t> const out = tensor(memory, I);
      if constexpr (plan_.places[I].kept == storage::result) {
        kernels::linear_logits(tag, range.input_zero_point, in, weight, bias, memory.logits);
      } else if constexpr (n.kind == op::conv2d) {
        constexpr kernels::conv2d_shape s{n.in, n.result, n.kernel, n.stride, n.pad, n.groups};
        kernels::conv2d<Requantize>(tag, s, range, in, weight, bias, multiplier, out);
      } else if constexpr (n.kind == op::linear) {
        kernels::linear<Requantize>(tag, range, in, weight, bias, multiplier, out);
      } else if constexpr (n.kind == op::relu) {
        kernels::relu(tag, q.zero_point, in, out);
      } else if constexpr (n.kind == op::max_pool) {
        kernels::max_pool(tag, {n.in, n.result, n.kernel, n.stride, n.pad}, in, out);
      } else if constexpr (n.kind == op::average_pool) {
        constexpr kernels::average_scales scales{Weights.nodes[source].scale, q.scale};
        kernels::average_pool(tag, {n.in, n.result, n.kernel, n.stride}, scales, range, in, out);
      } else if constexpr (n.kind == op::global_average_pool) {
        kernels::global_average_pool<Requantize>(tag, n.in, q.multiplier, range, in, out);
      } else {
        static_assert(n.kind == op::add);
        constexpr add_parameters p{q.first_ratio, q.second_ratio, q.offset};
        kernels::add(tag, p, low, in, tensor(memory, static_cast<std::size_t>(n.inputs[1])), out);
      }
    }
  }

 private:
  /// Not the input, a flatten, or a relu that the node before it has done.
  [[nodiscard]] static constexpr auto computes(std::size_t i) noexcept -> bool {
    return i > 0 && plan_.places[i].kept != storage::alias &&
           plan_.places[i - 1].kept != storage::fused;
  }

  [[nodiscard]] static constexpr auto tensor(arena& memory, std::size_t i) noexcept
      -> std::span<std::int8_t> {
    return {memory.tensors + plan_.places[i].offset, plan_.places[i].bytes};
  }

  // What a model needs. After a fault the rest compares a value with itself: one error each. They
  // stand last, because after one that fails clang does not know the members that follow.
  static constexpr std::size_t nodes_ = connected_ ? size_ : Weights.node_count;
  static constexpr bool same_nodes_ = connected_ && Weights.node_count == size_;
  static constexpr std::size_t bytes_ = same_nodes_ ? plan_.weight_bytes : Weights.weight_bytes;
  static constexpr bool same_bytes_ = same_nodes_ && Weights.weight_bytes == bytes_;
  static constexpr std::size_t channels_ = same_bytes_ ? plan_.channels : Weights.channel_count;
  static constexpr std::uint64_t hash_ = same_sizes_ ? plan_.architecture : Weights.architecture;
  static constexpr int changed_ =
      numbered_ ? detail::changed_quantization(plan_.nodes, Weights.nodes) : -1;
  static constexpr int other_scale_ =
      numbered_ ? detail::other_logit_scale(Weights.multiplier, plan_.logit_channel) : -1;
  static constexpr std::size_t names_ =
      Labels.size() == 0 || !connected_ ? Labels.size() : plan_.classes;
  static constexpr bool named_ = [] {
    for (std::size_t i = 0; i < Labels.size(); ++i) {
      if (Labels[i] == nullptr) return false;
    }
    return true;
  }();

  static_assert(layer<verdict_.what, verdict_.layer, verdict_.expected, verdict_.given>::reported);
  static_assert(Weights.node_count == nodes_,
                "saccade: weights: must have as many nodes as the graph");
  static_assert(Weights.weight_bytes == bytes_,
                "saccade: weights: must have as many bytes as the graph's layers need");
  static_assert(Weights.channel_count == channels_,
                "saccade: weights: must have as many channels as the graph's layers give");
  static_assert(Weights.architecture == hash_,
                "saccade: weights: must be of this graph: same architecture hash");
  static_assert(layer_number<numbers_.what, numbers_.layer, numbers_.channel>::reported);
  static_assert(changed_ == -1,
                "saccade: weights: relu, max_pool and flatten must keep scale and zero point");
  static_assert(other_scale_ == -1, "saccade: weights: all logits must have the same scale");
  static_assert(grid_and_input<grid_, plan_.input>::compared);
  static_assert(Labels.size() == names_, "saccade: model: there must be one label per class");
  static_assert(named_, "saccade: model: a label is missing at the end of the labels");
};

}  // namespace saccade
