# SPDX-License-Identifier: Apache-2.0
"""Makes the networks of tests/data/onnx: random weights, real arithmetic.

Scales are chosen layer by layer from the integers that flow through the network on random windows,
so that every activation uses, and slightly exceeds, the range of its type.

    build/venv/bin/python tests/support/make_random_model.py every_layer tests/data/onnx
    build/venv/bin/python tests/support/make_random_model.py event_native build/models
"""

import argparse
import pathlib
import sys
from dataclasses import dataclass

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "python"))

import qdq  # noqa: E402

LABELS = ("hand_clapping", "right_hand_wave", "left_hand_wave", "right_arm_clockwise",
          "right_arm_counter_clockwise", "left_arm_clockwise", "left_arm_counter_clockwise",
          "arm_roll", "air_drums", "air_guitar", "other")
METADATA = {"saccade.window_us": "50000", "saccade.bins": "5", "saccade.time_map": "fixed_window",
            "saccade.cap": "127", "saccade.labels": ",".join(LABELS)}


def random_counts(rng, windows, bins=5, size=128):
    """Counts [windows, 2 * bins, size, size]: a few blobs that move through the bins, and noise."""
    grid = np.zeros((windows, 2, bins, size, size), np.int64)
    for window in grid:
        for _ in range(rng.integers(1, 5)):
            events = int(rng.integers(100, 1500))
            bin_of = rng.integers(0, bins, events)
            start, speed = rng.uniform(16, size - 16, 2), rng.uniform(-6, 6, 2)
            position = start + bin_of[:, None] * speed + rng.normal(0, rng.uniform(1, 8),
                                                                    (events, 2))
            y, x = np.clip(np.rint(position), 0, size - 1).astype(int).T
            np.add.at(window, (rng.integers(0, 2, events), bin_of, y, x), 1)
        noise = int(rng.integers(0, 100))
        np.add.at(window, (rng.integers(0, 2, noise), rng.integers(0, bins, noise),
                           *rng.integers(0, size, (2, noise))), 1)
    return np.minimum(grid, 127).reshape(windows, 2 * bins, size, size)


@dataclass
class Node:
    """A tensor of the graph and the integers q - zero_point that the calibration windows make."""

    tensor: qdq.Tensor
    value: np.ndarray


class Calibrated:
    """Draws weights and chooses scales while it builds a qdq.Network."""

    def __init__(self, seed, windows=8):
        self.rng = np.random.default_rng(seed)
        counts = random_counts(self.rng, windows)
        self.net = qdq.Network(counts.shape[1:], name="random")
        self.input = Node(self.net.input, counts)

    def conv(self, x, out, kernel, stride=1, pads=0, groups=1, relu=True):
        channels = x.value.shape[1] // groups
        weight, scale = self._weights((out, channels, kernel, kernel))
        acc = _conv(x.value, weight, stride, qdq._pads(pads), groups)
        bias = self._bias(acc)
        acc += bias[:, None, None]
        unit = qdq.bias_scale(x.tensor.quantization, scale)
        output = self._output(acc * unit[:, None, None], relu)
        tensor = self.net.conv(x.tensor, weight, scale, bias, output, stride, pads, groups, relu)
        return Node(tensor, _requantize(acc * unit[:, None, None], output))

    def linear(self, x, out, relu=True, last=False):
        weight, scale = self._weights((out, x.value.shape[1]))
        scale = scale.max()  # one scale for the whole head
        acc = x.value @ weight.T.astype(np.int64)
        bias = self._bias(acc)
        if last:  # no class wins on every window
            bias = np.rint(-acc.mean(0)).astype(np.int32)
            return Node(self.net.linear(x.tensor, weight, scale, bias), acc + bias)
        real = (acc + bias) * qdq.bias_scale(x.tensor.quantization, scale)
        output = self._output(real, relu)
        return Node(self.net.linear(x.tensor, weight, scale, bias, output, relu),
                    _requantize(real, output))

    def add(self, first, second, relu=True):
        real = first.value * first.tensor.quantization.scale \
            + second.value * second.tensor.quantization.scale
        output = self._output(real, relu)
        return Node(self.net.add(first.tensor, second.tensor, output, relu),
                    _requantize(real, output))

    def max_pool(self, x, kernel, stride, pads=0):
        top, left, bottom, right = qdq._pads(pads)
        padded = np.pad(x.value, ((0, 0), (0, 0), (top, bottom), (left, right)),
                        constant_values=-1000)
        return Node(self.net.max_pool(x.tensor, kernel, stride, pads),
                    _windows(padded, kernel, stride).max((4, 5)))

    def average_pool(self, x, kernel):
        real = _windows(x.value, kernel, kernel).mean((4, 5)) * x.tensor.quantization.scale
        output = self._output(real, False)
        return Node(self.net.average_pool(x.tensor, kernel, output), _requantize(real, output))

    def global_average_pool(self, x):
        real = x.value.mean((2, 3), keepdims=True) * x.tensor.quantization.scale
        output = self._output(real, False)
        return Node(self.net.global_average_pool(x.tensor, output), _requantize(real, output))

    def flatten(self, x):
        return Node(self.net.flatten(x.tensor), x.value.reshape(len(x.value), -1))

    def _weights(self, shape):
        weight = self.rng.normal(0, 1 / np.sqrt(np.prod(shape[1:])), shape)
        weight *= self.rng.uniform(0.5, 2.0, (shape[0],) + (1,) * (len(shape) - 1))
        limit = np.abs(weight).reshape(shape[0], -1).max(1)
        scale = (limit / 127).astype(np.float32)
        steps = weight / scale.reshape(-1, *[1] * (len(shape) - 1))
        return np.clip(np.rint(steps), -127, 127).astype(np.int8), scale

    def _bias(self, acc):
        spread = acc.std(tuple(i for i in range(acc.ndim) if i != 1)) + 1
        return np.rint(self.rng.normal(0, 0.5, acc.shape[1]) * spread).astype(np.int32)

    def _output(self, real, relu):
        low, high = np.percentile(real, (0.02, 99.98))
        return qdq.choose_quantization(0 if relu else low, high)


