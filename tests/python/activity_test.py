# SPDX-License-Identifier: Apache-2.0
"""The card's table of how busy simulated recordings are is what `saccade simulate` says today.

    build/venv/bin/python tests/python/activity_test.py build/release/bin/saccade
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples" / "gesture" / "training"))

from tool import run  # noqa: E402

CARD = ROOT / "examples/gesture/README.md"
ARGUMENTS = ("simulate", "--statistics", "--subjects", "32:40", "--seconds", "1")
ROWS = {"events": "events", "voxels that are not 0, %": "voxels not 0, %",
        "4x4 patches with events, %": "4x4 patches, %", "largest count": "largest count",
        "ON events, %": "ON events, %"}
COLUMNS = {"simulated, all gestures": "all", "simulated right_hand_wave": "right_hand_wave"}


def in_card():
    """(column, row) -> "5 % / median / 95 %" as printed there."""
    lines = CARD.read_text(encoding="utf-8").splitlines()
    header = next((i for i, line in enumerate(lines)
                   if all(f"| {column} |" in line for column in COLUMNS)), None)
    if header is None or f"`saccade {' '.join(ARGUMENTS)}`" not in " ".join(lines):
        sys.exit(f"{CARD}: has no table with the columns {', '.join(COLUMNS)} of "
                 f"`saccade {' '.join(ARGUMENTS)}`")
    cells = [[cell.strip() for cell in line.strip("|").split("|")]
             for line in lines[header:header + 2 + len(ROWS)]]
    return {(column, row[0]): row[cells[0].index(column)]
            for row in cells[2:] for column in COLUMNS}


def measured(report):
    """(gesture, row) -> the numbers that the tool printed."""
    found, name = {}, ""
    for line in report.splitlines()[1:]:
        name = line[:28].strip() or name
        found[name, line[28:46].strip()] = list(map(float, line[46:].split()))
    return found


def agrees(text, values):
    numbers = re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", text)[:3]
    return len(numbers) == 3 and all(
        abs(float(number.replace(",", "")) - value) <= 0.51 * 10 ** -len(number.partition(".")[2])
        for number, value in zip(numbers, values))


def main():
    card = in_card()
    found = measured(run(sys.argv[1], *ARGUMENTS))
    wrong = []
    for (column, row), text in card.items():
        values = found.get((COLUMNS[column], ROWS.get(row)))
        if values is None or not agrees(text, values):
            wrong.append(f"{CARD.relative_to(ROOT)}: {column}, {row}: says '{text}', "
                         f"saccade simulate {values}")
    sys.exit("\n".join(wrong) or None)


if __name__ == "__main__":
    main()
