# SPDX-License-Identifier: Apache-2.0
"""Linear classifiers that see only how many events there were, or only where.

They tell how much of the task needs motion: a network that is no better has learnt nothing.
"""

import numpy as np
import torch
from torch.nn import functional

POOL = 4  # a frame cell is 4x4 pixels


def event_counts(windows):
    """[n, channels]: the events of each polarity and time bin, whatever their place."""
    return _pooled(windows, windows.task.channels, lambda batch: batch.channel)


def summed_frame(windows):
    """[n, 2 * rows * columns]: the events of each place and polarity, whatever their time."""
    task = windows.task
    rows, columns = task.height // POOL, task.width // POOL
    return _pooled(windows, 2 * rows * columns, lambda batch: (
        (batch.channel // task.bins) * rows + batch.y // POOL) * columns + batch.x // POOL)


def _pooled(windows, width, feature):
    out = np.empty((len(windows), width), np.float32)
    for chosen, batch in windows.batches(512):
        flat = batch.window * width + feature(batch)
        out[chosen] = np.bincount(flat, batch.count, len(chosen) * width).reshape(-1, width)
    return np.sqrt(out)  # evens out the spread of a count


def logistic_regression(train, train_labels, test, classes, decay=1e-3, steps=60):
    """Scores [n, classes] for `test`."""
    mean, spread = train.mean(0), train.std(0) + 1e-3
    x = torch.from_numpy((train - mean) / spread)
    y = torch.from_numpy(train_labels)
    weight = torch.zeros(classes, x.shape[1], requires_grad=True)
    bias = torch.zeros(classes, requires_grad=True)
    optimiser = torch.optim.LBFGS((weight, bias), max_iter=steps, line_search_fn="strong_wolfe")

    def closure():
        optimiser.zero_grad()
        loss = functional.cross_entropy(functional.linear(x, weight, bias), y)
        loss = loss + decay * weight.square().sum() / 2
        loss.backward()
        return loss

    optimiser.step(closure)
    with torch.no_grad():
        z = torch.from_numpy((test - mean) / spread)
        return functional.linear(z, weight, bias).numpy()


def baselines(train, test):
    """name -> scores over the windows of `test`."""
    return {name: logistic_regression(features(train), train.labels, features(test),
                                      len(train.task.labels))
            for name, features in (("linear, event counts", event_counts),
                                   ("linear, time-summed frame", summed_frame))}
