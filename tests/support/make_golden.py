# SPDX-License-Identifier: Apache-2.0
"""Writes tests/data/golden: what fused ONNX Runtime computes on a few windows, so that its bits are
tested where no Python is. Needs an x86-64 with VNNI: without it the fused kernels may saturate.

windows.scw holds the windows; MODEL.txt has, line by line, the engine and its facts, `model` with
the FNV-1a hash of the file, `tensor NAME C H W` with one FNV-1a hash per window of the uint8
elements in NCHW order, and `logits` with the int32 accumulators of one window.

    build/venv/bin/python tests/support/make_golden.py tests/data/onnx/every_layer.onnx
"""

import argparse
import itertools
import pathlib
import sys

import numpy as np
import onnx
from onnx import numpy_helper

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "python"))

import ort_reference  # noqa: E402
import windows  # noqa: E402

FOLDER = ROOT / "tests" / "data" / "golden"


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def blob(rng, events, window_us=50_000, size=128):
    """A moving spot."""
    t = np.sort(rng.integers(0, window_us, events))
    centre, path = rng.uniform(24, size - 24, 2), rng.uniform(-20, 20, 2)
    spot = centre + path * t[:, None] / window_us + rng.normal(0, rng.uniform(2, 9), (events, 2))
    y, x = np.clip(np.rint(spot), 0, size - 1).astype(int).T
    return np.stack([t, x, y, rng.integers(0, 2, events)], 1)


def golden_windows(seed=3):
    rng = np.random.default_rng(seed)
    pixel = np.stack([np.sort(rng.integers(0, 50_000, 1000)), np.full(1000, 77),
                      np.full(1000, 31), np.ones(1000, int)], 1)  # a count beyond every cap
    return [np.empty((0, 4), int), np.array([(49_999, 127, 127, 1)]), pixel,
            *(blob(rng, events) for events in (200, 800, 1600))]


def logit_unit(optimized):
    values = {entry.name: numpy_helper.to_array(entry) for entry in optimized.graph.initializer}
    last = [node for node in optimized.graph.node if node.op_type == "QGemm"][-1]
    return np.float32(values[last.input[1]]) * np.float32(values[last.input[4]])


def golden(path):
    facts = ort_reference.cpu_facts()
    counts = windows.counts(golden_windows(), onnx.load(path))
    tensors = ort_reference.evaluate(str(path), counts)
    logits = tensors.pop("logits")
    accumulators = np.rint(logits / np.float64(logit_unit(ort_reference.optimized_graph(path))))
    assert np.abs(accumulators).max() < 2**22, "float logits do not determine the accumulators"
    lines = [f"engine ONNX Runtime {facts['onnxruntime']} fused", f"cpu {facts['cpu']}",
             f"model {path.name} {fnv1a(path.read_bytes())}"]
    for name, value in tensors.items():
        shape = (*value.shape[1:], 1, 1)[:3]
        hashes = " ".join(fnv1a(window.tobytes()) for window in value)
        lines.append("tensor {} {} {} {} {}".format(name, *shape, hashes))
    lines += ["logits " + " ".join(str(int(value)) for value in row) for row in accumulators]
    return "\n".join([*lines, ""])


def check_sources(folder, models):
    """That the files are of these very windows and models; any machine can tell."""
    scripts = pathlib.Path(__file__).parent
    renew = "renew it: build/{}/bin/python " + str(scripts) + "/{} {}"
    file = folder / "windows.scw"
    now = golden_windows()
    committed = windows.read(file)
    if len(committed) != len(now) or not all(map(np.array_equal, committed, now)):
        sys.exit(f"{file}: not the windows of make_golden.py; "
                 + renew.format("venv", "make_golden.py", " ".join(map(str, models))))
    for path in models:
        model = fnv1a(path.read_bytes())
        for suffix, line, script, python in (
                (".txt", f"model {path.name} {model}", "make_golden.py", "venv"),
                (".torch", f"model {model}", "make_torch_golden.py", "train-venv")):
            file = folder / (path.stem + suffix)
            if suffix == ".torch" and not file.exists():
                continue  # of some models only
            if not file.exists() or line.encode() not in file.read_bytes().splitlines():
                sys.exit(f"{file}: not made from this {path.name}; "
                         + renew.format(python, script, path))


def check(folder, models):
    for path in models:
        file = folder / f"{path.stem}.txt"
        differences = [(now, then) for now, then in itertools.zip_longest(
            golden(path).splitlines(), file.read_text().splitlines(), fillvalue="nothing")
            if now != then and not now.startswith("cpu ")]
        for now, then in differences:
            print(f"{file.name}: now {now}\n  committed {then}")
        if differences:
            sys.exit(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="+", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, default=FOLDER, help="folder of the files")
    parser.add_argument("--check", action="store_true",
                        help="write nothing; fail unless the files have this very content")
    arguments = parser.parse_args()
    if arguments.check:
        check_sources(arguments.out, arguments.models)
    if not ort_reference.cpu_facts()["vnni"]:
        print("skipped: no VNNI")
        sys.exit(77)
    if arguments.check:
        check(arguments.out, arguments.models)
        return
    arguments.out.mkdir(parents=True, exist_ok=True)
    made = {path: golden(path) for path in arguments.models}
    windows.write(arguments.out / "windows.scw", golden_windows())
    for path, text in made.items():
        (arguments.out / f"{path.stem}.txt").write_text(text)


if __name__ == "__main__":
    main()
