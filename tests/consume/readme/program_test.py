# SPDX-License-Identifier: Apache-2.0
"""The README's program: what it refuses, and that it decides while a stream is still coming.

    program_test.py PROGRAM DATA
"""

import os
import selectors
import subprocess
import sys
from pathlib import Path

PROGRAM, DATA = sys.argv[1], Path(sys.argv[2])
EVT3 = (DATA / "moving_bar_evk4_evt3.raw").read_bytes()
EVT2 = (DATA / "moving_bar_evt2.raw").read_bytes()
PATIENCE = 60  # seconds until a line that must come is given up


def refuse(name, stream, expected):
    done = subprocess.run([PROGRAM], input=stream, capture_output=True, timeout=PATIENCE)
    said = done.stderr.decode()
    if done.returncode != 1 or done.stdout or expected not in said or said.count("\n") != 1:
        sys.exit(f"{name}: exit status {done.returncode}, {done.stdout!r}, {said!r}")


def lines_before_the_end(stream, held_back):
    """What the program has said when it waits for the last `held_back` bytes."""
    with subprocess.Popen([PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        for part in (stream[:9], stream[9:100], stream[100:len(stream) - held_back]):
            running.stdin.write(part)
            running.stdin.flush()
        waiting = selectors.DefaultSelector()
        waiting.register(running.stdout, selectors.EVENT_READ)
        early = os.read(running.stdout.fileno(), 65536) if waiting.select(PATIENCE) else b""
        running.stdin.write(stream[len(stream) - held_back:])
        running.stdin.close()
        return early.decode(), running.stdout.read().decode()


header = EVT3.index(b"% end\n") + len(b"% end\n")
assert b"1280" in EVT3[:header] and b"720" in EVT3[:header]
smaller = EVT3[:header].replace(b"1280", b"640").replace(b"720", b"480") + EVT3[header:]

refuse("EVT2", EVT2, "another format")
refuse("another sensor", smaller, "another sensor size")
refuse("AEDAT4", b"#!AER-DAT4.0\r\n" + bytes(1000), "no RAW header")
refuse("words without a header", EVT3[header:], "no RAW header")
refuse("nothing", b"", "no events")
refuse("a header alone", EVT3[:header], "no events")

early, late = lines_before_the_end(EVT3, 100)
if not early.startswith("50000 us: ") or "\n" not in early or not late:
    sys.exit(f"a paced pipe: {early!r} before its end, {late!r} behind it")
