# SPDX-License-Identifier: Apache-2.0
"""The same network with int8 arithmetic simulated in float, for training, and its ONNX file.

What is simulated is what the integer kernels do: uint8 activations, int8 weights in [-127, 127]
with one scale per output channel (the last layer: one for all), biases in whole units of input
scale * weight scale. Batch-norm is folded into the weights before this training begins.
"""

from typing import NamedTuple

import torch
from torch import nn
from torch.nn import functional

import network as net
from patches import Patches
from qdq import Network, Quantization, bias_scale, choose_quantization

AVERAGING = 0.01


class Signal(NamedTuple):
    value: torch.Tensor
    quantization: Quantization


INPUT = Quantization(1.0, 0)  # counts are their own quantisation


class Observer(nn.Module):
    """Follows the range of an activation while training, and rounds it to that range's grid."""

    def __init__(self):
        super().__init__()
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))
        self.register_buffer("started", torch.zeros((), dtype=torch.bool))
        self.enabled = True

    def quantization(self):
        return choose_quantization(self.low, self.high)

    def forward(self, x):
        if self.training and self.enabled:
            with torch.no_grad():
                low, high = torch.aminmax(x)
                step = AVERAGING if self.started else 1.0
                self.low += step * (low - self.low)
                self.high += step * (high - self.high)
                self.started.fill_(True)
        q = self.quantization()
        rounded = torch.fake_quantize_per_tensor_affine(x, q.scale, q.zero_point, 0, 255)
        return Signal(rounded, q)


def fold(layer):
    """Weight and bias of a layer with its batch-norm's running statistics multiplied in."""
    op, norm = layer[0], layer[1]
    factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    weight = op.weight * factor.view(-1, *[1] * (op.weight.dim() - 1))
    return weight.detach(), (norm.bias - norm.running_mean * factor).detach()


class QuantizedLayer(nn.Module):
    def __init__(self, op, weight, bias, relu, per_channel, last):
        super().__init__()
        self.weight, self.bias = nn.Parameter(weight.clone()), nn.Parameter(bias.clone())
        self.convolution = ((op.stride[0], op.padding[0]) if isinstance(op, nn.Conv2d) else None)
        self.relu, self.per_channel = relu, per_channel
        self.observer = None if last else Observer()

    def weight_scale(self):
        size = self.weight.detach().abs().flatten(1).amax(1)
        size = size if self.per_channel else size.max()
        return (size / 127).clamp(min=1e-9)

    def rounded(self, source):
        scale = self.weight_scale()
        unit = torch.as_tensor(bias_scale(source, scale.numpy()))
        steps = torch.round(self.bias.detach() / unit)
        if self.per_channel:
            weight = torch.fake_quantize_per_channel_affine(
                self.weight, scale, torch.zeros(len(scale), dtype=torch.int32), 0, -127, 127)
        else:
            weight = torch.fake_quantize_per_tensor_affine(self.weight, float(scale), 0, -127, 127)
        return weight, self.bias + (steps * unit - self.bias.detach())

    def forward(self, x):
        weight, bias = self.rounded(x.quantization)
        if isinstance(x.value, Patches):
            y = x.value.convolve(weight) + bias.view(-1, 1, 1)
        elif self.convolution:
            stride, pad = self.convolution
            y = functional.conv2d(x.value, weight, bias, stride, pad)
        else:
            y = functional.linear(x.value, weight, bias)
        y = y.relu() if self.relu else y
        return self.observer(y) if self.observer else y

    def export(self, graph, x):
        scale = self.weight_scale()
        shaped = scale.view(-1, *[1] * (self.weight.dim() - 1)) if self.per_channel else scale
        weight = torch.round(self.weight.detach() / shaped).clamp(-127, 127).to(torch.int8)
        unit = torch.as_tensor(bias_scale(x.quantization, scale.numpy()))
        bias = torch.round(self.bias.detach() / unit).to(torch.int32)
        arguments = (x, weight.numpy(), scale.numpy(), bias.numpy())
        output = self.observer.quantization() if self.observer else None
        if self.convolution:
            stride, pad = self.convolution
            return graph.conv(*arguments, output, stride=stride, pads=pad, relu=self.relu)
        return graph.linear(*arguments, output, relu=self.relu)


class QuantizedResidual(nn.Module):
    def __init__(self, block):
        super().__init__()
        self.body = quantized(block.body)
        self.shortcut = None if block.shortcut is None else quantized(block.shortcut)
        self.observer = Observer()

    def forward(self, x):
        other = x if self.shortcut is None else self.shortcut(x)
        return self.observer((self.body(x).value + other.value).relu())

    def export(self, graph, x):
        first = self.body.export(graph, x)
        second = x if self.shortcut is None else self.shortcut.export(graph, x)
        return graph.add(first, second, self.observer.quantization(), relu=True)


class QuantizedPool(nn.Module):
    def __init__(self):
        super().__init__()
        self.observer = Observer()

    def forward(self, x):
        return self.observer(x.value.mean((2, 3), keepdim=True))

    def export(self, graph, x):
        return graph.global_average_pool(x, self.observer.quantization())


class Unchanged(nn.Module):
    """An operation whose output is on the grid of its input."""

    def __init__(self, operation, export):
        super().__init__()
        self.operation, self.export = operation, export

    def forward(self, x):
        return Signal(self.operation(x.value), x.quantization)


class Chain(nn.Sequential):
    def export(self, graph, x):
        for module in self:
            x = module.export(graph, x)
        return x


def quantized(module):
    """The int8 twin of a trained float module."""
    if isinstance(module, net.Layer):
        return QuantizedLayer(module[0], *fold(module), relu=len(module) == 3, per_channel=True,
                              last=False)
    if isinstance(module, nn.Linear):
        return QuantizedLayer(module, module.weight.detach(), module.bias.detach(), relu=False,
                              per_channel=False, last=True)
    if isinstance(module, net.Residual):
        return QuantizedResidual(module)
    if isinstance(module, net.GlobalAveragePool):
        return QuantizedPool()
    if isinstance(module, nn.MaxPool2d):
        return Unchanged(module, lambda graph, x: graph.max_pool(x, module.kernel_size))
    if isinstance(module, nn.Flatten):
        return Unchanged(module, lambda graph, x: graph.flatten(x))
    if isinstance(module, nn.Sequential):
        return Chain(*(quantized(child) for child in module
                       if not isinstance(child, nn.Dropout)))
    raise TypeError(f"no int8 form of {type(module).__name__}")


class QuantizedNetwork(nn.Module):
    def __init__(self, trained):
        super().__init__()
        self.chain = quantized(trained)

    def forward(self, counts):
        return self.chain(Signal(counts, INPUT))

    def freeze(self):
        """From here on the grids stay as they are."""
        for module in self.modules():
            if isinstance(module, Observer):
                module.enabled = False

    def export(self, path, shape, metadata):
        graph = Network(shape, INPUT, "gesture")
        self.chain.export(graph, graph.input)
        graph.save(path, metadata)
