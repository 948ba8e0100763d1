# SPDX-License-Identifier: Apache-2.0
"""send_windows.py and the twin, over a pseudo-terminal instead of a serial port.

serial_test.py TWIN MAKE_WINDOWS FOLDER
"""

import os
import pathlib
import pty
import subprocess
import sys
import tty

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "board" / "nucleo-h743zi2"))
from send_windows import exchange  # noqa: E402

twin, make_windows, folder = sys.argv[1:]
windows = pathlib.Path(folder, "serial_windows.bin")
expected = pathlib.Path(folder, "serial_expected.bin")
subprocess.run([make_windows, windows, "6", "1", "3", "4"], check=True)
subprocess.run([twin, windows, expected], check=True)

try:
    host, board = pty.openpty()
except OSError as error:
    print(f"skipped: no pseudo-terminal ({error})")
    sys.exit(77)
tty.setraw(board)
path = os.ttyname(board)
with subprocess.Popen([twin, path, path]) as running:
    result = exchange(host, windows.read_bytes())
    if running.wait(60) != 0:
        sys.exit(f"the twin ended with {running.returncode}")
if result != expected.read_bytes():
    sys.exit("other results over the serial line than through files")

# A board that says nothing ends the exchange.
try:
    exchange(host, windows.read_bytes(), silence_s=0.1)
    sys.exit("a silent board was not noticed")
except TimeoutError as error:
    print(error)
print(f"{len(result)} bytes equal")
