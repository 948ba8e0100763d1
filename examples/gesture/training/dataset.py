# SPDX-License-Identifier: Apache-2.0
"""A folder of recordings: labels.csv, and dataset.json where the windows are not the usual ones.

labels.csv names its columns, in any order: `file` and `class`; and if need be `subject`,
`start_us` and `end_us` (the row holds for that part of the recording), `label` (the number by which
the classes are ordered). dataset.json may have window_us, bins, size, sensor, mirrored, reversed.
"""

import csv
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path

import cache
import gestures
from task import Task, known_table, parse_size, swap_table

NUMBERS = ("window_us", "bins")
SIZES = ("size", "sensor")
SWAPS = {"mirrored": gestures.MIRRORED, "reversed": gestures.REVERSED}


@dataclass(frozen=True)
class Part:
    """Shows one class from start_us to before end_us; None and None is the whole recording."""

    file: str
    name: str  # of the class
    subject: str | None
    start_us: int | None
    end_us: int | None


@dataclass(frozen=True)
class Dataset:
    folder: Path
    parts: tuple
    numbers: dict  # class -> label; empty without such a column
    settings: dict  # dataset.json
    contents: dict  # file -> its hash

    def classes(self):
        return {part.name for part in self.parts}

    def subjects(self):
        return {part.subject for part in self.parts} - {None}


def read(folder):
    folder = Path(folder)
    path = folder / "labels.csv"
    parts, numbers = [], {}
    for where, row in _rows(path):
        name = row["class"]
        if not name or "," in name:
            raise SystemExit(f"{where}: '{name}' cannot be the name of a class")
        if not (folder / row["file"]).is_file():
            raise SystemExit(f"{where}: there is no file {folder / row['file']}")
        start, end = (_number(where, row, column) for column in ("start_us", "end_us"))
        if (start is None) != (end is None):
            raise SystemExit(f"{where}: start_us and end_us come together")
        if start is not None and start >= end:
            raise SystemExit(f"{where}: start_us {start} is not before end_us {end}")
        parts.append(Part(os.path.normpath(row["file"]), name, row.get("subject") or None, start, end))
        number = _number(where, row, "label")
        if "label" in row and numbers.setdefault(name, number) != number:
            raise SystemExit(f"{where}: '{name}' has label {numbers[name]} and {number}")
    if not parts:
        raise SystemExit(f"{path}: names no recording")
    _check_numbers(path, numbers)
    _check_overlaps(path, parts)
    contents = {part.file: cache.sha256(folder / part.file) for part in parts}
    return Dataset(folder, tuple(parts), numbers, _settings(folder / "dataset.json"), contents)


