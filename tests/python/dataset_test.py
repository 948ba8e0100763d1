# SPDX-License-Identifier: Apache-2.0
"""What the trainer takes from a user's folder, and what it says of a bad one."""

import json
import pathlib
import re
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples" / "gesture" / "training"))

import dataset  # noqa: E402
import gestures  # noqa: E402

DEFAULTS = {"window_us": None, "bins": None, "size": None, "sensor": None}


class Folders(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = pathlib.Path(temporary.name)

    def folder(self, name, labels, settings=None):
        """With an own recording for every file that labels.csv names."""
        folder = self.root / name
        folder.mkdir(exist_ok=True)
        (folder / "labels.csv").write_text(labels)
        for file in set(re.findall(r"\w+\.raw", labels)):
            if not (folder / file).exists():
                (folder / file).write_text(f"{name} {file}")
        if settings is not None:
            text = settings if isinstance(settings, str) else json.dumps(settings)
            (folder / "dataset.json").write_text(text)
        return folder

    def agree(self, train, held_out, settings=None, theirs=None, **options):
        return dataset.agree(dataset.read(self.folder("a", train, settings)),
                             dataset.read(self.folder("b", held_out, theirs)), DEFAULTS | options)

    def labels(self, rows, header="file,class"):
        return self.agree(f"{header}\n{rows}", f"{header}\n{rows}")[0].labels

    def refused(self, message, train, held_out=None, *rest, **options):
        with self.assertRaises(SystemExit) as refusal:
            self.agree(train, held_out or "file,class\n1.raw,up\n2.raw,down\n", *rest, **options)
        text = str(refusal.exception)
        self.assertRegex(text, message)
        self.assertNotIn("\n", text)


TWO = "file,class\n1.raw,up\n2.raw,down\n"


class Rows(Folders):
    def test_columns_come_in_any_order(self):
        folder = self.folder("a", "end_us,class, start_us ,x,file\n9,up,5,?,1.raw\n"
                             ",down,,,2.raw\n")
        self.assertEqual(dataset.read(folder).parts,
                         (dataset.Part("1.raw", "up", None, 5, 9),
                          dataset.Part("2.raw", "down", None, None, None)))

    def test_several_rows_share_a_recording(self):
        folder = self.folder("a", "file,class,start_us,end_us\n1.raw,up,0,5\n1.raw,down,5,9\n")
        self.assertEqual(len(dataset.read(folder).parts), 2)

    def test_a_byte_order_mark_and_empty_lines_are_no_matter(self):
        folder = self.folder("a", "\ufefffile,class\r\n\r\n1.raw,up\r\n")
        self.assertEqual(dataset.read(folder).classes(), {"up"})

    def test_bad_rows(self):
        self.refused("labels.csv: has no column 'class'", "file,subject\n1.raw,1\n")
        self.refused("labels.csv: has no column 'file'", "")
        self.refused("labels.csv: names no recording", "file,class\n")
        self.refused("labels.csv:2: '' cannot be the name", "file,class\n1.raw,\n")
        self.refused("labels.csv:2: has 3 values, the header 2", "file,class\n1.raw,a,b\n")
        self.refused("labels.csv:2: 'a,b' cannot be the name", 'file,class\n1.raw,"a,b"\n')
        self.refused("labels.csv:2: start_us 'x' is no whole number",
                     "file,class,start_us\n1.raw,up,x\n")
        self.refused("labels.csv:2: start_us 7 is not before end_us 7",
                     "file,class,start_us,end_us\n1.raw,up,7,7\n")
        self.refused("two rows name the same time of 1.raw", "file,class\n1.raw,up\n1.raw,down\n")
        self.refused("two rows name the same time of 1.raw",
                     "file,class,start_us,end_us\n1.raw,up,5,9\n1.raw,down,0,6\n")
        self.refused("labels.csv:2: start_us and end_us come together",
                     "file,class,start_us,end_us\n1.raw,up,5,\n")

    def test_files_that_are_not_there(self):
        folder = self.folder("a", TWO)
        (folder / "2.raw").unlink()
        with self.assertRaisesRegex(SystemExit, "labels.csv:3: there is no file .*2.raw"):
            dataset.read(folder)
        (folder / "labels.csv").write_bytes(b"file,class\n\xff,up\n")
        with self.assertRaisesRegex(SystemExit, "labels.csv: is no CSV file in UTF-8"):
            dataset.read(folder)
        (folder / "labels.csv").unlink()
        with self.assertRaisesRegex(SystemExit, "labels.csv: No such file"):
            dataset.read(folder)
        with self.assertRaisesRegex(SystemExit, "labels.csv: No such file"):
            dataset.read(self.root / "absent")


class Labels(Folders):
    def test_are_sorted(self):
        self.assertEqual(self.labels("1.raw,up\n2.raw,down\n"), ("down", "up"))

    def test_are_in_the_order_of_the_gestures(self):
        self.assertEqual(self.labels("1.raw,other\n2.raw,hand_clapping\n3.raw,air_drums"),
                         ("hand_clapping", "air_drums", "other"))

    def test_are_in_the_order_of_their_numbers(self):
        self.assertEqual(self.labels("1.raw,other,3\n2.raw,up,-1\n3.raw,hand_clapping,30",
                                     header="file,class,label"), ("up", "other", "hand_clapping"))

    def test_bad_numbers(self):
        header = "file,class,label\n"
        self.refused("labels.csv:3: 'up' has label 1 and 2", header + "1.raw,up,1\n2.raw,up,2\n")
        self.refused("'up' and 'down' have the same label 1",
                     header + "1.raw,up,1\n2.raw,down,1\n")
        self.refused("'down' has no label", header + "1.raw,up,1\n2.raw,down,\n")
        self.refused("labels of the classes differ", header + "1.raw,up,1\n2.raw,down,2\n",
                     header + "1.raw,up,2\n2.raw,down,1\n")

    def test_both_folders_have_the_same(self):
        self.refused("a/labels.csv: class 'left' is not in .*b/labels.csv", TWO + "3.raw,left\n")
        self.refused("b/labels.csv: class 'left' is not in .*a/labels.csv", TWO,
                     TWO + "3.raw,left\n")
        self.refused("has one class only, 'up'", "file,class\n1.raw,up\n", "file,class\n1.raw,up\n")


class People(Folders):
    ROWS = "file,class,subject\n1.raw,up,{0}\n2.raw,down,{1}\n"

    def test_nobody_is_in_both_folders(self):
        self.agree(self.ROWS.format("ann", "bob"), self.ROWS.format("cid", "dan"))
        self.refused("subject 'bob' is in both", self.ROWS.format("ann", "bob"),
                     self.ROWS.format("bob", "cid"))

    def test_without_subjects_no_recording_is_in_both(self):
        self.agree(TWO, TWO)  # of the same names, of other content
        (self.root / "b" / "2.raw").write_bytes((self.root / "a" / "1.raw").read_bytes())
        self.refused("a/1.raw and .*b/2.raw: are the same recording", TWO, TWO)


class Settings(Folders):
    def test_defaults_are_those_of_the_shipped_network(self):
        rows = "file,class\n" + "".join(f"{g}.raw,{g}\n" for g in gestures.LABELS)
        task, sensor = self.agree(rows, rows)
        self.assertEqual((task.labels, task.window_us, task.shape, task.windows_per_second, sensor),
                         (gestures.LABELS, 50_000, (10, 128, 128), 20, None))
        self.assertEqual(task.mirrored, (0, 2, 1, 6, 5, 4, 3, 7, 8, 9, 10))
        self.assertEqual(task.reversed, (0, 1, 2, 4, 3, 6, 5, 7, 8, 9, 10))

    def test_come_from_either_folder_and_the_command_line(self):
        task, sensor = self.agree(TWO, TWO, {"window_us": 20_000, "size": "64x96"},
                                  {"bins": 3, "window_us": 20_000}, sensor="346x260")
        self.assertEqual((task.window_us, task.shape, task.windows_per_second, sensor),
                         (20_000, (6, 96, 64), 50, "346x260"))
        task, _ = self.agree(TWO, TWO, {"window_us": 20_000}, {"window_us": 30_000}, window_us=10)
        self.assertEqual(task.window_us, 10)

    def test_bad_ones(self):
        self.refused("dataset.json differs in bins", TWO, TWO, {"bins": 3}, {"bins": 4})
        self.refused("dataset.json: is no JSON", TWO, TWO, "{")
        self.refused("dataset.json: is no JSON object", TWO, TWO, "[1]")
        self.refused("dataset.json: 'window' is none of window_us, bins", TWO, TWO, {"window": 1})
        self.refused("dataset.json: bins must be a whole number", TWO, TWO, {"bins": True})
        self.refused("dataset.json: size: expected WIDTHxHEIGHT, not '64'", TWO, TWO,
                     {"size": "64"})
        self.refused("size: expected WIDTHxHEIGHT, not '0x64'", TWO, TWO, {}, {}, size="0x64")
        self.refused("size 100x96: the networks take .* multiples of 32 from 32 to 512", TWO, TWO,
                     {"size": "100x96"}, {})
        self.refused("size 1024x32: the networks take", TWO, TWO, {}, {}, size="1024x32")
        self.refused("a window of 0 us", TWO, TWO, {}, {}, window_us=0)
        self.refused("101 bins: they must be 1 to 100", TWO, TWO, {}, {}, bins=101)


class Mirror(Folders):
    def mirrored(self, rows, settings=None):
        return self.agree("file,class\n" + rows, "file,class\n" + rows, settings, {})[0].mirrored

    def test_is_unknown_unless_somebody_says(self):
        self.assertIsNone(self.mirrored("1.raw,up\n2.raw,down\n"))
        self.assertEqual(self.mirrored("1.raw,air_drums\n2.raw,other\n"), (0, 1))
        self.assertIsNone(self.mirrored("1.raw,right_hand_wave\n2.raw,other\n"))

    def test_is_what_the_folder_says(self):
        rows = "1.raw,left\n2.raw,right\n3.raw,up\n"
        self.assertEqual(self.mirrored(rows, {"mirrored": {"left": "right", "up": "up"}}),
                         (1, 0, 2))
        self.assertIsNone(self.mirrored("1.raw,air_drums\n2.raw,other\n", {"mirrored": False}))

    def test_bad_ones(self):
        self.refused("mirrored: does not say what 'up' becomes", TWO, TWO,
                     {"mirrored": {"down": "down"}}, {})
        self.refused("mirrored: 'left' is no class", TWO, TWO, {"mirrored": {"up": "left"}}, {})
        self.refused("mirrored: 'up' becomes 'down' and 'up'", TWO, TWO,
                     {"mirrored": {"down": "up", "up": "up"}}, {})
        self.refused("mirrored must be classes by class", TWO, TWO, {"mirrored": ["up"]}, {})


class Network(Folders):
    def test_is_evaluated_on_what_it_knows(self):
        task, _ = self.agree(TWO, TWO)
        data = dataset.read(self.folder("c", "file,class\n1.raw,up\n", {"sensor": "9x9"}))
        self.assertEqual(dataset.for_network(data, task), (task, "9x9"))
        data = dataset.read(self.folder("c", "file,class\n1.raw,left\n"))
        with self.assertRaisesRegex(SystemExit, "the network has no class 'left'"):
            dataset.for_network(data, task)


if __name__ == "__main__":
    unittest.main()
