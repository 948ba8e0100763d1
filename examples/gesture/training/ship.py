# SPDX-License-Identifier: Apache-2.0
"""Replaces the shipped network and what other engines compute for it, all or nothing.

    build/train-venv/bin/python examples/gesture/training/ship.py build/train/event_native.onnx
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = "make_golden.py", "make_torch_golden.py"
FILES = {"gesture.onnx": "examples/gesture", "gesture.txt": "tests/data/golden",
         "gesture.torch": "tests/data/golden"}


def _stage(model, folder, root):
    """What is to be shipped, in `folder`."""
    network = folder / "gesture.onnx"
    try:
        shutil.copyfile(model, network)
    except OSError as fault:
        raise SystemExit(f"{model}: {fault.strerror}, nothing was replaced") from None
    for script in SCRIPTS:
        done = subprocess.run([sys.executable, str(root / "tests/support" / script), str(network),
                               "--out", str(folder)])
        if done.returncode != 0:
            raise SystemExit(f"{script}: ended with status {done.returncode}, nothing was replaced")


def rehearse(root=ROOT):
    """Everything but the replacement, for the network that is shipped now."""
    with tempfile.TemporaryDirectory() as folder:
        _stage(root / "examples/gesture/gesture.onnx", Path(folder), root)


def ship(model, root=ROOT):
    with tempfile.TemporaryDirectory() as folder:
        _stage(model, Path(folder), root)
        targets = [root / place / name for name, place in FILES.items()]
        staged = [target.with_name(f"{target.name}.new") for target in targets]
        try:
            for name, new in zip(FILES, staged):
                shutil.copyfile(Path(folder) / name, new)
        except OSError as fault:
            for new in staged:
                new.unlink(missing_ok=True)
            raise SystemExit(f"{fault.filename}: {fault.strerror}, nothing was replaced") from None
    for new, target in zip(staged, targets):
        os.replace(new, target)
    print("replaced " + ", ".join(str(target.relative_to(root)) for target in targets) +
          "; examples/gesture/README.md has the numbers of the one before")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    ship(parser.parse_args().model)
