# SPDX-License-Identifier: Apache-2.0
"""Recordings cut into windows by saccade's own voxeliser."""

import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import cache
from progress import progress
from tool import run
from windows import Windows

_LOSSES = ("cropped", "outside the sensor", "before their window",
           "apart from those around them in time")
AT_ONCE = 64  # windows of a dense file


@dataclass
class Recording:
    """Its windows but the last one, which is partial: cells of all, and how many each has."""

    first_us: int  # the start of the first one
    sensor_known: bool
    lost: dict  # what the command said that it left out -> how many events
    lengths: np.ndarray
    cells: np.ndarray
    counts: np.ndarray

    def part(self, start_us, end_us, window_us):
        """[begin, end) of the windows that lie wholly in [start_us, end_us)."""
        begin, end = 0, len(self.lengths)
        if start_us is not None:
            begin = max(begin, -((self.first_us - start_us) // window_us))
        if end_us is not None:
            end = min(end, (end_us - self.first_us) // window_us)
        return begin, max(begin, end)


def _arguments(task, sensor):
    return ["--window-us", str(task.window_us), "--time-map", "fixed", "--cells", "u8",
            "--bins", str(task.bins), "--size", f"{task.width}x{task.height}",
            *(["--sensor", sensor] if sensor else [])]


def _recording(saccade, path, task, sensor):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "windows.npy"
        said = run(saccade, "voxel", path, "--out", out, *_arguments(task, sensor))
        grids = np.load(out, mmap_mode="r")
        if len(grids) == 0:
            raise SystemExit(f"{path}: has no events")
        grids = grids[:-1].reshape(len(grids) - 1, task.cells)
        lengths, cells, counts = [], [], []
        for begin in range(0, len(grids), AT_ONCE):
            some = grids[begin:begin + AT_ONCE]
            window, cell = np.nonzero(some)
            lengths.append(np.bincount(window, minlength=len(some)))
            cells.append(cell.astype(np.uint32))
            counts.append(some[window, cell])
    first = re.search(r"^first window: (-?\d+) us$", said, re.M)
    lost = {what: int(count) for count, what in
            re.findall(rf", (\d+) ({'|'.join(_LOSSES)})", said)}
    arrays = (np.concatenate([np.empty(0, kind), *parts]) for kind, parts in (
        (np.int64, lengths), (np.uint32, cells), (np.uint8, counts)))
    return Recording(int(first[1]), "sensor not stated" not in said, lost, *arrays)


def load_recordings(saccade, folder, parts, task, sensor=None, title="voxelise"):
    """Windows of `parts`, each file read once."""
    files = list(dict.fromkeys(part.file for part in parts))
    pool = ThreadPoolExecutor(2)
    try:
        made = pool.map(lambda file: _recording(saccade, folder / file, task, sensor), files)
        recordings = dict(zip(files, progress(made, desc=title, total=len(files),
                                              unit="recording")))
    finally:
        pool.shutdown(cancel_futures=True)
    lengths, cells, counts, windows = [], [], [], []
    for part in parts:
        recording = recordings[part.file]
        begin, end = recording.part(part.start_us, part.end_us, task.window_us)
        first, last = (recording.lengths[:i].sum() for i in (begin, end))
        lengths.append(recording.lengths[begin:end])
        cells.append(recording.cells[first:last])
        counts.append(recording.counts[first:last])
        windows.append(end - begin)
    return Windows(task, np.concatenate(([0], np.cumsum(np.concatenate(lengths)))),
                   np.concatenate(cells), np.concatenate(counts),
                   np.repeat([task.labels.index(part.name) for part in parts], windows),
                   np.repeat(np.arange(len(parts)), windows), [Path(p.file).name for p in parts],
                   _remarks(recordings))


def _remarks(recordings):
    """What the user should know of them, a line each."""
    unknown = [file for file, recording in recordings.items() if not recording.sensor_known]
    if unknown:
        yield (f"{len(unknown)} of {len(recordings)} recordings, {unknown[0]} for one, do not state "
               "their sensor's size, which was taken from where their events are; --sensor "
               "WIDTHxHEIGHT states it")
    for what in _LOSSES:
        lost = {file: r.lost[what] for file, r in recordings.items() if what in r.lost}
        if lost:
            yield (f"left out, {what}: {sum(lost.values())} events of {len(lost)} of "
                   f"{len(recordings)} recordings")


def load_dataset(saccade, dataset, task, sensor=None, title="voxelise"):
    """The same of a folder, kept in it as windows.npz."""
    path = dataset.folder / "windows.npz"
    fields = ("offsets", "cells", "counts", "labels", "parts", "names", "remarks")
    rows = [[part.file, dataset.contents[part.file], task.labels.index(part.name),
             part.start_us, part.end_us] for part in dataset.parts]
    key = cache.key(cache.sha256(saccade), cache.sha256(__file__), _arguments(task, sensor), rows)
    stored = cache.load_arrays(path, key)
    if stored:
        windows = Windows(task, *(stored[field] for field in fields))
    else:
        windows = load_recordings(saccade, dataset.folder, dataset.parts, task, sensor, title)
        for file, content in dataset.contents.items():
            if cache.sha256(dataset.folder / file) != content:
                raise SystemExit(f"{dataset.folder / file}: has changed while it was read")
        cache.save_arrays(path, key, {field: getattr(windows, field) for field in fields})
    for remark in windows.remarks:
        print(f"{dataset.folder}: {remark}")
    for i in sorted(set(range(len(task.labels))) - set(windows.labels)):
        if task.labels[i] in dataset.classes():
            raise SystemExit(f"{dataset.folder}: class '{task.labels[i]}' has no whole window of "
                             f"{task.window_us} us")
    return windows
