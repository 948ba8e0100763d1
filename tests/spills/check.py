# SPDX-License-Identifier: Apache-2.0
"""No inner loop of sums of products moves a vector to or from the stack.

check.py OBJDUMP OBJECT LEAST
LEAST: loops that there must be. A compiler that runs out of registers halves the speed unseen.
"""

import bisect
import re
import subprocess
import sys

FUNCTION = re.compile(r"^[0-9a-f]+ <(.+)>:$")
INSTRUCTION = re.compile(r"^\s*([0-9a-f]+):\s+(.*)$")
JUMP = re.compile(r"^j\w+\s+(?:0x)?([0-9a-f]+)")
PRODUCTS = re.compile(r"\b(vpdpbusd|vpmaddwd|pmaddwd)\b")
ON_STACK = re.compile(r"%[xyz]mm\d+,[^,]*\(%rsp|\(%rsp[^)]*\),%[xyz]mm")


def functions(listing):
    name, body = None, []
    for line in listing.splitlines():
        if start := FUNCTION.match(line):
            if name:
                yield name, body
            name, body = start[1], []
        elif found := INSTRUCTION.match(line):
            body.append((int(found[1], 16), found[2]))
    if name:
        yield name, body


def inner_loops(body):
    addresses = [address for address, _ in body]
    loops = []
    for end, (_, text) in enumerate(body):
        if jump := JUMP.match(text):
            target = int(jump[1], 16)
            begin = bisect.bisect_left(addresses, target)
            if begin <= end and addresses[begin] == target:
                loops.append((begin, end))
    for begin, end in loops:
        inner = any((begin, end) != other and begin <= other[0] and other[1] <= end
                    for other in loops)
        if not inner:
            yield [text for _, text in body[begin:end + 1]]


def main():
    objdump, program, least = sys.argv[1:]
    listing = subprocess.run([objdump, "-d", "-C", "--no-show-raw-insn", program], check=True,
                             capture_output=True, text=True).stdout
    loops = spilled = 0
    for name, body in functions(listing):
        for loop in inner_loops(body):
            if sum(bool(PRODUCTS.search(text)) for text in loop) < 4:
                continue
            # A loop over pixels of few products holds the way to their results too.
            if any("cvtdq2ps" in text for text in loop):
                continue
            loops += 1
            moves = [text for text in loop if ON_STACK.search(text) and "broadcast" not in text]
            if moves:
                spilled += 1
                print(f"{name}: {len(moves)} of {len(loop)} instructions:", *moves, sep="\n  ")
    print(f"{loops} loops, {spilled} of them with vectors on the stack")
    return 1 if spilled or loops < int(least) else 0


if __name__ == "__main__":
    sys.exit(main())
