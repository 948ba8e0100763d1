# SPDX-License-Identifier: Apache-2.0
"""What else a camera might have seen: changes to the events of a window, not to pixel values."""

import numpy as np

from windows import Batch


def augment(batch, labels, rng):
    """Draws, for each window on its own, a place, a size, a tilt, a contrast, noise, and a mirror
    where the task knows what it shows."""
    task = batch.task
    n = batch.size
    mirrored = (rng.random(n) < 0.5) & (task.mirrored is not None)
    if task.mirrored is not None:
        labels = np.where(mirrored, np.array(task.mirrored)[labels], labels)

    middle_x, middle_y = (task.width - 1) / 2, (task.height - 1) / 2
    zoom = np.exp(rng.uniform(-0.2, 0.2, n)).astype(np.float32)
    tilt = rng.uniform(-0.14, 0.14, n).astype(np.float32)
    shift_x, shift_y = rng.uniform(-12, 12, (2, n)).astype(np.float32)
    shift_x, shift_y = shift_x * (task.width / 128), shift_y * (task.height / 128)
    along, across = zoom * np.cos(tilt), zoom * np.sin(tilt)
    w = batch.window
    u = np.where(mirrored[w], middle_x - batch.x, batch.x - middle_x).astype(np.float32)
    v = (batch.y - middle_y).astype(np.float32)
    x = np.rint(along[w] * u - across[w] * v + shift_x[w] + middle_x).astype(np.int32)
    y = np.rint(across[w] * u + along[w] * v + shift_y[w] + middle_y).astype(np.int32)

    # Fewer events of a fainter edge, more of a stronger one; rounded up or down at random.
    gain = np.exp(rng.uniform(-0.9, 0.5, n)).astype(np.float32)
    count = (batch.count * gain[w] + rng.random(len(w), np.float32)).astype(np.int32)

    inside = (count > 0) & (x >= 0) & (x < task.width) & (y >= 0) & (y < task.height)
    seen = Batch(task, n, w[inside], batch.channel[inside], y[inside], x[inside], count[inside])
    return _with_noise(seen, rng), labels


def _with_noise(batch, rng):
    """Background activity anywhere, and a few hot pixels that fire in every bin; as much for each
    pixel and microsecond, whatever the task."""
    task = batch.task
    area = task.width * task.height / 128**2
    length = task.window_us / 50_000
    background = rng.poisson(rng.exponential(25 * area * length, batch.size))
    hot = rng.poisson(0.5 * area, batch.size)
    window = np.repeat(np.arange(batch.size, dtype=np.int32), background)
    pixels = np.repeat(np.arange(batch.size, dtype=np.int32), hot)
    channels = task.channels
    channel = np.concatenate((rng.integers(0, channels, len(window)),
                              np.tile(np.arange(channels), len(pixels))))
    place = [np.concatenate((rng.integers(0, side, len(window)),
                             np.repeat(rng.integers(0, side, len(pixels)), channels)))
             for side in (task.height, task.width)]
    most = 3 * length * 5 / task.bins
    count = np.concatenate((np.ones(len(window), np.int32),
                            rng.poisson(np.repeat(rng.uniform(0, most, len(pixels)), channels))))
    added = (np.concatenate((window, np.repeat(pixels, channels))), channel, *place, count)
    return Batch(task, batch.size, *(np.concatenate(pair).astype(np.int32) for pair in zip(
        (batch.window, batch.channel, batch.y, batch.x, batch.count), added)))
