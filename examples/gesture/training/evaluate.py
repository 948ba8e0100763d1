# SPDX-License-Identifier: Apache-2.0
"""How often an exported network is right: per 50 ms window, and by majority over one second.

    python evaluate.py ../gesture.onnx --data build/train/held_out
    python evaluate.py ../gesture.onnx --recordings hand_wave/*.aedat4 --label right_hand_wave
"""

import argparse
from pathlib import Path

import numpy as np
import onnxruntime
from tqdm import tqdm

from windows import LABELS, MIRRORED, REVERSED, load_folder, load_recordings

SACCADE = Path("build/release/bin/saccade")


def engine(path):
    """ONNX Runtime, fused integer kernels, one window at a time."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda batch: np.concatenate(
        [session.run(None, {name: grid[None].numpy()})[0] for grid in batch.dense()])


def scores(run, windows, title="", change=None, chosen=None):
    """Logits [n, 11]; `change` alters each batch first (mirrored, reversed)."""
    order = np.arange(len(windows)) if chosen is None else chosen
    out = np.empty((len(order), len(LABELS)), np.float32)
    done = 0
    with tqdm(total=len(order), desc=title, unit="window", leave=False) as progress:
        for part, batch in windows.batches(64, order):
            batch = change(batch) if change else batch
            out[done:done + len(part)] = run(batch)
            done += len(part)
            progress.update(len(part))
    return out


def majority(predictions):
    """The commonest label of each row; the first of equals."""
    return np.array([np.bincount(row, minlength=len(LABELS)).argmax() for row in predictions])


def accuracies(logits, windows):
    """(windows that are right, seconds whose majority is right, seconds), as fractions."""
    predictions = logits.argmax(1)
    seconds = windows.seconds()
    votes = majority(predictions[seconds])
    truth = windows.labels[seconds[:, 0]]
    return (predictions == windows.labels).mean(), (votes == truth).mean(), len(seconds)


def confusion(logits, windows):
    """Votes, [true, predicted]."""
    seconds = windows.seconds()
    votes = majority(logits.argmax(1)[seconds])
    table = np.zeros((len(LABELS), len(LABELS)), int)
    np.add.at(table, (windows.labels[seconds[:, 0]], votes), 1)
    return table


def swaps(run, windows, logits):
    """Mirrored and reversed recordings: the share whose prediction changes as the label does."""
    rows = []
    for name, table, change in (("mirrored", MIRRORED, lambda b: b.mirror()),
                                ("reversed", REVERSED, lambda b: b.reverse())):
        moved = np.flatnonzero(table[windows.labels] != windows.labels)
        before = logits.argmax(1)
        after = before.copy()
        after[moved] = scores(run, windows, name, change, moved).argmax(1)
        seconds = windows.seconds()
        seconds = seconds[np.isin(seconds[:, 0], moved)]
        was, now = majority(before[seconds]), majority(after[seconds])
        rows.append((name, len(moved), (after[moved] == table[before[moved]]).mean(),
                     len(seconds), (now == table[was]).mean(),
                     (now == table[windows.labels[seconds[:, 0]]]).mean()))
    return rows


def print_confusion(table):
    print("\nvotes of one second, rows true, columns predicted")
    short = [label.replace("counter_clockwise", "ccw").replace("clockwise", "cw")
             for label in LABELS]
    print(" " * 16 + "".join(f"{i:5}" for i in range(len(short))))
    for i, (label, row) in enumerate(zip(short, table)):
        print(f"{i:2} {label:13}" + "".join(f"{n or '.':>5}" for n in row))


def print_swaps(rows):
    print("\n| played | windows | prediction swaps | votes | vote swaps | vote is swapped label |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, windows, share, votes, vote_share, right in rows:
        print(f"| {name} | {windows} | {share:.1%} | {votes} | {vote_share:.1%} | {right:.1%} |")


def print_recordings(run, saccade, paths, label):
    """Recordings of one known gesture: what each is taken for."""
    windows = load_recordings(saccade, [(path, 0, LABELS.index(label)) for path in paths])
    predictions = scores(run, windows, "recordings").argmax(1)
    right = 0
    print(f"\n| recording | windows | {label} | most often |\n|---|---:|---:|---|")
    for i, name in enumerate(windows.names):
        own = predictions[windows.recordings == i]
        vote = majority(own[None])[0]
        right += vote == LABELS.index(label)
        print(f"| {name} | {len(own)} | {(own == LABELS.index(label)).sum()} | {LABELS[vote]} |")
    print(f"{(predictions == windows.labels).sum()} of {len(windows)} windows, "
          f"{right} of {len(paths)} recordings say {label}")
    share = np.bincount(predictions, minlength=len(LABELS)) / len(windows)
    print("all windows: " + ", ".join(f"{LABELS[i]} {share[i]:.1%}" for i in np.argsort(-share)
                                      if share[i]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, help="folder of recordings with a labels.csv")
    parser.add_argument("--recordings", type=Path, nargs="+", help="recordings of one gesture")
    parser.add_argument("--label", choices=LABELS, help="the gesture of --recordings")
    parser.add_argument("--saccade", type=Path, default=SACCADE)
    args = parser.parse_args()
    if bool(args.recordings) != bool(args.label) or not (args.data or args.recordings):
        parser.error("give --data FOLDER, or --recordings FILE... with --label NAME")
    run = engine(args.model)
    if args.data:
        windows = load_folder(args.saccade, args.data, "voxelise")
        logits = scores(run, windows, "evaluate")
        window, vote, votes = accuracies(logits, windows)
        print(f"{args.model.name}: {window:.2%} of {len(windows)} windows, "
              f"{vote:.2%} of {votes} votes")
        print_confusion(confusion(logits, windows))
        print_swaps(swaps(run, windows, logits))
    if args.recordings:
        print_recordings(run, args.saccade, args.recordings, args.label)


if __name__ == "__main__":
    main()
