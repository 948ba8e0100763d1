# SPDX-License-Identifier: Apache-2.0
"""The trainer's windows: which parts of which recordings, in what format, and when they are cut
anew.

    build/venv/bin/python tests/python/windows_test.py build/release/bin/saccade
"""

import contextlib
import io
import pathlib
import re
import sys
import tempfile
import unittest
from unittest import mock

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples" / "gesture" / "training"))

import augment  # noqa: E402
import dataset  # noqa: E402
import evaluate  # noqa: E402
import voxelise  # noqa: E402
from task import Task  # noqa: E402

SACCADE = pathlib.Path(sys.argv.pop(1) if len(sys.argv) > 1 else ROOT / "build/release/bin/saccade")
TASK = Task(("down", "up"), window_us=1000, bins=2, width=32, height=64)


def recording(windows, first_us=5000, x=3):
    """CSV with the corners of a 32x64 sensor and, in window i, i + 1 more events at (x, 40)."""
    rows = [(0, 0, 0, first_us), (31, 63, 0, first_us)]
    for i in range(windows):
        rows += [(x, 40, 1, first_us + 1000 * i + 600)] * (i + 1)
    return "x,y,p,t\n" + "".join(f"{a},{b},{p},{t}\n" for a, b, p, t in rows)


class Folder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        self.saccade = SACCADE
        self.write("up.csv", recording(5))
        self.write("down.csv", recording(4))
        self.write("labels.csv", "file,class\nup.csv,up\ndown.csv,down\n")

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def load(self, task=TASK, sensor="32x64"):
        return voxelise.load_dataset(self.saccade, dataset.read(self.folder), task, sensor)

    def is_cut_anew(self, *arguments):
        with mock.patch.object(voxelise, "_recording", wraps=voxelise._recording) as cut:
            self.load(*arguments)
        return cut.called


class Windows(Folder):
    def test_the_last_one_is_partial_and_left_out(self):
        windows = self.load()
        self.assertEqual(windows.labels.tolist(), [1] * 4 + [0] * 3)
        self.assertEqual(windows.parts.tolist(), [0] * 4 + [1] * 3)
        self.assertEqual(windows.events().tolist(), [3, 2, 3, 4, 3, 2, 3])

    def test_are_counts_of_the_task_s_shape(self):
        grid = self.load().batch([0, 3]).dense()
        self.assertEqual((grid.shape, grid.dtype), ((2, 4, 64, 32), np.float32))
        self.assertEqual(np.argwhere(grid).tolist(),
                         [[0, 0, 0, 0], [0, 0, 63, 31], [0, 3, 40, 3], [1, 3, 40, 3]])
        self.assertEqual(grid[1, 3, 40, 3], 4)

    def test_mirrored_and_reversed(self):
        batch = self.load().batch([3])
        self.assertEqual(np.argwhere(batch.mirror().dense()).tolist(), [[0, 3, 40, 28]])
        self.assertEqual(np.argwhere(batch.reverse().dense()).tolist(), [[0, 0, 40, 3]])

    def test_of_a_row_lie_wholly_in_its_time(self):
        self.write("labels.csv", "file,class,start_us,end_us\nup.csv,down,6001,10000\n"
                   "up.csv,up,5000,6001\ndown.csv,up,-9,7999\n")
        windows = self.load()
        self.assertEqual(windows.events().tolist(), [3, 4, 3, 3, 2])
        self.assertEqual(windows.labels.tolist(), [0, 0, 1, 1, 1])
        self.assertEqual(windows.parts.tolist(), [0, 0, 1, 2, 2])

    def test_a_time_outside_the_recording_holds_none(self):
        self.write("labels.csv", "file,class,start_us,end_us\nup.csv,up,,\n"
                   "down.csv,down,5000,9000\ndown.csv,up,9000,99000\ndown.csv,up,-99000,100\n")
        self.assertEqual(self.load().labels.tolist(), [1] * 4 + [0] * 3)

    def test_recordings_that_give_none(self):
        self.write("down.csv", "x,y,p,t\n")
        with self.assertRaisesRegex(SystemExit, "^[^\n]*down.csv: holds no events$"):
            self.load()
        self.write("down.csv", recording(1))
        with self.assertRaisesRegex(SystemExit, "class 'down' has no whole window of 1000 us$"):
            self.load()
        self.write("down.csv", "no recording")
        with self.assertRaisesRegex(SystemExit, "^saccade: [^\n]*down.csv[^\n]*$"):
            self.load()

    def test_a_sensor_that_nobody_states_is_said(self):
        with contextlib.redirect_stdout(io.StringIO()) as said:
            self.load(TASK, None)
            self.load(TASK, None)  # also where they are not cut anew
        self.assertEqual(len(re.findall("2 of 2 recordings, up.csv for one, do not state their "
                                        "sensor's size", said.getvalue())), 2)

    def test_events_that_are_left_out_are_said(self):
        with contextlib.redirect_stdout(io.StringIO()) as said:
            self.load(TASK, "32x60")
        self.assertRegex(said.getvalue(), "left out, outside the sensor: [0-9]+ events of 2 of 2")

    def test_one_event_in_the_wrong_time_shifts_none(self):
        labels = ("file,class,start_us,end_us\nup.csv,up,5000,7000\nup.csv,down,7000,9000\n"
                  "down.csv,down,5000,8000\n")
        self.write("labels.csv", labels)
        expected = self.load()
        self.assertEqual(expected.labels.tolist(), [1, 1, 0, 0, 0, 0, 0])
        lines = recording(5).splitlines(keepends=True)
        for odd in ("3,40,1,100\n", "300,40,1,100\n"):  # back in time; outside the sensor
            first = 1 if odd.startswith("300") else 3
            self.write("up.csv", "".join(lines[:first] + [odd] + lines[first:]))
            windows = self.load()
            self.assertEqual(windows.labels.tolist(), expected.labels.tolist())
            self.assertEqual(windows.events().tolist(), expected.events().tolist())

    def test_seconds_are_of_one_row_each(self):
        windows = self.load()
        self.assertEqual(evaluate.accuracies(np.eye(2)[windows.labels], windows),
                         evaluate.Result(1.0, None, 0))
        self.assertEqual(Task(window_us=30_000).windows_per_second, 0)
        with mock.patch.object(Task, "windows_per_second", 0):
            self.assertEqual(windows.seconds().shape, (0, 1))
        with mock.patch.object(Task, "windows_per_second", 2):
            self.assertEqual(windows.seconds().tolist(), [[0, 1], [2, 3], [4, 5]])
            logits = np.eye(2)[[1, 1, 0, 0, 0, 1, 0]]  # a tie goes to the first
            result = evaluate.accuracies(logits, windows)
            self.assertEqual(result, evaluate.Result(4 / 7, 2 / 3, 3))
            self.assertEqual(evaluate.confusion(logits, windows).tolist(), [[1, 0], [1, 1]])


