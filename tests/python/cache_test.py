# SPDX-License-Identifier: Apache-2.0
"""The trainer keeps what was made by the same program from the same inputs, and nothing else."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
TRAINING = str(ROOT / "examples" / "gesture" / "training")
sys.path.insert(0, TRAINING)

import cache  # noqa: E402
from simulate import simulate  # noqa: E402

SIMULATOR = """#!/bin/sh
# simulate --out FOLDER --subjects FIRST:END ...
echo "$@" >> "{calls}"
echo "{version}" > "$3/$5.raw"
{end}
echo "file,class,subject" > "$3/labels.csv"
"""


class Folder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = pathlib.Path(temporary.name)
        self.folder = self.root / "simulated"

    def calls(self):
        file = self.root / "calls"
        return len(file.read_text().splitlines()) if file.exists() else 0

    def simulate(self, version="one", subjects="0:4", end=""):
        program = self.root / "saccade"
        program.write_text(SIMULATOR.format(calls=self.root / "calls", version=version, end=end))
        program.chmod(0o755)
        simulate(program, self.folder, subjects, 1, 0.5, 1)

    def recordings(self):
        return {file.name: file.read_text() for file in self.folder.glob("*.raw")}

    def test_the_same_simulator_is_asked_once(self):
        self.simulate()
        self.simulate()
        self.assertEqual(self.calls(), 1)
        self.assertEqual(self.recordings(), {"0:4.raw": "one\n"})

    def test_another_simulator_of_the_same_name_makes_them_anew(self):
        self.simulate()
        self.simulate(version="two")
        self.assertEqual(self.recordings(), {"0:4.raw": "two\n"})

    def test_no_file_of_an_earlier_set_remains(self):
        self.simulate(subjects="0:8")
        self.simulate(subjects="0:4")
        self.assertEqual(set(self.recordings()), {"0:4.raw"})

    def test_what_was_interrupted_does_not_count(self):
        with self.assertRaises(SystemExit):
            self.simulate(end="kill -9 $$")
        self.assertFalse(self.folder.exists())
        self.simulate()
        self.assertTrue((self.folder / "labels.csv").exists())
        with self.assertRaises(SystemExit):
            self.simulate(version="two", end="kill -9 $$")
        self.simulate()  # the earlier ones are still whole
        self.assertEqual(self.calls(), 3)

    def test_recordings_that_were_changed_are_made_anew(self):
        for change in (lambda file: file.write_text("other"), lambda file: file.unlink(),
                       lambda file: (file.parent / "more.raw").write_text("more")):
            self.simulate()
            change(self.folder / "0:4.raw")
            self.simulate()
            self.assertEqual(self.recordings(), {"0:4.raw": "one\n"})

    def test_voxelised_windows_in_it_are_no_change(self):
        self.simulate()
        (self.folder / "windows.npz").write_text("windows")
        self.simulate()
        self.assertEqual(self.calls(), 1)

    def test_a_folder_that_nobody_stamped_is_replaced(self):
        self.folder.mkdir()
        (self.folder / "command.txt").write_text("saccade simulate")
        (self.folder / "0:4.raw").write_text("zero")
        self.simulate()
        self.assertEqual(self.recordings(), {"0:4.raw": "one\n"})
        self.assertFalse((self.folder / "command.txt").exists())

    def test_a_folder_of_the_users_is_not_deleted(self):
        self.folder.mkdir()
        (self.folder / "thesis.txt").write_text("mine")
        with self.assertRaisesRegex(SystemExit, "none of the trainer's own"):
            self.simulate()
        self.assertEqual((self.folder / "thesis.txt").read_text(), "mine")

    def test_two_at_once_do_not_mix_their_recordings(self):
        """Each finds its own, or makes them after the other."""
        program = self.root / "saccade"
        program.write_text("""#!/bin/sh
for i in 1 2 3; do echo "$5" > "$3/$i$5.raw"; sleep 0.1; done
""")
        program.chmod(0o755)
        code = ("import sys; sys.path.insert(0, sys.argv[1]); from simulate import simulate; "
                "from pathlib import Path; "
                "simulate(sys.argv[2], Path(sys.argv[3]), sys.argv[4], 1, 0.5, 1)")
        running = [subprocess.Popen([sys.executable, "-c", code, TRAINING, program, self.folder,
                                     subjects]) for subjects in ("0:4", "0:8")]
        self.assertEqual([process.wait() for process in running], [0, 0])
        self.assertEqual(len(set(self.recordings().values())), 1)
        self.assertEqual(len(self.recordings()), 3)

    def test_a_simulator_that_is_not_there_is_one_line(self):
        with self.assertRaisesRegex(SystemExit, "absent: No such file"):
            simulate(self.root / "absent", self.folder, "0:4", 1, 0.5, 1)


class Arrays(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.file = pathlib.Path(temporary.name) / "windows.npz"

    def test_are_found_by_their_key(self):
        self.assertIsNone(cache.load_arrays(self.file, "key"))
        cache.save_arrays(self.file, "key", {"a": np.arange(3), "b": np.array(["x", "yz"])})
        stored = cache.load_arrays(self.file, "key")
        self.assertEqual(stored["a"].tolist(), [0, 1, 2])
        self.assertEqual(stored["b"].tolist(), ["x", "yz"])
        self.assertIsNone(cache.load_arrays(self.file, "other"))
        self.assertEqual([file.name for file in self.file.parent.iterdir()], ["windows.npz"])

    def test_half_a_file_is_none(self):
        cache.save_arrays(self.file, "key", {"a": np.arange(1000)})
        data = self.file.read_bytes()
        for size in (0, 10, len(data) // 2, len(data) - 1):
            self.file.write_bytes(data[:size])
            self.assertIsNone(cache.load_arrays(self.file, "key"))

    def test_a_folder_that_cannot_be_written_to_is_no_fault(self):
        cache.save_arrays(self.file.parent / "absent" / "windows.npz", "key", {})


if __name__ == "__main__":
    unittest.main()
