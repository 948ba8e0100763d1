# SPDX-License-Identifier: Apache-2.0
"""Window files (see tools/saccade/validate/window_file.hpp) and the counts that a model is fed."""

import pathlib

import numpy as np

EVENT = np.dtype([("t", "<u4"), ("x", "<u2"), ("yp", "<u2")])


def write(path, windows, tensors=False):
    """windows: one array of rows (t since the window's start in us, x, y, p) each."""
    data = [b"SCW1", np.array([len(windows), int(tensors)], "<u4").tobytes()]
    for rows in windows:
        t, x, y, p = np.asarray(rows, np.int64).reshape(-1, 4).T
        events = np.empty(len(t), EVENT)
        events["t"], events["x"], events["yp"] = t, x, y | p << 15
        data += [np.array([len(t)], "<u4").tobytes(), events.tobytes()]
    pathlib.Path(path).write_bytes(b"".join(data))


def read(path):
    data = pathlib.Path(path).read_bytes()
    if data[:4] != b"SCW1":
        raise SystemExit(f"{path}: not a window file")
    count = int.from_bytes(data[4:8], "little")
    offset, windows = 12, []
    for _ in range(count):
        events = np.frombuffer(data, EVENT, int.from_bytes(data[offset:offset + 4], "little"),
                               offset + 4)
        offset += 4 + events.nbytes
        y, p = events["yp"] & 0x7FFF, events["yp"] >> 15
        windows.append(np.stack([events["t"], events["x"], y, p], 1).astype(np.int64))
    return windows


def counts(windows, model):
    """uint8 [windows, 2 * bins, height, width]: what the model's metadata say about its input."""
    properties = {entry.key: entry.value for entry in model.metadata_props}
    time_map = properties.get("saccade.time_map")
    if time_map != "fixed_window":
        raise SystemExit(f"only the time map fixed_window can be checked, the model has {time_map}")
    bins, cap = int(properties["saccade.bins"]), int(properties["saccade.cap"])
    window_us = int(properties["saccade.window_us"])
    channels, height, width = (
        d.dim_value for d in model.graph.input[0].type.tensor_type.shape.dim[1:])
    grid = np.zeros((len(windows), 2, bins, height, width), np.int64)
    if channels != 2 * bins:
        raise SystemExit(f"{channels} input channels are not 2 polarities x {bins} bins")
    for cells, rows in zip(grid, windows):
        t, x, y, p = rows.T
        inside = (t < window_us) & (x < width) & (y < height)
        t, x, y, p = rows[inside].T
        np.add.at(cells, (p, t * bins // window_us, y, x), 1)
    return np.minimum(grid, cap).astype(np.uint8).reshape(len(windows), channels, height, width)
