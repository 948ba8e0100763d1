# SPDX-License-Identifier: Apache-2.0
"""Windows of events as voxel grids, kept sparse: about 1 % of the cells are not zero."""

from dataclasses import dataclass

import numpy as np

from task import Task


@dataclass
class Batch:
    """The non-zero cells of some windows: which window, which cell, how many events."""

    task: Task
    size: int
    window: np.ndarray  # int32
    channel: np.ndarray
    y: np.ndarray
    x: np.ndarray
    count: np.ndarray  # int32

    def mirror(self):
        return self._with(x=self.task.width - 1 - self.x)

    def reverse(self):
        """Backwards in time: bins in the other order, and every edge brightens where it dimmed."""
        return self._with(channel=self.task.channels - 1 - self.channel)

    def _with(self, **changes):
        return Batch(**(vars(self) | changes))

    def dense(self):
        """float32 [size, channels, height, width], as the network takes it."""
        channels, height, width = self.task.shape
        flat = ((self.window.astype(np.int64) * channels + self.channel) * height + self.y
                ) * width + self.x
        grid = np.zeros(self.size * self.task.cells, np.float32)
        np.add.at(grid, flat, self.count.astype(np.float32))
        return np.minimum(grid, self.task.cap, out=grid).reshape(self.size, *self.task.shape)


class Windows:
    """The whole windows of some parts of recordings, in order, with their labels."""

    def __init__(self, task, offsets, cells, counts, labels, parts, names, remarks=()):
        self.task = task
        self.offsets, self.cells, self.counts = offsets, cells, counts
        self.labels, self.parts = labels, parts  # per window
        self.names = names  # of the recordings, per part
        self.remarks = [str(remark) for remark in remarks]  # what to tell the user, a line each

    def __len__(self):
        return len(self.labels)

    def batch(self, chosen):
        chosen = np.asarray(chosen)
        begin, length = self.offsets[chosen], np.diff(self.offsets)[chosen]
        window = np.repeat(np.arange(len(chosen), dtype=np.int32), length)
        start = np.concatenate(([0], np.cumsum(length)[:-1]))
        at = np.arange(len(window)) + np.repeat(begin - start, length)
        row, x = np.divmod(self.cells[at].astype(np.int32), self.task.width)
        channel, y = np.divmod(row, self.task.height)
        return Batch(self.task, len(chosen), window, channel, y, x,
                     self.counts[at].astype(np.int32))

    def batches(self, size, order=None):
        order = np.arange(len(self)) if order is None else order
        for begin in range(0, len(order), size):
            chosen = order[begin:begin + size]
            yield chosen, self.batch(chosen)

    def seconds(self):
        """Whole seconds of each part, [n, windows of a second]: what a vote is cast over."""
        length = self.task.windows_per_second
        if length == 0:
            return np.empty((0, 1), np.int64)
        chosen = []
        for part in range(len(self.names)):
            own = np.flatnonzero(self.parts == part)
            chosen.append(own[:len(own) // length * length].reshape(-1, length))
        return np.concatenate(chosen)

    def events(self):
        totals = np.concatenate(([0], np.cumsum(self.counts, dtype=np.int64)))
        return totals[self.offsets[1:]] - totals[self.offsets[:-1]]
