#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sends a stream or a window file to a board over its serial port and writes what it answers.

Reset the board first. One block or window at a time: the board has no flow control. A board that
says nothing for 30 seconds, as after a file that it refuses, ends it.

example: send.py /dev/ttyACM0 stream.bin decisions.bin
"""

import os
import select
import struct
import sys
import termios
import tty


SILENCE_S = 30


def read_exactly(port, size, silence_s):
    data = b""
    while len(data) < size:
        if not select.select([port], [], [], silence_s)[0]:
            raise TimeoutError(f"the board is silent: {len(data)} of {size} bytes came")
        part = os.read(port, size - len(data))
        if not part:
            raise EOFError("the board went away")
        data += part
    return data


def write_all(port, data, silence_s):
    while data:
        if not select.select([], [port], [], silence_s)[1]:
            raise TimeoutError(f"the board takes no more: {len(data)} bytes are left")
        data = data[os.write(port, data):]


def exchange(port, file, silence_s=SILENCE_S):
    """What the board answers to a file's bytes; `port` is a file descriptor in raw mode."""
    if file[:4] == b"SCS1":
        return exchange_stream(port, file, silence_s)
    if file[:4] == b"SCW1":
        return exchange_windows(port, file, silence_s)
    raise ValueError("no stream file (SCS1) and no window file (SCW1)")


def exchange_stream(port, stream, silence_s):
    """stream.hpp in, application.cpp's records out."""
    write_all(port, stream[:8], silence_s)
    result = read_exactly(port, 8, silence_s)
    magic, classes = struct.unpack("<4sI", result)
    if magic != b"SCD1":
        raise ValueError(f"the board answers {result!r}")
    rest_of = {1: 36 + 4 * classes, 2: 0, 3: 12 + 8 * 17}
    at = 8
    while True:
        size = struct.unpack_from("<I", stream, at)[0]
        write_all(port, stream[at:at + 4 + size], silence_s)
        at += 4 + size
        kind = None
        while kind != (2 if size != 0 else 3):
            record = read_exactly(port, 4, silence_s)
            kind = struct.unpack("<I", record)[0]
            if kind not in rest_of:
                raise ValueError(f"the board answers with a record of kind {kind}")
            result += record + read_exactly(port, rest_of[kind], silence_s)
        if size == 0:
            return result


def exchange_windows(port, windows, silence_s):
    """windows.hpp in, engine.cpp's results out."""
    magic, count, _ = struct.unpack_from("<4sII", windows)
    write_all(port, windows[:12], silence_s)
    result = read_exactly(port, 16, silence_s)
    magic, answered, classes, tensor_bytes = struct.unpack("<4sIII", result)
    if magic != b"SCR1" or answered != count:
        raise ValueError(f"the board answers {result!r}")
    at = 12
    for _ in range(count):
        size = 4 + 8 * struct.unpack_from("<I", windows, at)[0]
        write_all(port, windows[at:at + size], silence_s)
        at += size
        result += read_exactly(port, tensor_bytes + 4 * classes + 8, silence_s)
    return result


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    port = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
    tty.setraw(port)
    mode = termios.tcgetattr(port)
    mode[4] = mode[5] = termios.B115200
    termios.tcsetattr(port, termios.TCSAFLUSH, mode)
    with open(sys.argv[2], "rb") as file:
        sent = file.read()
    os.set_blocking(port, False)
    try:
        results = exchange(port, sent)
    except (OSError, EOFError, ValueError, struct.error) as error:
        sys.exit(f"{sys.argv[1]}: {error}")
    with open(sys.argv[3], "wb") as file:
        file.write(results)


if __name__ == "__main__":
    main()
