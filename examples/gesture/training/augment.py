# SPDX-License-Identifier: Apache-2.0
"""What else a camera might have seen: changes to the events of a window, not to pixel values."""

import numpy as np

from windows import CHANNELS, MIRRORED, SIZE, Batch


def augment(batch, labels, rng):
    """Draws, for each window on its own, a place, a size, a tilt, a contrast, noise, a mirror."""
    n = batch.size
    mirrored = rng.random(n) < 0.5
    labels = np.where(mirrored, MIRRORED[labels], labels)

    middle = (SIZE - 1) / 2
    zoom = np.exp(rng.uniform(-0.2, 0.2, n)).astype(np.float32)
    tilt = rng.uniform(-0.14, 0.14, n).astype(np.float32)
    shift_x, shift_y = rng.uniform(-12, 12, (2, n)).astype(np.float32)
    along, across = zoom * np.cos(tilt), zoom * np.sin(tilt)
    w = batch.window
    u = np.where(mirrored[w], middle - batch.x, batch.x - middle).astype(np.float32)
    v = (batch.y - middle).astype(np.float32)
    x = np.rint(along[w] * u - across[w] * v + shift_x[w] + middle).astype(np.int32)
    y = np.rint(across[w] * u + along[w] * v + shift_y[w] + middle).astype(np.int32)

    # Fewer events of a fainter edge, more of a stronger one; rounded up or down at random.
    gain = np.exp(rng.uniform(-0.9, 0.5, n)).astype(np.float32)
    count = (batch.count * gain[w] + rng.random(len(w), np.float32)).astype(np.int32)

    inside = (count > 0) & (x >= 0) & (x < SIZE) & (y >= 0) & (y < SIZE)
    seen = Batch(n, w[inside], batch.channel[inside], y[inside], x[inside], count[inside])
    return _with_noise(seen, rng), labels


def _with_noise(batch, rng):
    """Background activity anywhere, and a few hot pixels that fire in every bin."""
    background = rng.poisson(rng.exponential(25, batch.size))
    hot = rng.poisson(0.5, batch.size)
    window = np.repeat(np.arange(batch.size, dtype=np.int32), background)
    pixels = np.repeat(np.arange(batch.size, dtype=np.int32), hot)
    total = len(window) + len(pixels) * CHANNELS
    channel = np.concatenate((rng.integers(0, CHANNELS, len(window)),
                              np.tile(np.arange(CHANNELS), len(pixels))))
    place = [np.concatenate((rng.integers(0, SIZE, len(window)),
                             np.repeat(rng.integers(0, SIZE, len(pixels)), CHANNELS)))
             for _ in range(2)]
    count = np.concatenate((np.ones(len(window), np.int32),
                            rng.poisson(np.repeat(rng.uniform(0, 3, len(pixels)), CHANNELS))))
    added = (np.concatenate((window, np.repeat(pixels, CHANNELS))), channel, *place, count)
    assert len(count) == total
    return Batch(batch.size, *(np.concatenate(pair).astype(np.int32) for pair in zip(
        (batch.window, batch.channel, batch.y, batch.x, batch.count), added)))
