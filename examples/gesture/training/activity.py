# SPDX-License-Identifier: Apache-2.0
"""How busy the windows of recordings are, in the rows of `saccade simulate --statistics`."""

import numpy as np

PATCH = 4


def activity(windows):
    """name -> one number a window, of those with events."""
    task = windows.task
    rows = {name: [] for name in ("events", "voxels not 0, %", "4x4 patches, %", "largest count",
                                  "ON events, %")}
    across, down = task.width // PATCH, task.height // PATCH
    for window in np.flatnonzero(windows.events()):
        batch = windows.batch([window])
        events = batch.count.sum()
        patches = np.unique(batch.y // PATCH * across + batch.x // PATCH).size
        rows["events"].append(events)
        rows["voxels not 0, %"].append(100 * batch.count.size / task.cells)
        rows["4x4 patches, %"].append(100 * patches / (across * down))
        rows["largest count"].append(batch.count.max())
        rows["ON events, %"].append(
            100 * batch.count[batch.channel >= task.channels // 2].sum() / events)
    return rows


def print_activity(windows):
    print("\n| a window with events | 5 % | median | 95 % | maximum |\n|---|---:|---:|---:|---:|")
    for name, values in activity(windows).items():
        if values:
            shown = (f"{v:.2f}" for v in (*np.percentile(values, (5, 50, 95)), max(values)))
            print(f"| {name} | {' | '.join(shown)} |")