def _rows(path):
    """("FILE:LINE", column -> value) of each line that is not empty."""
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            header = [name.strip() for name in next(reader, [])]
            for column in header:
                if header.count(column) > 1:
                    raise SystemExit(f"{path}: names the column '{column}' twice")
            for column in ("file", "class"):
                if column not in header:
                    raise SystemExit(f"{path}: has no column '{column}'")
            for values in reader:
                if not values:
                    continue
                where = f"{path}:{reader.line_num}"
                if len(values) != len(header):
                    raise SystemExit(f"{where}: has {len(values)} values, the header {len(header)}")
                yield where, dict(zip(header, map(str.strip, values)))
    except OSError as fault:
        raise SystemExit(f"{path}: {fault.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as fault:
        raise SystemExit(f"{path}: is no CSV file in UTF-8 ({fault})") from None


def _number(where, row, column):
    text = row.get(column) or None
    try:
        return None if text is None else int(text)
    except ValueError:
        raise SystemExit(f"{where}: {column} '{text}' is no whole number") from None


def _check_numbers(path, numbers):
    owner = {}
    for name, number in numbers.items():
        if number is None:
            raise SystemExit(f"{path}: '{name}' has no label")
        if owner.setdefault(number, name) != name:
            raise SystemExit(f"{path}: '{owner[number]}' and '{name}' have the same label {number}")


def _check_overlaps(path, parts):
    def span(part):
        return (float("-inf") if part.start_us is None else part.start_us,
                float("inf") if part.end_us is None else part.end_us)

    last = {}
    for part in sorted(parts, key=span):
        start, end = span(part)
        if start < last.get(part.file, float("-inf")):
            raise SystemExit(f"{path}: two rows name the same time of {part.file}")
        last[part.file] = end


def _settings(path):
    if not path.exists():
        return {}
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise SystemExit(f"{path}: {fault.strerror}") from None
    except ValueError as fault:
        raise SystemExit(f"{path}: is no JSON in UTF-8 ({fault})") from None
    if not isinstance(settings, dict):
        raise SystemExit(f"{path}: is no JSON object")
    for key, value in settings.items():
        if key in NUMBERS:
            if type(value) is not int:
                raise SystemExit(f"{path}: {key} must be a whole number")
        elif key in SIZES:
            parse_size(value, f"{path}: {key}")
        elif key in SWAPS:
            named = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
            if value is not False and not named:
                raise SystemExit(f"{path}: {key} must be classes by class, or false")
        else:
            known = ", ".join((*NUMBERS, *SIZES, *SWAPS))
            raise SystemExit(f"{path}: '{key}' is none of {known}")
    return settings


def agree(train, held_out, options):
    """(Task, sensor or None) of two folders. `options` (None where not given) override both; what
    one folder does not say is as the other says."""
    _check_apart(train, held_out)
    settings = held_out.settings | train.settings
    for key in settings:
        ours, theirs = (d.settings.get(key, settings[key]) for d in (train, held_out))
        if ours != theirs and options.get(key) is None:
            raise SystemExit(f"{train.folder} and {held_out.folder}: dataset.json differs in {key}")
    settings |= {key: value for key, value in options.items() if value is not None}
    labels = _labels(train, held_out)
    width, height = parse_size(settings.get("size", "128x128"), "size")
    task = Task(labels, settings.get("window_us", 50_000), settings.get("bins", 5), width, height,
                **{key: _table(labels, settings, key) for key in SWAPS})
    task.check()
    if settings.get("sensor"):
        parse_size(settings["sensor"], "sensor")
    return task, settings.get("sensor")


def for_network(data, task):
    """(Task, sensor or None) to evaluate a network of this task on one folder."""
    for name in sorted(data.classes() - set(task.labels)):
        raise SystemExit(f"{data.folder / 'labels.csv'}: the network has no class '{name}'")
    tables = {key: _table(task.labels, data.settings, key) for key in SWAPS}
    return replace(task, **tables), data.settings.get("sensor")


def _check_apart(train, held_out):
    for one, other in ((train, held_out), (held_out, train)):
        for name in sorted(one.classes() - other.classes()):
            raise SystemExit(f"{one.folder / 'labels.csv'}: class '{name}' is not in "
                             f"{other.folder / 'labels.csv'}")
    if len(train.classes()) < 2:
        raise SystemExit(f"{train.folder / 'labels.csv'}: has one class only, "
                         f"'{train.parts[0].name}'")
    for subject in sorted(train.subjects() & held_out.subjects()):
        raise SystemExit(f"{train.folder} and {held_out.folder}: subject '{subject}' is in both")
    owner = {content: file for file, content in train.contents.items()}
    for file, content in held_out.contents.items():
        if content in owner:
            raise SystemExit(f"{train.folder / owner[content]} and {held_out.folder / file}: are "
                             "the same recording")


def _labels(train, held_out):
    """In the order of their numbers; or of the gestures, if they are; or of the alphabet."""
    numbers = train.numbers or held_out.numbers
    if held_out.numbers and numbers != held_out.numbers:
        raise SystemExit(f"{train.folder} and {held_out.folder}: the labels of the classes differ")
    classes = train.classes()
    if numbers:
        return tuple(sorted(classes, key=numbers.get))
    if classes <= set(gestures.LABELS):
        return tuple(label for label in gestures.LABELS if label in classes)
    return tuple(sorted(classes))


def _table(labels, settings, key):
    swaps = settings.get(key)
    if swaps is None:
        return known_table(labels, SWAPS[key])
    return swap_table(labels, swaps, f"dataset.json: {key}") if swaps else None
