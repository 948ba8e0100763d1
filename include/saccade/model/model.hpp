// SPDX-License-Identifier: Apache-2.0
#pragma once

/// @file
/// A network and its weights as a type: sizes are constants, wrong graphs do not compile, and
/// inference needs nothing but an arena.

#include <saccade/backend.hpp>
#include <saccade/graph/layer_report.hpp>
#include <saccade/model/execute.hpp>
#include <saccade/model/numbers.hpp>
#include <saccade/model/packing.hpp>
#include <saccade/model/plan.hpp>
#include <saccade/model/weights.hpp>
#include <saccade/quantize/requantize.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace saccade {

inline constexpr std::array<char const*, 0> no_labels{};

template <typename F>
concept tensor_observer = std::invocable<F&, std::size_t, std::span<std::int8_t const>>;

/// Its name in the compiler's message says both.
template <shape Grid, shape Input>
struct grid_and_input {
  static_assert(Grid == Input,
                "saccade: weights: the grid that they name must have the size of the network's "
                "input");
  static constexpr bool compared = true;
};

/// Its name in the compiler's message says both.
template <typename PackedFor, typename Backend, bool Taken>
struct weights_and_backend {
  static_assert(Taken,
                "saccade: weights: are not packed for the model's backend: import them with "
                "--backend and its name, or give the model the backend that they are packed for");
  static constexpr bool compared = true;
};

namespace detail {

/// Not constexpr: its name is in the compiler's message.
inline void packed_weights_run_at_run_time_alone() noexcept {}

}  // namespace detail

/// Weights in the order of a backend's kernels, packed when the object is made.
template <typename Backend, std::size_t Bytes>
struct packed_weights {
  alignas(64) std::int8_t weight[Bytes];

  packed_weights(std::span<node const> nodes, std::span<std::int8_t const> plain) noexcept {
    pack_weights<Backend>(nodes, plain, weight);
  }
};

/// `Net` is a chain of layers, `Weights` a saccade::weights of that graph, both constexpr variables
/// with static storage. `Labels` names the classes, or is no_labels. `Backend` runs the layers; one
/// that packs weights does so when a network is first run, into static memory of its own.
/// `FirstNode` is the first one to run; what a front does before it has no tensor in the arena.
template <auto const& Net, auto const& Weights, auto const& Labels = no_labels,
          typename Requantize = round_half_even,
          typename Backend =
              backend_for<typename std::remove_cvref_t<decltype(Weights)>::packed_for>,
          std::size_t FirstNode = 1>
class model {
  static constexpr auto const& plan_ = detail::planned<Net, FirstNode>;
  static constexpr std::size_t size_ = plan_.nodes.size();
  static constexpr verdict verdict_ = plan_.checked;
  static constexpr bool connected_ = verdict_.what == fault::none;
  using packed_for_ = typename std::remove_cvref_t<decltype(Weights)>::packed_for;
  static constexpr std::size_t needed_bytes_ =
      connected_ ? packed_parameters_of<packed_for_>(plan_.nodes, size_).weight_offset : 0;
  static constexpr bool same_sizes_ = connected_ && Weights.node_count == size_ &&
                                      Weights.weight_bytes == needed_bytes_ &&
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
  using backend = Backend;
  /// The same network behind a front that gives the tensor of the node before `Node`.
  template <std::size_t Node>
  using after = model<Net, Weights, Labels, Requantize, Backend, Node>;
  static constexpr std::size_t first_node = plan_.first;
  static constexpr std::size_t classes = plan_.classes;
  static constexpr auto const& labels = Labels;
  static constexpr std::uint64_t architecture = plan_.architecture;

  /// Multiply-accumulates of one inference.
  static constexpr std::uint64_t macs = plan_.macs;
  static constexpr std::size_t weight_bytes = needed_bytes_;
  /// All parameters: weights, biases, multipliers, quantisation of the tensors.
  static constexpr std::size_t flash_bytes = sizeof(Weights);
  /// What the kernels need beside the arena while they run.
  static constexpr std::size_t scratch_bytes = [] {
    std::size_t most = 0;
    for (std::size_t i = first_node; connected_ && i < size_; ++i) {
      if (!computes(plan_.places, i)) continue;
      std::size_t const bytes = scratch_bytes_of<Backend>(plan_.nodes[i]);
      if (bytes > most) most = bytes;
    }
    return most;
  }();
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

