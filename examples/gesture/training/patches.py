# SPDX-License-Identifier: Apache-2.0
"""Windows for a first layer of 4x4 pixel patches: only those with an event, a fifth of them."""

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

PATCH = 4


@dataclass
class Patches:
    """`counts` [n, channels * 16] of the patches at `place`, 0 elsewhere."""

    size: int
    rows: int
    columns: int
    place: torch.Tensor  # (window * rows + patch row) * columns + patch column
    counts: torch.Tensor

    def convolve(self, weight):
        """conv2d(dense, weight, stride=4) for weight [out, channels, 4, 4]."""
        seen = functional.linear(self.counts, weight.flatten(1))
        out = seen.new_zeros(self.size * self.rows * self.columns, len(weight))
        out = out.index_copy(0, self.place, seen)
        return out.view(self.size, self.rows, self.columns, -1).permute(0, 3, 1, 2)


def patches(batch):
    task = batch.task
    rows, columns = task.height // PATCH, task.width // PATCH
    place = (batch.window * rows + batch.y // PATCH) * columns + batch.x // PATCH
    inner = (batch.channel * PATCH + batch.y % PATCH) * PATCH + batch.x % PATCH
    active = np.zeros(batch.size * rows * columns, bool)
    active[place] = True
    row = np.cumsum(active)[place] - 1
    width = task.channels * PATCH * PATCH
    counts = torch.zeros(int(active.sum()) * width)
    counts.index_add_(0, torch.from_numpy(row * width + inner),
                      torch.from_numpy(batch.count.astype(np.float32)))
    return Patches(batch.size, rows, columns, torch.from_numpy(np.flatnonzero(active)),
                   counts.clamp_(max=task.cap).view(-1, width))


def dense(batch):
    return torch.from_numpy(batch.dense())
