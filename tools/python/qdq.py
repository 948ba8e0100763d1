# SPDX-License-Identifier: Apache-2.0
"""Writes an int8 network as an ONNX file in QDQ form, with numpy and onnx alone.

The dialect is the one that ONNX Runtime fuses to integer kernels on x86 and that `saccade import`
reads: opset 13, uint8 activations, symmetric int8 weights (one scale per output channel, or one for
the whole tensor), int32 biases in units of input scale * weight scale, scalars of rank 0. The input
is float counts, quantised with scale 1 and zero point 0; the last linear layer is not requantised.

    net = Network((10, 128, 128))
    x = net.conv(net.input, weight, weight_scale, bias, Quantization(0.02, 0), stride=4, relu=True)
    x = net.linear(net.flatten(x), head, head_scale, head_bias)
    net.save("gesture.onnx", {"saccade.labels": "left,right"})
"""

from dataclasses import dataclass

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


@dataclass(frozen=True)
class Quantization:
    """real = scale * (q - zero_point) with q uint8."""

    scale: float
    zero_point: int


@dataclass(frozen=True)
class Tensor:
    """An activation while the graph is built: `name` is its dequantised (float) value."""

    name: str
    shape: tuple[int, ...]  # without the batch: channels, height, width
    quantization: Quantization | None


def choose_quantization(low, high):
    """The affine uint8 quantisation whose range covers [low, high] and 0."""
    low, high = min(float(low), 0.0), max(float(high), 0.0)
    scale = float(np.float32(max((high - low) / 255, 1e-8)))
    return Quantization(scale, int(np.clip(np.rint(-low / scale), 0, 255)))


def bias_scale(source, weight_scale):
    """The unit of a layer's int32 bias and accumulator, as float32."""
    return np.float32(source.scale) * np.asarray(weight_scale, np.float32)


