# SPDX-License-Identifier: Apache-2.0
"""How often an exported network is right: per window, and by majority over one second; of recordings
of one class also how busy their windows are.

    python evaluate.py ../gesture.onnx --data build/train/held_out
    python evaluate.py ../gesture.onnx --recordings hand_wave/*.aedat4 --label right_hand_wave
"""

import argparse
import shutil
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime

import dataset
from activity import print_activity
from progress import progress
from task import Task
from voxelise import load_dataset, load_recordings

ROOT = Path(__file__).resolve().parents[3]
SACCADE = ROOT / "build/release/bin/saccade"


def program(text):
    """A command by its path also where that is ./name, which subprocess would look up in PATH."""
    return Path(shutil.which(text) or text).absolute()


class Result(NamedTuple):
    """Fractions that are right; votes is None where no part of a recording lasts a second."""

    windows: float
    votes: float | None
    seconds: int


def open_network(path):
    """ONNX Runtime, fused integer kernels."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    try:
        return onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
    except Exception as fault:  # its exceptions share no other class
        raise SystemExit(f"{path}: {str(fault).splitlines()[0]}") from None


def task_of(path, session):
    """What the network's file says it was trained on."""
    said = session.get_modelmeta().custom_metadata_map
    try:
        labels = tuple(said["saccade.labels"].split(","))
        window_us, bins, cap = (int(said[f"saccade.{key}"]) for key in ("window_us", "bins", "cap"))
        time_map = said["saccade.time_map"]
    except (KeyError, ValueError) as fault:
        raise SystemExit(f"{path}: does not say what its windows are ({fault})") from None
    _, channels, height, width = session.get_inputs()[0].shape
    if time_map != "fixed_window" or channels != 2 * bins:
        raise SystemExit(f"{path}: takes {time_map} grids of {channels} channels, not fixed_window "
                         f"ones of {2 * bins}")
    return Task(labels, window_us, bins, width, height, cap)


def engine(session):
    """One window at a time."""
    name = session.get_inputs()[0].name
    return lambda batch: np.concatenate(
        [session.run(None, {name: grid[None]})[0] for grid in batch.dense()])


def scores(run, windows, title="", change=None, chosen=None):
    """Logits [n, labels]; `change` alters each batch first (mirrored, reversed)."""
    order = np.arange(len(windows)) if chosen is None else chosen
    out = np.empty((len(order), len(windows.task.labels)), np.float32)
    done = 0
    with progress(total=len(order), desc=title, unit="window", leave=False) as bar:
        for part, batch in windows.batches(64, order):
            batch = change(batch) if change else batch
            out[done:done + len(part)] = run(batch)
            done += len(part)
            bar.update(len(part))
    return out


def majority(predictions):
    """The commonest label of each row; the first of equals."""
    return np.array([np.bincount(row).argmax() for row in predictions], int)


def accuracies(logits, windows):
    predictions = logits.argmax(1)
    seconds = windows.seconds()
    truth = windows.labels[seconds[:, 0]]
    votes = float((majority(predictions[seconds]) == truth).mean()) if len(seconds) else None
    return Result(float((predictions == windows.labels).mean()), votes, len(seconds))


def vote_text(result):
    return f"{result.votes:.2%} of {result.seconds}" if result.seconds else "no whole second"


def confusion(logits, windows):
    """Votes, [true, predicted]."""
    seconds = windows.seconds()
    votes = majority(logits.argmax(1)[seconds])
    classes = len(windows.task.labels)
    table = np.zeros((classes, classes), int)
    np.add.at(table, (windows.labels[seconds[:, 0]], votes), 1)
    return table


