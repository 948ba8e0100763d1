# SPDX-License-Identifier: Apache-2.0
"""The networks, in float: every layer is a convolution or linear map with batch-norm and relu."""

from torch import nn

from patches import PATCH


class PatchStem(nn.Conv2d):
    """A first layer whose stride is its kernel's size: its input comes as Patches."""

    def __init__(self, channels, out):
        super().__init__(channels, out, PATCH, stride=PATCH, bias=False)

    def forward(self, patches):
        return patches.convolve(self.weight)


class Layer(nn.Sequential):
    """`op` (convolution or linear, without bias), batch-norm, and a relu unless told otherwise."""

    def __init__(self, op, channels, relu=True):
        norm = nn.BatchNorm2d if isinstance(op, nn.Conv2d) else nn.BatchNorm1d
        super().__init__(op, norm(channels), *([nn.ReLU()] if relu else []))


class Residual(nn.Module):
    """relu(body(x) + shortcut(x)); no shortcut is the identity."""

    def __init__(self, body, shortcut=None):
        super().__init__()
        self.body = body
        self.shortcut = shortcut

    def forward(self, x):
        other = x if self.shortcut is None else self.shortcut(x)
        return (self.body(x) + other).relu()


class GlobalAveragePool(nn.Module):
    def forward(self, x):
        return x.mean((2, 3), keepdim=True)


def conv(channels, out, kernel, stride=1, pad=0, relu=True):
    return Layer(nn.Conv2d(channels, out, kernel, stride, pad, bias=False), out, relu)


def linear(channels, out):
    return Layer(nn.Linear(channels, out, bias=False), out)


def event_native(task, hidden=48):
    """Patches that never overlap until the picture is 8x8: exact when computed event by event. The
    sizes are those of a picture of 128x128."""
    return nn.Sequential(
        Layer(PatchStem(task.channels, 24), 24),  # 32x32
        conv(24, 32, 2, stride=2),  # 16x16
        conv(32, 48, 2, stride=2),  # 8x8
        Residual(conv(48, 48, 3, pad=1, relu=False)),
        conv(48, 128, 2, stride=2),  # 4x4
        nn.Flatten(),
        nn.Dropout(0.2),
        linear(128 * (task.height // 32) * (task.width // 32), hidden),
        nn.Linear(hidden, len(task.labels)),
    )


def residual_pooled(task):
    """The usual shape, to compare with: 3x3 everywhere, a strided residual block, global pool."""
    return nn.Sequential(
        conv(task.channels, 16, 3, stride=2, pad=1),
        nn.MaxPool2d(2),  # 32x32
        conv(16, 24, 3, stride=2, pad=1),  # 16x16
        conv(24, 48, 3, stride=2, pad=1),  # 8x8
        Residual(
            nn.Sequential(conv(48, 96, 3, stride=2, pad=1), conv(96, 96, 3, pad=1, relu=False)),
            conv(48, 96, 1, stride=2, relu=False)),  # 4x4
        GlobalAveragePool(),
        nn.Flatten(),
        nn.Linear(96, len(task.labels)),
    )


NETWORKS = {"event_native": event_native, "residual_pooled": residual_pooled}


def weights(network):
    """Bytes of int8 weights after the batch-norms are folded in."""
    return sum(module.weight.numel() for module in network.modules()
               if isinstance(module, (nn.Conv2d, nn.Linear)))
