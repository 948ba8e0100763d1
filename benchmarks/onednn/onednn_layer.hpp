// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "onednn/layer.hpp"

#include <dnnl.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <unordered_map>

namespace saccade::benchmarks {

/// The same by oneDNN: NHWC, weights in the order that it likes best. Inputs that are never
/// negative it takes as uint8: of int8 it adds 128, and then saturates where it has no VNNI.
class onednn_layer {
 public:
  explicit onednn_layer(layer_data const& data) {
    if (data.n.kind == op::linear) {
      prepare_linear(data);
    } else {
      prepare_conv(data);
    }
    std::memcpy(arguments_.at(DNNL_ARG_SRC).get_data_handle(), data.in.data(), data.in.size());
    std::memcpy(arguments_.at(DNNL_ARG_BIAS).get_data_handle(), data.bias.data(),
                data.bias.size() * sizeof(std::int32_t));
    size_ = data.n.result.size();
  }

  void run() { primitive_.execute(stream_, arguments_); }
  void wait() { stream_.wait(); }
  [[nodiscard]] auto out() const -> std::span<std::int8_t const> {
    return {static_cast<std::int8_t const*>(arguments_.at(DNNL_ARG_DST).get_data_handle()), size_};
  }

 private:
  using memory = dnnl::memory;
  using tag = memory::format_tag;
  using type = memory::data_type;

  static auto input_type(layer_data const& data) -> type {
    return data.lowest < 0 ? type::s8 : type::u8;
  }

  static auto attributes(layer_data const& data) -> dnnl::primitive_attr {
    dnnl::post_ops then;
    then.append_eltwise(1.0F, dnnl::algorithm::eltwise_relu, 0.0F, 0.0F);
    dnnl::primitive_attr attr;
    attr.set_output_scales(1 << 1, data.multiplier);
    attr.set_post_ops(then);
    return attr;
  }

  void prepare_conv(layer_data const& data) {
    node const& n = data.n;
    auto const in = input_type(data);
    bool const grouped = n.groups > 1;
    memory::dims const weight =
        grouped ? memory::dims{n.groups, n.out / n.groups, n.in.channels / n.groups,
                               n.kernel.height, n.kernel.width}
                : memory::dims{n.out, n.in.channels, n.kernel.height, n.kernel.width};
    memory::desc const src{{1, n.in.channels, n.in.height, n.in.width}, in, tag::nhwc};
    memory::desc const dst{
        {1, n.result.channels, n.result.height, n.result.width}, type::s8, tag::nhwc};
    dnnl::convolution_forward::desc const d{dnnl::prop_kind::forward_inference,
                                            dnnl::algorithm::convolution_direct,
                                            src,
                                            {weight, type::s8, tag::any},
                                            {{n.out}, type::s32, tag::x},
                                            dst,
                                            {n.stride.height, n.stride.width},
                                            {n.pad.top, n.pad.left},
                                            {n.pad.bottom, n.pad.right}};
    dnnl::convolution_forward::primitive_desc const pd{d, attributes(data), engine_};
    finish(pd, data, {weight, type::s8, grouped ? tag::gohwi : tag::ohwi});
    primitive_ = dnnl::convolution_forward{pd};
  }

  void prepare_linear(layer_data const& data) {
    node const& n = data.n;
    memory::dims const weight{n.out, n.in.channels};
    dnnl::inner_product_forward::desc const d{dnnl::prop_kind::forward_inference,
                                              {{1, n.in.channels}, input_type(data), tag::nc},
                                              {weight, type::s8, tag::any},
                                              {{n.out}, type::s32, tag::x},
                                              {{1, n.out}, type::s8, tag::nc}};
    dnnl::inner_product_forward::primitive_desc const pd{d, attributes(data), engine_};
    finish(pd, data, {weight, type::s8, tag::oi});
    primitive_ = dnnl::inner_product_forward{pd};
  }

  template <typename Description>
  void finish(Description const& pd, layer_data const& data, memory::desc const& as_given) {
    memory given{as_given, engine_};
    std::memcpy(given.get_data_handle(), data.weight.data(), data.weight.size());
    memory weight{pd.weights_desc(), engine_};
    dnnl::reorder{given, weight}.execute(stream_, given, weight);
    stream_.wait();
    arguments_ = {{DNNL_ARG_SRC, memory{pd.src_desc(), engine_}},
                  {DNNL_ARG_WEIGHTS, weight},
                  {DNNL_ARG_BIAS, memory{pd.bias_desc(), engine_}},
                  {DNNL_ARG_DST, memory{pd.dst_desc(), engine_}}};
  }

  dnnl::engine engine_{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream_{engine_};
  dnnl::primitive primitive_{};
  std::unordered_map<int, memory> arguments_{};
  std::size_t size_{};
};

}  // namespace saccade::benchmarks