class Kept(Folder):
    def setUp(self):
        super().setUp()
        self.assertTrue(self.is_cut_anew())
        self.assertFalse(self.is_cut_anew())

    def test_are_equal_to_those_cut_anew(self):
        kept = self.load()
        (self.folder / "windows.npz").unlink()
        anew = self.load()
        for field in ("offsets", "cells", "counts", "labels", "parts"):
            np.testing.assert_array_equal(getattr(kept, field), getattr(anew, field))

    def test_for_the_same_recordings_only(self):
        (self.folder / "up.csv").touch()
        self.assertFalse(self.is_cut_anew())
        self.write("up.csv", recording(5, x=4))
        self.assertTrue(self.is_cut_anew())
        self.assertEqual(self.load().batch([3]).x.tolist(), [4])

    def test_for_the_same_labels_only(self):
        self.write("labels.csv", "file,class\nup.csv,down\ndown.csv,up\n")
        self.assertTrue(self.is_cut_anew())
        self.assertEqual(self.load().labels.tolist(), [0] * 4 + [1] * 3)

    def test_for_the_same_format_only(self):
        self.assertTrue(self.is_cut_anew(Task(TASK.labels, 2000, 2, 32, 64)))
        self.assertTrue(self.is_cut_anew(Task(TASK.labels, 2000, 3, 32, 64)))
        self.assertTrue(self.is_cut_anew(Task(TASK.labels, 2000, 3, 32, 32)))
        self.assertTrue(self.is_cut_anew(Task(TASK.labels, 2000, 3, 32, 32), "64x64"))

    def test_for_the_same_voxeliser_only(self):
        other = self.folder / "saccade"
        other.write_bytes(SACCADE.read_bytes() + b"\0")
        other.chmod(0o755)
        self.saccade = other
        self.assertTrue(self.is_cut_anew())
        self.assertFalse(self.is_cut_anew())

    def test_in_whole_only(self):
        data = (self.folder / "windows.npz").read_bytes()
        (self.folder / "windows.npz").write_bytes(data[:len(data) // 2])
        self.assertTrue(self.is_cut_anew())


class Augmented(Folder):
    def test_events_stay_in_the_task_s_shape(self):
        windows = self.load()
        for seed in range(50):
            rng = np.random.default_rng(seed)
            batch, labels = augment.augment(windows.batch(np.arange(7)), windows.labels, rng)
            self.assertEqual(batch.dense().shape, (7, 4, 64, 32))
            for values, end in ((batch.channel, 4), (batch.y, 64), (batch.x, 32)):
                self.assertTrue(((values >= 0) & (values < end)).all())
            self.assertEqual(labels.tolist(), windows.labels.tolist())

    def test_labels_are_mirrored_where_that_is_known(self):
        windows = self.load(Task(TASK.labels, 1000, 2, 32, 64, mirrored=(1, 0)))
        _, labels = augment.augment(windows.batch(np.arange(7)), windows.labels,
                                    np.random.default_rng(1))
        swapped = labels != windows.labels
        self.assertTrue(swapped.any() and not swapped.all())


if __name__ == "__main__":
    unittest.main()
