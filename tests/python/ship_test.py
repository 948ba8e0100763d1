# SPDX-License-Identifier: Apache-2.0
"""A new shipped network comes with its golden files, or not at all."""

import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples" / "gesture" / "training"))

import ship  # noqa: E402

SCRIPT = """
import pathlib, sys
model, _, out = sys.argv[1:]
(pathlib.Path(out) / "gesture.{kind}").write_text("{kind} of " + pathlib.Path(model).read_text())
"""


class Ship(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = pathlib.Path(temporary.name)
        for folder in ("examples/gesture", "tests/data/golden", "tests/support"):
            (self.root / folder).mkdir(parents=True)
        for name, place in ship.FILES.items():
            (self.root / place / name).write_text("old")
        for script, kind in zip(ship.SCRIPTS, ("txt", "torch")):
            self.script(script).write_text(SCRIPT.format(kind=kind))
        self.model = self.root / "event_native.onnx"
        self.model.write_text("new")

    def script(self, name):
        return self.root / "tests/support" / name

    def shipped(self):
        return [(self.root / place / name).read_text() for name, place in ship.FILES.items()]

    def ship(self):
        with contextlib.redirect_stdout(io.StringIO()):
            ship.ship(self.model, self.root)

    def test_replaces_all(self):
        self.ship()
        self.assertEqual(self.shipped(), ["new", "txt of new", "torch of new"])
        self.assertEqual(list(self.root.rglob("*.new")), [])

    def test_replaces_nothing_where_a_script_fails(self):
        for name in ship.SCRIPTS:
            working = self.script(name).read_text()
            self.script(name).write_text("import sys; sys.exit(77)")
            with self.assertRaisesRegex(SystemExit, f"{name}: ended with status 77, nothing was"):
                self.ship()
            with self.assertRaisesRegex(SystemExit, f"{name}: ended with status 77"):
                ship.rehearse(self.root)
            self.assertEqual(self.shipped(), ["old"] * 3)
            self.script(name).write_text(working)

    def test_replaces_nothing_where_a_file_is_missing(self):
        self.script(ship.SCRIPTS[1]).write_text("")
        with self.assertRaisesRegex(SystemExit, "gesture.torch: No such file"):
            self.ship()
        self.assertEqual(self.shipped(), ["old"] * 3)
        self.assertEqual(list(self.root.rglob("*.new")), [])

    def test_a_rehearsal_replaces_nothing(self):
        ship.rehearse(self.root)
        self.assertEqual(self.shipped(), ["old"] * 3)


if __name__ == "__main__":
    unittest.main()
