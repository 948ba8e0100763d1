# SPDX-License-Identifier: Apache-2.0
"""The file in which an engine hands over what it computed.

Text lines up to an empty one: `engine NAME`, `KEY VALUE` facts, and `tensor TYPE C H W NAME` for
each tensor; then for each tensor, in that order, its elements for all windows, NCHW, little-endian.
"""

import pathlib

import numpy as np


def write(path, engine, facts, tensors):
    """tensors: name to uint8, int8 or float32 array [windows, channels(, height, width)]."""
    lines = [f"engine {engine}", *(f"{key} {value}" for key, value in facts.items())]
    for name, value in tensors.items():
        shape = (*value.shape[1:], 1, 1)[:3]
        lines.append("tensor {} {} {} {} {}".format(value.dtype.name, *shape, name))
    data = ["\n".join([*lines, "", ""]).encode()]
    data += [np.ascontiguousarray(value).tobytes() for value in tensors.values()]
    pathlib.Path(path).write_bytes(b"".join(data))


def read(path, windows):
    """The tensors of such a file: name to array [windows, channels, height, width]."""
    head, data = pathlib.Path(path).read_bytes().split(b"\n\n", 1)
    tensors, offset = {}, 0
    for line in head.decode().splitlines():
        key, _, rest = line.partition(" ")
        if key == "tensor":
            kind, *shape, name = rest.split(" ", 4)
            shape = [windows, *map(int, shape)]
            value = np.frombuffer(data, np.dtype(kind), int(np.prod(shape)), offset)
            tensors[name] = value.reshape(shape)
            offset += value.nbytes
    return tensors
