# SPDX-License-Identifier: Apache-2.0
"""What a network is asked: which labels there are, and what its windows look like."""

from dataclasses import dataclass

import gestures

SIDES = 32, 512  # the networks halve a side five times; 1024x1024 is too large to import
MOST_BINS = 100


@dataclass(frozen=True)
class Task:
    """Windows are counts [2 * bins, height, width], channel = polarity * bins + bin."""

    labels: tuple = gestures.LABELS
    window_us: int = 50_000
    bins: int = 5
    width: int = 128
    height: int = 128
    cap: int = 127
    mirrored: tuple | None = None  # label -> label of a mirrored recording; None: nobody said
    reversed: tuple | None = None  # the same for one played backwards

    @property
    def channels(self):
        return 2 * self.bins

    @property
    def shape(self):
        return self.channels, self.height, self.width

    @property
    def cells(self):
        return self.channels * self.height * self.width

    @property
    def windows_per_second(self):
        """0 where a second is not a whole number of them."""
        return 0 if 1_000_000 % self.window_us else 1_000_000 // self.window_us

    def check(self):
        if self.window_us < 1:
            raise SystemExit(f"a window of {self.window_us} us: it must be 1 at least")
        if not 1 <= self.bins <= MOST_BINS:
            raise SystemExit(f"{self.bins} bins: they must be 1 to {MOST_BINS}")
        least, most = SIDES
        if any(side % least or not least <= side <= most for side in (self.width, self.height)):
            raise SystemExit(f"size {self.width}x{self.height}: the networks take sides that are "
                             f"multiples of {least} from {least} to {most}")


def parse_size(text, what):
    """(width, height) of WIDTHxHEIGHT."""
    numbers = str(text).split("x")
    if len(numbers) != 2 or not all(n.isascii() and n.isdigit() and int(n) for n in numbers):
        raise SystemExit(f"{what}: expected WIDTHxHEIGHT, not '{text}'")
    return tuple(map(int, numbers))


def swap_table(labels, swaps, what):
    """`swaps` names every label, each pair at least once, as a table of numbers."""
    table = {}
    for pair in swaps.items():
        for one, other in (pair, pair[::-1]):
            if one not in labels:
                raise SystemExit(f"{what}: '{one}' is no class of the recordings")
            if table.setdefault(one, other) != other:
                raise SystemExit(f"{what}: '{one}' becomes '{table[one]}' and '{other}'")
    for label in labels:
        if label not in table:
            raise SystemExit(f"{what}: does not say what '{label}' becomes "
                             f'("{label}": "{label}" if it stays)')
    return tuple(labels.index(table[label]) for label in labels)


def known_table(labels, swaps):
    """The same for gestures; None where a label is another's or its counterpart is missing."""
    every = {label: label for label in gestures.LABELS} | swaps | {b: a for a, b in swaps.items()}
    if any(every.get(label) not in labels for label in labels):
        return None
    return tuple(labels.index(every[label]) for label in labels)
