#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares `saccade voxel` with grids that numpy computes from the same events, value by value.

example: python3 tests/support/check_voxel.py build/release/bin/saccade recording.raw
With --data the recordings are below the folder in the environment variable SACCADE_DATA.
A recording's events come from the .reference.npz beside it (another decoder's) where it is, else
from `saccade convert`. Without recordings, made-up streams are written as CSV and checked.
"""
import csv
import itertools
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

POLARITIES = 2


def centre_crop(source, target):
    (width, height), (w, h) = source, target
    if width * h > height * w:
        kept = max(height * w // h, 1), height
    else:
        kept = width, max(width * h // w, 1)
    return (width - kept[0]) // 2, (height - kept[1]) // 2, *kept


def grids(t, x, y, p, sensor, target, window_us, time_map, cells, bins):
    w, h = target
    if len(t) == 0:
        return np.zeros((0, POLARITIES, bins, h, w), "f4" if cells == "f32" else "u1")
    window = (t - t[0]) // window_us
    left, top, width, height = centre_crop(sensor, target)
    kept = (x >= left) & (x < left + width) & (y >= top) & (y < top + height)
    kept &= window >= np.maximum.accumulate(window)  # what comes back into a closed window is late
    windows = int(window.max()) + 1
    out = np.zeros((windows, POLARITIES, bins, h, w), np.int64)
    for number in np.unique(window[kept]):
        chosen = kept & (window == number)
        te = t[chosen]
        if time_map == "fixed":
            b = (te - t[0] - number * window_us) * bins // window_us
        else:
            span = np.float32(te.max() - te.min()) + np.float32(1e-9)
            u = (te - te.min()).astype(np.float32) / span
            b = np.trunc(u * np.float32(bins - 1)).astype(np.int64)
        np.add.at(out[number], (p[chosen], b, (y[chosen] - top) * h // height,
                                (x[chosen] - left) * w // width), 1)
    return out.astype("f4") if cells == "f32" else np.minimum(out, 127).astype("u1")


def made_up(seed, size, events, gap_every=0):
    random = np.random.default_rng(seed)
    steps = random.integers(0, 60, events)
    steps[random.random(events) < 0.3] = 0
    if gap_every:
        steps[::gap_every] = 400_000
    t = 1_718_900_000_000_000 + np.cumsum(steps)
    back = random.integers(0, events, events // 50)
    t[back] -= random.integers(0, 30_000, len(back))
    x, y = random.integers(0, size[0], events), random.integers(0, size[1], events)
    x[: events // 3], y[: events // 3] = size[0] // 2, size[1] // 2  # a hot pixel, to saturate
    x[-1], y[-1] = size[0] - 1, size[1] - 1  # the extent is the size
    return t.astype(np.int64), x, y, random.integers(0, 2, events)


def events_of(saccade, recording, folder):
    reference = recording.with_suffix(".reference.npz")
    if reference.exists():
        data = np.load(reference)["events"]
        return [data[name].astype(np.int64) for name in "txyp"]
    table = folder / "events.csv"
    subprocess.run([saccade, "convert", recording, table], check=True, stdout=subprocess.DEVNULL)
    x, y, p, t = np.loadtxt(table, np.int64, delimiter=",", skiprows=1, ndmin=2).T
    return t, x, y, p


def check(saccade, recording, events, sensor, folder, target, window_us, bins, time_map, cells):
    out = folder / "grids.npy"
    out.unlink(missing_ok=True)
    ran = subprocess.run(
        [saccade, "voxel", recording, "--window-us", str(window_us), "--out", out, "--time-map",
         time_map, "--bins", str(bins), "--cells", cells, "--size", "%dx%d" % target],
        capture_output=True, text=True)
    if len(events[0]) == 0:
        print("refused: ", ran.stderr.strip())
        return ran.returncode == 1 and "holds no events" in ran.stderr and not out.exists()
    if ran.returncode != 0:
        sys.exit(ran.stderr)
    said = ran.stdout
    expected = grids(*events, sensor, target, window_us, time_map, cells, bins)
    given = np.load(out)
    same = given.shape == expected.shape and given.dtype == expected.dtype
    same = same and np.array_equal(given, expected)
    print("equal: " if same else "DIFFERS: ", time_map, " ", cells, " ", said.strip(), sep="")
    return same


def main():
    saccade, recordings = sys.argv[1], [pathlib.Path(name) for name in sys.argv[2:]]
    if "--data" in sys.argv:
        if not os.environ.get("SACCADE_DATA"):
            print("skipped: no recordings (SACCADE_DATA is not set)")
            sys.exit(77)
        recordings = [pathlib.Path(os.environ["SACCADE_DATA"], name) for name in sys.argv[3:]]
    passed = True
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        streams = []
        for recording in recordings:
            info = subprocess.run([saccade, "info", recording], check=True, capture_output=True,
                                  text=True).stdout
            size = [line.split()[1] for line in info.splitlines() if line.startswith("geometry")][0]
            events = events_of(saccade, recording, folder)
            sensor = (tuple(map(int, size.split("x"))) if "x" in size
                      else (int(events[1].max()) + 1, int(events[2].max()) + 1))
            streams.append((recording, events, sensor))
        if not recordings:
            for number, (size, count, gap) in enumerate(
                    [((346, 260), 20_000, 3_000), ((34, 34), 1, 0), ((1280, 720), 5_000, 0),
                     ((2, 2), 0, 0)]):
                events = made_up(number, size, count, gap) if count else [np.zeros(0, np.int64)] * 4
                table = folder / f"stream{number}.csv"
                with open(table, "w", newline="") as file:
                    writer = csv.writer(file, lineterminator="\n")
                    writer.writerow("xypt")
                    writer.writerows(zip(*(events[i] for i in (1, 2, 3, 0))))
                streams.append((table, events, size))
        cuts = [((128, 128), 50_000, 5)]
        if not recordings:
            cuts += [((40, 24), 9_999, 5), ((40, 24), 9_999, 1), ((40, 24), 50_000, 12)]
        for stream, cut, time_map, cells in itertools.product(
                streams, cuts, ["fixed", "data"], ["f32", "u8"]):
            passed &= check(saccade, *stream, folder, *cut, time_map, cells)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
