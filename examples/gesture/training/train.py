# SPDX-License-Identifier: Apache-2.0
"""Trains the gesture network: simulate, voxelise, float, int8 in the loop, export, evaluate.

    ./dev train            the shipped network, ten minutes on one core
    ./dev train --smoke    the same steps on next to nothing, a minute or two
    ./dev train --train FOLDER --held-out FOLDER    on your own recordings: see dataset.py
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

sys.path.append(str(Path(__file__).parents[3] / "tools/python"))

import dataset
import evaluate
import ship
from augment import augment
from baselines import baselines
from network import NETWORKS, weights
from patches import dense, patches
from progress import progress
from quantize import QuantizedNetwork
from simulate import simulate
from voxelise import load_dataset

BATCH = 64


def fit(model, pack, windows, epochs, rate, seed, title, frozen=0):
    """Adam with a one-cycle rate; the last `frozen` epochs with the int8 grids held still."""
    rng = np.random.default_rng(seed)
    # Batch-norm learns nothing from a batch of one.
    length = len(windows) - (len(windows) % BATCH == 1)
    steps = -(-length // BATCH)
    optimiser = torch.optim.AdamW(model.parameters(), weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, epochs * steps, pct_start=0.15)
    for epoch in range(epochs):
        model.train()
        if frozen and epoch == epochs - frozen:
            model.freeze()
        total = right = loss_sum = 0
        with progress(total=steps, desc=f"{title} {epoch + 1}/{epochs}", unit="batch") as bar:
            for chosen, batch in windows.batches(BATCH, rng.permutation(len(windows))[:length]):
                batch, labels = augment(batch, windows.labels[chosen], rng)
                labels = torch.from_numpy(labels)
                logits = model(pack(batch))
                loss = functional.cross_entropy(logits, labels, label_smoothing=0.05)
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
                schedule.step()
                total += len(chosen)
                right += int((logits.argmax(1) == labels).sum())
                loss_sum += loss.item() * len(chosen)
                bar.update()
                bar.set_postfix_str(f"loss {loss_sum / total:.3f}, right {right / total:.1%}")
    model.eval()


def predict(model, pack):
    def run(batch):
        with torch.no_grad():
            return model(pack(batch)).numpy()
    return run


def metadata(task, arguments):
    return {"saccade.window_us": str(task.window_us), "saccade.bins": str(task.bins),
            "saccade.time_map": "fixed_window", "saccade.cap": str(task.cap),
            "saccade.labels": ",".join(task.labels),
            "saccade.made_by": " ".join(["./dev train", *arguments]),
            "saccade.torch": torch.__version__}


def prepare(args):
    """Windows to train on, and those of other people."""
    folders = args.train, args.held_out
    if not args.train:
        folders = args.out / "simulated", args.out / "held_out"
        end = args.subjects + args.held_out_subjects
        simulate(args.saccade, folders[0], f"0:{args.subjects}", args.trials, args.seconds,
                 args.seed)
        simulate(args.saccade, folders[1], f"{args.subjects}:{end}", 2, 2.1, args.seed)
    learnt, held_out = map(dataset.read, folders)
    task, sensor = dataset.agree(learnt, held_out, {
        "window_us": args.window_us, "bins": args.bins, "size": args.size, "sensor": args.sensor})
    print(f"{len(task.labels)} classes: {', '.join(task.labels)}")
    if task.mirrored is None:
        print("windows are not mirrored: what a mirrored class is was not said")
    print(f"held out: {len(held_out.contents)} recordings, "
          f"{len(held_out.subjects()) or 'unknown'} subjects")
    return (load_dataset(args.saccade, learnt, task, sensor),
            load_dataset(args.saccade, held_out, task, sensor, "voxelise held-out"))


def train(args, windows, held_out):
    """Float, int8, the .onnx file, and what each of them gets right."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    print(f"{len(windows)} windows to train on, {len(held_out)} held out, "
          f"{np.median(held_out.events()):.0f} events in a window (median)")
    task = windows.task
    network = NETWORKS[args.network](task)
    print(f"{args.network}: {weights(network)} bytes of int8 weights")
    pack = patches if args.network == "event_native" else dense
    fit(network, pack, windows, args.epochs, 4e-3, args.seed, "float")
    rows = {"float": evaluate.scores(predict(network, pack), held_out, "float")}
    torch.save(network.state_dict(), args.out / f"{args.network}.float.pt")

    int8 = QuantizedNetwork(network)
    fit(int8, pack, windows, args.int8_epochs, 5e-4, args.seed + 1, "int8", frozen=1)
    rows["int8, simulated in PyTorch"] = evaluate.scores(predict(int8, pack), held_out, "int8")
    exported = args.out / f"{args.network}.onnx"
    int8.export(exported, task.shape, metadata(task, sys.argv[1:]))
    run = evaluate.engine(evaluate.open_network(exported))
    logits = rows["int8, ONNX Runtime"] = evaluate.scores(run, held_out, "ONNX Runtime")
    rows |= baselines(windows, held_out)

    results = {name: evaluate.accuracies(row, held_out) for name, row in rows.items()}
    print("\n| classifier | windows right | one-second votes right |\n|---|---:|---:|")
    for name, result in results.items():
        print(f"| {name} | {result.windows:.2%} | {evaluate.vote_text(result)} |")
    evaluate.print_confusion(task.labels, evaluate.confusion(logits, held_out))
    evaluate.print_swaps(evaluate.swaps(run, held_out, logits))
    (args.out / f"{args.network}.json").write_text(json.dumps(
        {name: {"windows": result.windows, "votes": result.votes}
         for name, result in results.items()}, indent=2))
    print(f"\n{exported}: {exported.stat().st_size} bytes")
    if args.ship:
        ship.ship(exported)


