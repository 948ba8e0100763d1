# SPDX-License-Identifier: Apache-2.0
"""send.py and the twins, over a pseudo-terminal instead of a serial port.

serial_test.py ENGINE MAKE_WINDOWS PIPELINE MAKE_STREAM FOLDER
"""

import os
import pathlib
import pty
import struct
import subprocess
import sys
import tty

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "board" / "nucleo-h743zi2"))
from send import exchange  # noqa: E402

engine, make_windows, pipeline, make_stream, folder = sys.argv[1:]
windows = pathlib.Path(folder, "serial_windows.bin")
subprocess.run([make_windows, windows, "6", "1", "3", "4"], check=True)

# EVT 3.0 of 128x128: an event every 100 us for half a second.
recording = pathlib.Path(folder, "serial_recording.raw")
words = []
for i in range(5000):
    t = 100 * i
    words += [0x8000 | t >> 12, 0x6000 | t & 0xFFF, i % 128, 0x2800 | i * 7 % 128]
recording.write_bytes(b"% format EVT3;height=128;width=128\n% end\n"
                      + struct.pack(f"<{len(words)}H", *words))
stream = pathlib.Path(folder, "serial_stream.bin")
subprocess.run([make_stream, recording, stream, "100"], check=True)

try:
    host, board = pty.openpty()
except OSError as error:
    print(f"skipped: no pseudo-terminal ({error})")
    sys.exit(77)
tty.setraw(board)
path = os.ttyname(board)
for twin, sent in ((engine, windows), (pipeline, stream)):
    expected = pathlib.Path(folder, "serial_expected.bin")
    subprocess.run([twin, sent, expected], check=True)
    with subprocess.Popen([twin, path, path]) as running:
        result = exchange(host, sent.read_bytes())
        if running.wait(60) != 0:
            sys.exit(f"the twin ended with {running.returncode}")
    if result != expected.read_bytes():
        sys.exit(f"{sent}: other results over the serial line than through files")
    print(f"{len(result)} bytes equal")

# A board that says nothing ends the exchange.
try:
    exchange(host, windows.read_bytes(), silence_s=0.1)
    sys.exit("a silent board was not noticed")
except TimeoutError as error:
    print(error)
