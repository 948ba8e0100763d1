# SPDX-License-Identifier: Apache-2.0
"""Recordings made by `saccade simulate`, kept for as long as the simulator is the same."""

import cache
from tool import run


def simulate(saccade, folder, subjects, trials, seconds, seed):
    """Of the `subjects` FIRST:END."""
    arguments = ["--subjects", subjects, "--trials", str(trials), "--seconds", str(seconds),
                 "--seed", str(seed)]
    cache.folder(folder, cache.key(cache.sha256(saccade), arguments),
                 lambda new: run(saccade, "simulate", "--out", new, *arguments, show=True))
