# SPDX-License-Identifier: Apache-2.0
"""Writes moving_bar_evt3.raw and moving_bar_evt2.raw: a bar that sweeps over a 64x48 sensor, with a
trigger edge each 10 ms, while EVT3's time wraps. Prints what a decoder must find in both. And
moving_bar_evk4_evt3.raw: a bar in the middle of a 1280x720 sensor, 120 ms.

It shares no code with the encoders under test: python3 tests/data/make_recordings.py
With --check it writes nothing, and fails unless the files have these very bytes.
"""

import pathlib
import struct
import sys

WIDTH, HEIGHT = 64, 48
START = (1 << 24) - 40_000  # us


def scene():
    """(t, x, y, p) and (t, id, value), in the order of time."""
    items = []
    for step in range(60):
        t = START + 1_337 * step
        x = step % WIDTH
        if step % 8 == 0:
            items.append((t, "trigger", 3, (step // 8) % 2))
        for y in range(step % 5, HEIGHT, 6):  # the leading edge, a pixel a row
            items.append((t + y, "event", x, y, 1))
        if step % 6 == 5:  # a row lights up: a full and a sparse vector
            items += [(t + 60, "event", c, HEIGHT - 1, 0) for c in range(32)]
            items += [(t + 60, "event", c, HEIGHT - 1, 0) for c in (32, 35, 44, 50, 56, 63)]
    return items


def evk4_scene():
    return [(800 * step + row, "event", 400 + 3 * step, 260 + 10 * row, 1)
            for step in range(150) for row in range(20)]


def evt3(items):
    words = []
    high = low = row = None
    i = 0
    while i < len(items):
        t, kind, *rest = items[i]
        if (t >> 12) & 0xFFF != high:
            high, low = (t >> 12) & 0xFFF, None
            words.append(0x8000 | high)
        if t & 0xFFF != low:
            low = t & 0xFFF
            words.append(0x6000 | low)
        i += 1
        if kind == "trigger":
            words.append(0xA000 | rest[0] << 8 | rest[1])
            continue
        x, y, p = rest
        if y != row:
            row = y
            words.append(y)
        mask = 1
        while i < len(items) and items[i][:2] == (t, "event") and items[i][3:] == (y, p) \
                and 0 < items[i][2] - x < 32 and (mask >> (items[i][2] - x)) == 0:
            mask |= 1 << (items[i][2] - x)
            i += 1
        if mask == 1:
            words.append(0x2000 | p << 11 | x)
        else:
            words += [0x3000 | p << 11 | x, 0x4000 | mask & 0xFFF,
                      0x4000 | mask >> 12 & 0xFFF, 0x5000 | mask >> 24]
    return struct.pack(f"<{len(words)}H", *words)


def evt2(items):
    words = []
    high = None
    for t, kind, *rest in items:
        if t >> 6 != high:
            high = t >> 6
            words.append(0x80000000 | high)
        if kind == "trigger":
            words.append(0xA0000000 | (t & 63) << 22 | rest[0] << 8 | rest[1])
        else:
            x, y, p = rest
            words.append(p << 28 | (t & 63) << 22 | x << 11 | y)
    return struct.pack(f"<{len(words)}I", *words)


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & (1 << 64) - 1
    return value


def raw_file(number, width, height, words):
    header = (f"% evt {number}.0\n% format EVT{number};height={height};width={width}\n"
              f"% geometry {width}x{height}\n% end\n")
    return header.encode() + words


def main():
    folder = pathlib.Path(__file__).parent
    items = scene()
    files = {"moving_bar_evk4_evt3.raw": raw_file(3, 1280, 720, evt3(evk4_scene()))}
    for number, words in ((3, evt3(items)), (2, evt2(items))):
        files[f"moving_bar_evt{number}.raw"] = raw_file(number, WIDTH, HEIGHT, words)
    for name, content in files.items():
        if "--check" not in sys.argv:
            (folder / name).write_bytes(content)
        elif (folder / name).read_bytes() != content:
            sys.exit(f"{folder / name}: not what this script writes")
    events = [(x, y, p, t) for t, kind, *xyp in items if kind == "event" for x, y, p in [xyp]]
    triggers = [(i, v, t) for t, kind, *iv in items if kind == "trigger" for i, v in [iv]]
    print(len(events), hex(fnv1a(b"".join(struct.pack("<HHBq", *e) for e in events))))
    print(len(triggers), hex(fnv1a(b"".join(struct.pack("<BBq", *e) for e in triggers))))


main()
