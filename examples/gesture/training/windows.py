# SPDX-License-Identifier: Apache-2.0
"""Recordings as 50 ms voxel grids, made by saccade's own voxeliser and kept sparse.

A window is [10, 128, 128] counts, channel = polarity * 5 + bin, about 1 % of them non-zero.
"""

import csv
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional
from tqdm import tqdm

import cache
from tool import run

BINS, SIZE = 5, 128
CHANNELS = 2 * BINS
SHAPE = (CHANNELS, SIZE, SIZE)
WINDOW_US = 50_000
WINDOWS_PER_SECOND = 1_000_000 // WINDOW_US
CAP = 127
PATCH = 4

LABELS = ("hand_clapping", "right_hand_wave", "left_hand_wave",
          "right_arm_clockwise", "right_arm_counter_clockwise",
          "left_arm_clockwise", "left_arm_counter_clockwise",
          "arm_roll", "air_drums", "air_guitar", "other")


def _swap(*pairs):
    table = np.arange(len(LABELS))
    for a, b in pairs:
        a, b = LABELS.index(a), LABELS.index(b)
        table[a], table[b] = b, a
    return table


# What a gesture becomes when its recording is mirrored left to right, or played backwards.
MIRRORED = _swap(("right_hand_wave", "left_hand_wave"),
                 ("right_arm_clockwise", "left_arm_counter_clockwise"),
                 ("right_arm_counter_clockwise", "left_arm_clockwise"))
REVERSED = _swap(("right_arm_clockwise", "right_arm_counter_clockwise"),
                 ("left_arm_clockwise", "left_arm_counter_clockwise"))


@dataclass
class Patches:
    """Windows cut into 4x4 pixel patches: `counts` [n, 160] of those at `place`, 0 elsewhere."""

    size: int
    place: torch.Tensor  # (window * 32 + patch row) * 32 + patch column
    counts: torch.Tensor

    def convolve(self, weight):
        """conv2d(dense, weight, stride=4) for weight [out, 10, 4, 4]."""
        side = SIZE // PATCH
        seen = functional.linear(self.counts, weight.flatten(1))
        out = seen.new_zeros(self.size * side * side, len(weight)).index_copy(0, self.place, seen)
        return out.view(self.size, side, side, -1).permute(0, 3, 1, 2)


