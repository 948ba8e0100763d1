#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/data_range_golden.inc: bins of the formula
u = (t - tmin) / (tmax - tmin + 1e-9), bin = trunc(u * (bins - 1))
in numpy's float32 (torch's result for int64 times) and float64.

example: python3 tests/support/data_range_golden.py > tests/data/data_range_golden.inc
With torch installed, --torch checks every float32 row against it. --check FILE writes nothing, and
fails unless the file has this very content.
"""
import sys

import numpy as np

RANGES = [0, 1, 2, 3, 4, 5, 7, 1000, 49_999, 50_000, 95_871, 100_000, 2**24 - 1, 2**24, 2**24 + 1,
          2**24 + 3, 2**25 + 7, 2**31 + 11, 2**40 + 12_345]
BINS = [1, 2, 5, 10]


def bin_float32(offset, span, bins):
    u = np.asarray(offset, np.int64).astype(np.float32) / (np.float32(span) + np.float32(1e-9))
    assert u.dtype == np.float32
    return np.trunc(u * np.float32(bins - 1)).astype(np.int64)


def bin_float64(offset, span, bins):
    u = np.asarray(offset, np.int64).astype(np.float64) / (np.float64(span) + np.float64(1e-9))
    return np.trunc(u * np.float64(bins - 1)).astype(np.int64)


def bin_torch(offset, span, bins):
    import torch
    t = torch.tensor(np.concatenate([[0, span], np.atleast_1d(offset)]), dtype=torch.int64)
    u = (t - t.min()) / (t.max() - t.min() + 1e-9)
    return (u * (bins - 1)).trunc().to(torch.int64)[2:].numpy()


def offsets(span, bins):
    chosen = {0, 1, span, span - 1, span - 2, span - 3}
    for edge in range(1, bins - 1):
        first = -(-edge * span // (bins - 1))  # the first offset of bin `edge`, exactly
        chosen.update(range(first - 1, first + 2))
    return sorted(o for o in chosen if 0 <= o <= span)


def random_cases(count):
    """A generator that is easy to repeat in C++: x = x * a + c modulo 2^64, its upper bits."""
    state = 1

    def draw(limit):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 16) % limit

    for _ in range(count):
        span = 1 + draw(2**(1 + draw(40)))
        yield span, draw(span + 1)


def hash_of(bin_of, cases):
    value = 14695981039346656037
    for span, offset in cases:
        value = ((value ^ int(bin_of(offset, span, 5))) * 1099511628211) % 2**64
    return value


def lines(check_torch):
    yield "// SPDX-License-Identifier: Apache-2.0"
    yield f"// Written by tests/support/data_range_golden.py with numpy {np.__version__}."
    yield "// {bins, range, offset, float32's bin, float64's bin}"
    for bins in BINS:
        for span in RANGES:
            chosen = offsets(span, bins)
            f32 = bin_float32(chosen, span, bins)
            f64 = bin_float64(chosen, span, bins)
            if check_torch:
                assert (bin_torch(chosen, span, bins) == f32).all(), (bins, span)
            for row in zip(chosen, f32, f64):
                yield "row{%d, %d, %d, %d, %d}," % (bins, span, *row)
    cases = list(random_cases(100_000))
    if check_torch:
        for span, offset in cases[:20_000]:
            assert bin_torch([offset], span, 5)[0] == bin_float32(offset, span, 5), (span, offset)
    yield "#define DATA_RANGE_HASH_FLOAT32 0x%016xU" % hash_of(bin_float32, cases)
    yield "#define DATA_RANGE_HASH_FLOAT64 0x%016xU" % hash_of(bin_float64, cases)


def main():
    text = "".join(f"{line}\n" for line in lines("--torch" in sys.argv))
    if "--check" not in sys.argv:
        sys.stdout.write(text)
    else:
        file = sys.argv[sys.argv.index("--check") + 1]
        with open(file, encoding="utf-8") as committed:
            if committed.read() != text:
                sys.exit(f"{file}: not what this script writes")


if __name__ == "__main__":
    main()