def natural(text):
    value = int(text)
    if not 0 <= value < 2**32:
        raise ValueError
    return value


def positive(text):
    if int(text) < 1:
        raise ValueError
    return int(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=evaluate.ROOT / "build/train")
    parser.add_argument("--saccade", type=evaluate.program, default=evaluate.SACCADE)
    parser.add_argument("--network", choices=NETWORKS, default="event_native")
    parser.add_argument("--train", type=Path, help="recordings to train on, instead of simulated")
    parser.add_argument("--held-out", type=Path, help="recordings of other people, to evaluate on")
    parser.add_argument("--window-us", type=int, help="default: dataset.json's, or 50000")
    parser.add_argument("--bins", type=int, help="default: dataset.json's, or 5")
    parser.add_argument("--size", help="WIDTHxHEIGHT; default: dataset.json's, or 128x128")
    parser.add_argument("--sensor", help="WIDTHxHEIGHT of recordings that do not say it")
    parser.add_argument("--subjects", type=positive, default=32)
    parser.add_argument("--held-out-subjects", type=positive, default=8)
    parser.add_argument("--trials", type=positive, default=8, help="of each subject and gesture")
    parser.add_argument("--seconds", type=float, default=0.55, help="of each trial")
    parser.add_argument("--epochs", type=positive, default=24, help="in float")
    parser.add_argument("--int8-epochs", type=positive, default=4)
    parser.add_argument("--threads", type=positive, default=2)
    parser.add_argument("--seed", type=natural, default=1)
    parser.add_argument("--ship", action="store_true", help="replace the repository's gesture.onnx")
    parser.add_argument("--smoke", action="store_true", help="every step on next to nothing")
    args = parser.parse_args()
    if bool(args.train) != bool(args.held_out):
        parser.error("--train and --held-out come together")
    if args.ship and (args.train or args.smoke or args.window_us or args.bins or args.size):
        parser.error("--ship is for the network of simulated gestures in full")
    if args.smoke:
        args.subjects, args.held_out_subjects, args.trials = 4, 1, 1
        args.epochs, args.int8_epochs, args.out = 2, 2, args.out / "smoke"

    try:
        args.out.mkdir(parents=True, exist_ok=True)
        for kind in ("float.pt", "onnx", "json"):  # to be said before the hours that lead to them
            result = args.out / f"{args.network}.{kind}"
            was_there = result.exists()
            with open(result, "ab"):
                pass
            if not was_there:
                result.unlink()
    except OSError as fault:
        raise SystemExit(f"{fault.filename}: {fault.strerror}") from None
    began = time.monotonic()
    if args.ship:
        ship.rehearse()
    train(args, *prepare(args))
    print(f"{(time.monotonic() - began) / 60:.1f} minutes in all")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("train: interrupted")
