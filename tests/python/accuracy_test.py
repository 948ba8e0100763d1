# SPDX-License-Identifier: Apache-2.0
"""The shipped network is as often right as its card says, on held-out recordings of the simulator
that ships.

    build/venv/bin/python tests/python/accuracy_test.py build/release/bin/saccade build/held_out
"""

import argparse
import pathlib
import re
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples" / "gesture" / "training"))

from simulate import simulate  # noqa: E402
from tool import run  # noqa: E402

NETWORK = ROOT / "examples/gesture/gesture.onnx"
CARD = ROOT / "examples/gesture/README.md"
FRONT = ROOT / "README.md"
PEOPLE, TRIALS, SECONDS, SEED = "32:40", 2, 2.1, 1  # as ./dev train holds them out
BOUNDS = {"windows": 0.5, "one-second votes": 1.0}  # percentage points


def in_row(file):
    """What "| ... int8 ... ONNX Runtime ... | N % ... | N % ... |" says, if there is such a row."""
    cell = r" *([0-9.]+) %[^|]*\|"
    rows = re.findall(rf"^\|[^|\n]*\bint8\b[^|\n]*\bONNX Runtime\b[^|\n]*\|{cell}{cell}",
                      file.read_text(encoding="utf-8"), re.MULTILINE)
    if len(rows) > 1:
        sys.exit(f"{file}: has {len(rows)} rows '| int8, ONNX Runtime ... | N % | N % |'")
    return dict(zip(BOUNDS, map(float, rows[0]))) if rows else None


def in_card():
    card, front = in_row(CARD), in_row(FRONT)
    if card is None:
        sys.exit(f"{CARD}: has no row '| int8, ONNX Runtime ... | N % | N % |'")
    if front not in (None, card):
        sys.exit(f"{FRONT} says {front}, {CARD} says {card}")
    return card


def counted(report, words):
    """(right, of) in the last such line, which is the totals'."""
    lines = re.findall(rf"^{words}: .*?([0-9]+) right of ([0-9]+)", report, re.MULTILINE)
    if not lines:
        sys.exit(f"saccade run: no line '{words}: ... N right of N' in\n{report}")
    return tuple(map(int, lines[-1]))


def measured(saccade, folder):
    """(right, of) for windows and votes."""
    recordings = sorted(folder.glob("*.raw"))
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(
            lambda half: run(saccade, "run", NETWORK, *half, "--quiet",
                             "--labels", folder / "labels.csv"),
            (recordings[::2], recordings[1::2])))
    return {kind: tuple(map(sum, zip(*(counted(report, words) for report in reports))))
            for kind, words in zip(BOUNDS, ("accuracy", "one-second votes"))}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("saccade", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path, help="where the recordings are kept")
    arguments = parser.parse_args()
    card = in_card()
    simulate(arguments.saccade, arguments.folder, PEOPLE, TRIALS, SECONDS, SEED)
    failed = False
    for kind, (right, of) in measured(arguments.saccade, arguments.folder).items():
        share = 100 * right / of
        agrees = abs(share - card[kind]) <= BOUNDS[kind]
        failed = failed or not agrees
        print(f"{kind}: {share:.2f} % right ({right} of {of}), {CARD.relative_to(ROOT)} says "
              f"{card[kind]:.2f} %: {'within' if agrees else 'NOT within'} {BOUNDS[kind]} points")
    sys.exit(failed)


if __name__ == "__main__":
    main()