class Network:
    """A graph under construction. Every method appends a layer and returns its output."""

    def __init__(self, input_shape, quantization=Quantization(1.0, 0), name="saccade"):
        self.name = name
        self._nodes = []
        self._initializers = []
        self._counts = {}
        self._input_shape = tuple(input_shape)
        self._output = None
        self.quantized = []  # names of the uint8 activations, in order, the input's first
        self.input = self._requantize("input", "input", self._input_shape, quantization)

    def conv(self, x, weight, weight_scale, bias, output, stride=1, pads=0, groups=1, relu=False,
             name=None):
        """weight int8 [out, in / groups, height, width]; pads one number or top, left, bottom,
        right; weight_scale [out] or a scalar."""
        name = name or self._name("conv")
        pads = _pads(pads)
        stride = _pair(stride)
        kernel = weight.shape[2:]
        if weight.shape[1] * groups != x.shape[0]:
            raise ValueError(f"{name}: weight of shape {weight.shape} in {groups} groups does not "
                             f"fit {x.shape[0]} input channels")
        inputs = [x.name, *self._parameters(name, x, weight, weight_scale, bias)]
        self._node("Conv", inputs, name, kernel_shape=list(kernel), strides=list(stride),
                   pads=list(pads), dilations=[1, 1], group=groups)
        shape = (weight.shape[0], *_window(x.shape, kernel, stride, pads))
        return self._activate(name, shape, output, relu)

    def linear(self, x, weight, weight_scale, bias, output=None, relu=False, name=None):
        """weight int8 [out, in]. Without `output` this is the last layer: float logits, exactly
        the int32 accumulators times bias_scale()."""
        name = name or self._name("linear")
        if x.shape != (weight.shape[1],):
            raise ValueError(f"{name}: weight of shape {weight.shape} does not fit {x.shape}")
        inputs = [x.name, *self._parameters(name, x, weight, weight_scale, bias)]
        if output is None:
            self._node("Gemm", inputs, "logits", name=name, transB=1)
            self._output = Tensor("logits", (weight.shape[0],), None)
            return self._output
        self._node("Gemm", inputs, name, transB=1)
        return self._activate(name, (weight.shape[0],), output, relu)

    def add(self, first, second, output, relu=False, name=None):
        """The order of the operands is the order of the fused kernel's additions."""
        name = name or self._name("add")
        self._node("Add", [first.name, second.name], name)
        return self._activate(name, first.shape, output, relu)

    def max_pool(self, x, kernel, stride=None, pads=0, name=None):
        return self._pool("MaxPool", x, kernel, stride, pads, x.quantization, name, "max_pool")

    def average_pool(self, x, kernel, output, stride=None, name=None):
        return self._pool("AveragePool", x, kernel, stride, 0, output, name, "average_pool")

    def global_average_pool(self, x, output, name=None):
        name = name or self._name("global_average_pool")
        self._node("GlobalAveragePool", [x.name], name)
        return self._requantize(name, name, (x.shape[0], 1, 1), output)

    def flatten(self, x):
        """Channels, then rows, then columns: the order of ONNX. Quantised again with the same
        numbers, without which ONNX Runtime does not fuse the linear layer behind it."""
        name = self._name("flatten")
        self._node("Flatten", [x.name], name, axis=1)
        return self._requantize(name, name, (int(np.prod(x.shape)),), x.quantization)

    def save(self, path, metadata=None):
        onnx.save(self.model(metadata), str(path))

    def model(self, metadata=None):
        if self._output is None:
            raise ValueError("the network has no last linear layer")
        info = helper.make_tensor_value_info
        graph = helper.make_graph(
            self._nodes, self.name,
            [info("input", TensorProto.FLOAT, [1, *self._input_shape])],
            [info(self._output.name, TensorProto.FLOAT, [1, *self._output.shape])],
            self._initializers)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)],
                                  producer_name="saccade", ir_version=7)
        helper.set_model_props(model, dict(metadata or {}))
        onnx.checker.check_model(model, full_check=True)
        return model

    def _name(self, kind):
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return f"{kind}{self._counts[kind]}"

    def _node(self, kind, inputs, output, **attributes):
        attributes.setdefault("name", output)
        self._nodes.append(helper.make_node(kind, inputs, [output], **attributes))

    def _constant(self, name, value):
        self._initializers.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def _parameters(self, name, x, weight, weight_scale, bias):
        weight_scale = np.asarray(weight_scale, np.float32)
        if weight.dtype != np.int8 or bias.dtype != np.int32:
            raise TypeError(f"{name}: weights must be int8 and biases int32")
        axis = {"axis": 0} if weight_scale.ndim else {}
        self._node("DequantizeLinear", [
            self._constant(f"{name}.weight", weight),
            self._constant(f"{name}.weight_scale", weight_scale),
            self._constant(f"{name}.weight_zero_point", np.zeros(weight_scale.shape, np.int8)),
        ], f"{name}.weight_real", **axis)
        self._node("DequantizeLinear", [
            self._constant(f"{name}.bias", bias),
            self._constant(f"{name}.bias_scale", bias_scale(x.quantization, weight_scale)),
            self._constant(f"{name}.bias_zero_point", np.zeros(weight_scale.shape, np.int32)),
        ], f"{name}.bias_real", **axis)
        return f"{name}.weight_real", f"{name}.bias_real"

    def _activate(self, name, shape, output, relu):
        value = name
        if relu:
            if output.zero_point != 0:
                raise ValueError(f"{name}: a relu's zero point must be 0, not {output.zero_point}")
            value = f"{name}.relu"
            self._node("Relu", [name], value)
        return self._requantize(name, value, shape, output)

    def _requantize(self, name, value, shape, quantization):
        scale = self._constant(f"{name}.scale", np.float32(quantization.scale))
        zero_point = self._constant(f"{name}.zero_point", np.uint8(quantization.zero_point))
        self._node("QuantizeLinear", [value, scale, zero_point], f"{name}.q")
        self._node("DequantizeLinear", [f"{name}.q", scale, zero_point], f"{name}.real")
        self.quantized.append(f"{name}.q")
        return Tensor(f"{name}.real", shape, quantization)

    def _pool(self, kind, x, kernel, stride, pads, output, name, default):
        name = name or self._name(default)
        kernel, pads = _pair(kernel), _pads(pads)
        stride = _pair(kernel if stride is None else stride)
        self._node(kind, [x.name], name, kernel_shape=list(kernel), strides=list(stride),
                   pads=list(pads))
        shape = (x.shape[0], *_window(x.shape, kernel, stride, pads))
        return self._requantize(name, name, shape, output)


def _pair(value):
    return (value, value) if np.isscalar(value) else tuple(value)


def _pads(value):
    return (value,) * 4 if np.isscalar(value) else tuple(value)


def _window(shape, kernel, stride, pads):
    top, left, bottom, right = pads
    return ((shape[1] + top + bottom - kernel[0]) // stride[0] + 1,
            (shape[2] + left + right - kernel[1]) // stride[1] + 1)
