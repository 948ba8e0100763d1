# SPDX-License-Identifier: Apache-2.0
"""Calls the `saccade` command."""

import subprocess


def run(saccade, *arguments, show=False):
    """What it prints. Where it fails, its own line on standard error is the last one."""
    try:
        done = subprocess.run([str(saccade), *map(str, arguments)], text=True,
                              stdout=None if show else subprocess.PIPE,
                              stderr=None if show else subprocess.PIPE)
    except OSError as fault:
        raise SystemExit(f"{saccade}: {fault.strerror}") from None
    if done.returncode != 0:
        raise SystemExit((done.stderr or "").strip() or
                         f"{saccade} {arguments[0]}: ended with status {done.returncode}")
    return done.stdout