@dataclass
class Batch:
    """The non-zero cells of some windows: which window, which cell, how many events."""

    size: int
    window: np.ndarray  # int32
    channel: np.ndarray
    y: np.ndarray
    x: np.ndarray
    count: np.ndarray  # int32

    def mirror(self):
        return self._with(x=SIZE - 1 - self.x)

    def reverse(self):
        """Backwards in time: bins in the other order, and every edge brightens where it dimmed."""
        return self._with(channel=CHANNELS - 1 - self.channel)

    def _with(self, **changes):
        return Batch(**(vars(self) | changes))

    def dense(self):
        """float [size, 10, 128, 128], as the network takes it."""
        flat = ((self.window.astype(np.int64) * CHANNELS + self.channel) * SIZE + self.y
                ) * SIZE + self.x
        grid = torch.zeros(self.size * CHANNELS * SIZE * SIZE)
        grid.index_add_(0, torch.from_numpy(flat),
                        torch.from_numpy(self.count.astype(np.float32)))
        return grid.clamp_(max=CAP).view(self.size, *SHAPE)

    def patches(self):
        """The same for a first layer of 4x4 patches: those with an event, a fifth of them."""
        side = SIZE // PATCH
        place = (self.window * side + self.y // PATCH) * side + self.x // PATCH
        inner = (self.channel * PATCH + self.y % PATCH) * PATCH + self.x % PATCH
        active = np.zeros(self.size * side * side, bool)
        active[place] = True
        row = np.cumsum(active)[place] - 1
        width = CHANNELS * PATCH * PATCH
        counts = torch.zeros(int(active.sum()) * width)
        counts.index_add_(0, torch.from_numpy(row * width + inner),
                          torch.from_numpy(self.count.astype(np.float32)))
        return Patches(self.size, torch.from_numpy(np.flatnonzero(active)),
                       counts.clamp_(max=CAP).view(-1, width))


class Windows:
    """Every whole window of some recordings, in order, with its label and recording."""

    def __init__(self, offsets, cells, counts, labels, recordings, names, subjects):
        self.offsets, self.cells, self.counts = offsets, cells, counts
        self.labels, self.recordings = labels, recordings  # per window
        self.names, self.subjects = names, subjects  # per recording

    def __len__(self):
        return len(self.labels)

    def batch(self, chosen):
        chosen = np.asarray(chosen)
        begin, length = self.offsets[chosen], np.diff(self.offsets)[chosen]
        window = np.repeat(np.arange(len(chosen), dtype=np.int32), length)
        start = np.concatenate(([0], np.cumsum(length)[:-1]))
        at = np.arange(len(window)) + np.repeat(begin - start, length)
        cell = self.cells[at].astype(np.int32)
        return Batch(len(chosen), window, cell >> 14, cell >> 7 & 127, cell & 127,
                     self.counts[at].astype(np.int32))

    def batches(self, size, order=None):
        order = np.arange(len(self)) if order is None else order
        for begin in range(0, len(order), size):
            chosen = order[begin:begin + size]
            yield chosen, self.batch(chosen)

    def seconds(self):
        """Whole seconds of each recording, [n, 20] windows: what a vote is cast over."""
        chosen = []
        for recording in range(len(self.names)):
            own = np.flatnonzero(self.recordings == recording)
            whole = len(own) // WINDOWS_PER_SECOND * WINDOWS_PER_SECOND
            chosen.append(own[:whole].reshape(-1, WINDOWS_PER_SECOND))
        return np.concatenate(chosen)

    def events(self):
        totals = np.concatenate(([0], np.cumsum(self.counts, dtype=np.int64)))
        return totals[self.offsets[1:]] - totals[self.offsets[:-1]]


def read_labels(folder):
    """labels.csv as `saccade simulate` writes it: file, subject and class of each recording."""
    with open(Path(folder) / "labels.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["file"], int(row["subject"]), LABELS.index(row["class"])


VOXEL = ("--window-us", str(WINDOW_US), "--time-map", "fixed", "--cells", "u8",
         "--size", f"{SIZE}x{SIZE}")


def voxelise(saccade, recording):
    """[windows, 10, 128, 128] uint8 of one recording of any format and sensor size."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "windows.npy"
        run(saccade, "voxel", recording, "--out", out, *VOXEL)
        return np.load(out).reshape(-1, *SHAPE)


def _sparse(saccade, recording):
    grids = voxelise(saccade, recording)[:-1].reshape(-1, CHANNELS * SIZE * SIZE)
    window, cell = np.nonzero(grids)
    lengths = np.bincount(window, minlength=len(grids))
    return lengths, cell.astype(np.uint32), grids[window, cell]


def load_recordings(saccade, recordings, title="voxelise"):
    """`recordings`: (path, subject, label). The last window of each is partial and left out."""
    recordings = list(recordings)
    with ThreadPoolExecutor(2) as pool:
        parts = list(tqdm(pool.map(lambda r: _sparse(saccade, r[0]), recordings),
                          title, len(recordings), unit="recording"))
    windows = [len(lengths) for lengths, _, _ in parts]
    lengths = np.concatenate([part[0] for part in parts])
    return Windows(np.concatenate(([0], np.cumsum(lengths))),
                   np.concatenate([part[1] for part in parts]),
                   np.concatenate([part[2] for part in parts]),
                   np.repeat([label for _, _, label in recordings], windows),
                   np.repeat(np.arange(len(recordings)), windows),
                   [Path(path).name for path, _, _ in recordings],
                   np.array([subject for _, subject, _ in recordings]))


def load_folder(saccade, folder, title):
    """A folder of recordings with a labels.csv, voxelised once and kept beside it."""
    folder = Path(folder)
    path = folder / "windows.npz"
    fields = ("offsets", "cells", "counts", "labels", "recordings", "names", "subjects")
    rows = list(read_labels(folder))
    key = cache.key(cache.sha256(saccade), cache.sha256(__file__), VOXEL,
                    [[*row, cache.sha256(folder / row[0])] for row in rows])
    stored = cache.load_arrays(path, key)
    if stored:
        return Windows(*(stored[field] for field in fields))
    windows = load_recordings(saccade, [(folder / name, *rest) for name, *rest in rows], title)
    cache.save_arrays(path, key, {field: getattr(windows, field) for field in fields})
    return windows