def _windows(x, kernel, stride):
    view = np.lib.stride_tricks.sliding_window_view(x, (kernel, kernel), (2, 3))
    return view[:, :, ::stride, ::stride]


def _conv(x, weight, stride, pads, groups):
    top, left, bottom, right = pads
    padded = np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))
    view = _windows(padded.astype(np.float64), weight.shape[2], stride)
    view = view.reshape(len(x), groups, -1, *view.shape[2:])
    split = weight.reshape(groups, -1, *weight.shape[1:]).astype(np.float64)
    acc = np.einsum("ngchwij,gocij->ngohw", view, split, optimize=True)
    return acc.reshape(len(x), -1, *acc.shape[3:]).astype(np.int64)


def _requantize(real, output):
    q = np.clip(np.rint(real / output.scale) + output.zero_point, 0, 255)
    return q.astype(np.int64) - output.zero_point


def every_layer(seed=1):
    """One of everything that saccade runs, about 36 KB."""
    g = Calibrated(seed)
    x = g.conv(g.input, 16, kernel=4, stride=4, groups=2)
    x = g.conv(x, 16, kernel=3, stride=2, pads=(0, 0, 1, 1), groups=16)
    x = g.conv(x, 24, kernel=1)
    x = g.max_pool(x, 3, 2, pads=1)
    body = g.conv(g.conv(x, 32, kernel=3, pads=1), 32, kernel=3, pads=1, relu=False)
    x = g.add(body, g.conv(x, 32, kernel=1, relu=False))
    x = g.average_pool(x, 2)
    x = g.add(x, g.conv(x, 32, kernel=3, pads=1, groups=32, relu=False), relu=False)
    x = g.conv(x, 48, kernel=3, stride=2, pads=(1, 1, 0, 0))
    x = g.flatten(g.global_average_pool(x))
    g.linear(g.linear(x, 32), 11, last=True)
    return g.net


def event_native(seed=2):
    """The small gesture network's shape, about 0.13 M parameters."""
    g = Calibrated(seed)
    x = g.conv(g.input, 24, kernel=4, stride=4)
    x = g.conv(x, 32, kernel=2, stride=2)
    x = g.conv(x, 48, kernel=2, stride=2)
    x = g.add(g.conv(x, 48, kernel=3, pads=1, relu=False), x)
    x = g.flatten(g.conv(x, 128, kernel=2, stride=2))
    g.linear(g.linear(x, 32), 11, last=True)
    return g.net


NETWORKS = {"every_layer": every_layer, "event_native": event_native}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("network", choices=NETWORKS)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, help="other weights than those of tests/data/onnx")
    parser.add_argument("--check", action="store_true",
                        help="write nothing; fail unless the file there has these very bytes")
    arguments = parser.parse_args()
    path = arguments.folder / f"{arguments.network}.onnx"
    make = NETWORKS[arguments.network]
    net = make() if arguments.seed is None else make(arguments.seed)
    if arguments.check:
        if net.model(METADATA).SerializeToString() != path.read_bytes():
            sys.exit(f"{path}: not what this script writes")
    else:
        arguments.folder.mkdir(parents=True, exist_ok=True)
        net.save(path, METADATA)
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