  /// The user may place it, and networks that do not run at the same time may share it: what it
  /// holds is of no use after a run.
  struct scratch {
    alignas(arena_alignment) std::array<std::byte, scratch_bytes> bytes;
  };

  /// To be filled before each run, which overwrites it: [height][width][channels].
  [[nodiscard]] static constexpr auto input(arena& memory) noexcept
      -> std::span<std::int8_t, input_shape.size()>
    requires(FirstNode == 1)
  {
    return std::span<std::int8_t, input_shape.size()>{memory.tensors + plan_.places[0].offset,
                                                      input_shape.size()};
  }

  /// What first_node reads, the input or what a front makes of it: likewise.
  static constexpr shape entry_shape = plan_.nodes[first_node - 1].result;
  [[nodiscard]] static constexpr auto entry(arena& memory) noexcept -> std::span<std::int8_t> {
    placement const& place = plan_.places[first_node - 1];
    return {memory.tensors + place.offset, place.bytes};
  }

  /// One inference. Returns the logits, which lie in the arena.
  static constexpr auto run(arena& memory, scratch& work) noexcept
      -> std::span<std::int32_t const, classes> {
    return run(memory, work, [](std::size_t, std::span<std::int8_t const>) {});
  }

  /// From node `first` on, at least first_node: the tensor of the node before it is there.
  static constexpr auto run(arena& memory, scratch& work, std::size_t first) noexcept
      -> std::span<std::int32_t const, classes> {
    return run(memory, work, [](std::size_t, std::span<std::int8_t const>) {}, first);
  }

  /// The same with the scratch on the stack.
  static constexpr auto run(arena& memory, std::size_t first) noexcept
      -> std::span<std::int32_t const, classes> {
    scratch work;
    return run(memory, work, first);
  }
  static constexpr auto run(arena& memory) noexcept -> std::span<std::int32_t const, classes> {
    scratch work;
    return run(memory, work);
  }

  /// Calls `observe(node index, tensor)` after each int8 tensor that is computed, in node order. A
  /// relu that is fused into the node before it is reported once, as the relu.
  template <tensor_observer Observer>
  static constexpr auto run(arena& memory, scratch& work, Observer&& observe,
                            std::size_t first = first_node)
      -> std::span<std::int32_t const, classes> {
    if constexpr (fits_) {
      constexpr auto const& all = detail::steps<model>;
      memory_view const view = view_of(memory, work);
      std::int8_t const* const weight =
          std::is_constant_evaluated() ? Weights.weight : weights_to_run();
      for (std::size_t i = first; i < size_; ++i) {
        all[i](view, weight);
        if (plan_.places[i].kept == storage::tensor) {
          observe(i, std::span<std::int8_t const>{tensor_of(network_, view, i)});
        }
      }
    }
    return memory.logits;
  }

  template <tensor_observer Observer>
  static constexpr auto run(arena& memory, Observer&& observe)
      -> std::span<std::int32_t const, classes> {
    scratch work;
    return run(memory, work, observe);
  }

  /// Runs node `I` alone; its operands must have been computed. `weight` are those that
  /// the backend runs.
  template <std::size_t I>
  static constexpr void step(memory_view const& memory, std::int8_t const* weight) noexcept {
    if constexpr (I >= first_node && computes(plan_.places, I)) {
      network_view net = network_;
      net.weight = as_given_ ? Weights.weight : weight;
      if (std::is_constant_evaluated()) {
        if constexpr (!plain_) detail::packed_weights_run_at_run_time_alone();
        constexpr parameter_block block = parameters_of(plan_.nodes, I);
        execute<saccade::backend::scalar, Requantize>(at<I>{}, arguments_of(net, memory, I, block));
      } else {
        constexpr parameter_block block = packed_parameters_of<Backend>(plan_.nodes, I);
        execute<Backend, Requantize>(at<I>{}, arguments_of(net, memory, I, block));
      }
    }
  }