def swaps(run, windows, logits):
    """Mirrored and reversed recordings, where it is known what they show: the share whose
    prediction changes as the label does."""
    rows = []
    for name, table, change in (("mirrored", windows.task.mirrored, lambda b: b.mirror()),
                                ("reversed", windows.task.reversed, lambda b: b.reverse())):
        table = np.arange(len(windows.task.labels)) if table is None else np.array(table)
        moved = np.flatnonzero(table[windows.labels] != windows.labels)
        seconds = windows.seconds()
        seconds = seconds[np.isin(seconds[:, 0], moved)]
        if len(seconds) == 0:
            continue
        before = logits.argmax(1)
        after = before.copy()
        after[moved] = scores(run, windows, name, change, moved).argmax(1)
        was, now = majority(before[seconds]), majority(after[seconds])
        rows.append((name, len(moved), (after[moved] == table[before[moved]]).mean(),
                     len(seconds), (now == table[was]).mean(),
                     (now == table[windows.labels[seconds[:, 0]]]).mean()))
    return rows


def print_confusion(labels, table):
    if not table.any():
        return
    print("\nvotes of one second, rows true, columns predicted")
    short = [label.replace("counter_clockwise", "ccw").replace("clockwise", "cw")
             for label in labels]
    print(" " * 16 + "".join(f"{i:5}" for i in range(len(short))))
    for i, (label, row) in enumerate(zip(short, table)):
        print(f"{i:2} {label:13}" + "".join(f"{n or '.':>5}" for n in row))


def print_swaps(rows):
    if not rows:
        return
    print("\n| played | windows | prediction swaps | votes | vote swaps | vote is swapped label |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, windows, share, votes, vote_share, right in rows:
        print(f"| {name} | {windows} | {share:.1%} | {votes} | {vote_share:.1%} | {right:.1%} |")


def print_data(run, saccade, task, folder, sensor, title):
    data = dataset.read(folder)
    task, own_sensor = dataset.for_network(data, task)
    windows = load_dataset(saccade, data, task, sensor or own_sensor)
    logits = scores(run, windows, "evaluate")
    result = accuracies(logits, windows)
    print(f"{title}: {result.windows:.2%} of {len(windows)} windows, {vote_text(result)} votes")
    print_confusion(task.labels, confusion(logits, windows))
    print_swaps(swaps(run, windows, logits))


def print_recordings(run, saccade, task, paths, label, sensor):
    """Recordings of one known class: what each is taken for."""
    parts = [dataset.Part(str(path), label, None, None, None) for path in paths]
    windows = load_recordings(saccade, Path(), parts, task, sensor, "voxelise")
    for remark in windows.remarks:
        print(remark)
    predictions = scores(run, windows, "recordings").argmax(1)
    truth = task.labels.index(label)
    right = 0
    print(f"\n| recording | windows | {label} | most often |\n|---|---:|---:|---|")
    for i, name in enumerate(windows.names):
        own = predictions[windows.parts == i]
        vote = majority(own[None])[0] if len(own) else None
        right += vote == truth
        print(f"| {name} | {len(own)} | {(own == truth).sum()} | "
              f"{'-' if vote is None else task.labels[vote]} |")
    print(f"{(predictions == truth).sum()} of {len(windows)} windows, "
          f"{right} of {len(paths)} recordings say {label}")
    share = np.bincount(predictions, minlength=len(task.labels)) / max(1, len(windows))
    print("all windows: " + ", ".join(f"{task.labels[i]} {share[i]:.1%}"
                                      for i in np.argsort(-share) if share[i]))
    print_activity(windows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, help="folder of recordings with a labels.csv")
    parser.add_argument("--recordings", type=Path, nargs="+", help="recordings of one class")
    parser.add_argument("--label", help="the class of --recordings")
    parser.add_argument("--sensor", help="WIDTHxHEIGHT of recordings that do not say it")
    parser.add_argument("--saccade", type=program, default=SACCADE)
    args = parser.parse_args()
    if bool(args.recordings) != bool(args.label) or not (args.data or args.recordings):
        parser.error("give --data FOLDER, or --recordings FILE... with --label NAME")
    session = open_network(args.model)
    task = task_of(args.model, session)
    run = engine(session)
    if args.label and args.label not in task.labels:
        parser.error(f"--label: '{args.label}' is none of {', '.join(task.labels)}")
    if args.data:
        print_data(run, args.saccade, task, args.data, args.sensor, args.model.name)
    if args.recordings:
        print_recordings(run, args.saccade, task, args.recordings, args.label, args.sensor)


if __name__ == "__main__":
    main()