 private:
  /// Node `I` as a type.
  template <std::size_t I>
  struct at {
    static constexpr node value = plan_.nodes[I];
  };

  static constexpr network_view network_{.nodes = plan_.nodes,
                                         .places = plan_.places,
                                         .quantization = Weights.nodes,
                                         .bias = Weights.bias,
                                         .multiplier = Weights.multiplier};

  [[nodiscard]] static constexpr auto view_of(arena& memory, scratch& work) noexcept
      -> memory_view {
    return {memory.tensors, work.bytes,           memory.logits,
            logit_scale,    memory.probabilities, memory.best};
  }

  static constexpr bool packs_ = connected_ && packs_any<Backend>(plan_.nodes);
  static constexpr bool plain_ = !connected_ || !packs_any<packed_for_>(plan_.nodes);
  static constexpr bool takes_weights_ =
      std::is_same_v<packed_for_, Backend> ||
      (plain_ && (!packs_ || takes_packed_for<Backend, saccade::backend::scalar>()));
  static constexpr bool as_given_ = !packs_ || std::is_same_v<packed_for_, Backend>;

  [[nodiscard]] static auto weights_to_run() noexcept -> std::int8_t const* {
    if constexpr (as_given_) {
      return Weights.weight;
    } else {
      static packed_weights<Backend, packed_parameters_of<Backend>(plan_.nodes, size_)
                                         .weight_offset> const packed{plan_.nodes, Weights.weight};
      return packed.weight;
    }
  }

  // What a model needs. After a fault the rest compares a value with itself: one error each. They
  // stand last, because after one that fails clang does not know the members that follow.
  static constexpr std::size_t nodes_ = connected_ ? size_ : Weights.node_count;
  static constexpr bool same_nodes_ = connected_ && Weights.node_count == size_;
  static constexpr std::size_t bytes_ = same_nodes_ ? needed_bytes_ : Weights.weight_bytes;
  static constexpr bool same_bytes_ = same_nodes_ && Weights.weight_bytes == bytes_;
  static constexpr std::size_t channels_ = same_bytes_ ? plan_.channels : Weights.channel_count;
  static constexpr std::uint64_t hash_ = same_sizes_ ? plan_.architecture : Weights.architecture;
  static constexpr int changed_ =
      numbered_ ? detail::changed_quantization(plan_.nodes, Weights.nodes) : -1;
  static constexpr int other_scale_ =
      numbered_ ? detail::other_logit_scale(Weights.multiplier, plan_.logit_channel) : -1;
  static constexpr std::size_t names_ =
      Labels.size() == 0 || !connected_ ? Labels.size() : plan_.classes;
  static constexpr std::size_t last_first_ = connected_ ? logits_node(plan_.nodes) : FirstNode;
  static constexpr bool can_be_first_ = FirstNode >= 1 && FirstNode <= last_first_;
  static constexpr int behind_front_ =
      connected_ && can_be_first_ ? reads_front(plan_.nodes, FirstNode) : -1;
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
  static_assert(weights_and_backend<packed_for_, Backend, takes_weights_>::compared);
  static_assert(layer_number<numbers_.what, numbers_.layer, numbers_.channel>::reported);
  static_assert(changed_ == -1,
                "saccade: weights: relu, max_pool and flatten must keep scale and zero point");
  static_assert(other_scale_ == -1, "saccade: weights: all logits must have the same scale");
  static_assert(grid_and_input<grid_, plan_.input>::compared);
  static_assert(can_be_first_,
                "saccade: model: the first node to run must be from 1 to the one of the logits");
  static_assert(behind_front_ == -1,
                "saccade: model: a node behind the front reads a tensor that the front does not "
                "give");
  static_assert(Labels.size() == names_, "saccade: model: there must be one label per class");
  static_assert(named_, "saccade: model: a label is missing at the end of the labels");
};

}  // namespace saccade
