#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One `name: value` line per bound, from the results of one run of the benchmarks.

usage: summary.py FOLDER
FOLDER holds, of the parts that were run, Google Benchmark's JSON files, <benchmark>.json, what was
compared with a peer, <peer>.peers.txt, and the tables of the emulated Cortex-M7,
cortex_m7_<backend>.txt. example: ./dev bench --summary
"""

import json
import math
import pathlib
import statistics
import sys

ONEDNN_BOUNDS = (
    "x86.avx512vnni.geomean_vs_onednn",
    "x86.avx512vnni.min_vs_onednn",
    "x86.avx512vnni.fraction_of_peak_3x3_24",
    "x86.avx512vnni.fraction_of_peak_3x3_48",
    "x86.avx512vnni.depthwise_vs_onednn",
    "x86.avx512vnni.winograd_48_48_32_vs_onednn",
    "x86.avxvnni.geomean_vs_onednn",
    "x86.avxvnni.min_vs_onednn",
    "x86.avx2.min_vs_onednn_7bit",
    "x86.avx2.min_vs_onednn_full",
)


def times(folder: pathlib.Path) -> dict[str, float]:
    """Median nanoseconds by benchmark; of repetitions the median, else the only one."""
    samples: dict[str, list[float]] = {}
    unit = {"ns": 1.0, "us": 1e3, "ms": 1e6, "s": 1e9}
    for path in sorted(folder.glob("*_benchmark.json")):
        for run in json.loads(path.read_text())["benchmarks"]:
            if run.get("run_type") == "aggregate":
                continue
            name = f"{path.stem.removesuffix('_benchmark')}/{run['run_name']}"
            samples.setdefault(name, []).append(run["real_time"] * unit[run["time_unit"]])
    return {name: statistics.median(values) for name, values in samples.items()}


def ratios(all_times: dict[str, float], backend: str) -> dict[str, float]:
    """Of scalar's time to the backend's, by layer."""
    return {
        name.removesuffix("/scalar"): time / all_times[name.removesuffix("scalar") + backend]
        for name, time in all_times.items()
        if name.endswith("/scalar") and name.removesuffix("scalar") + backend in all_times
    }


def cortex_m7(table: str) -> list[tuple[str, float]]:
    """Instructions per MAC of each layer that has any, and of the network."""
    rows = []
    for line in table.splitlines()[1:]:
        words = line.split()
        if len(words) == 7:
            kind, height, width, channels, _, _, per_mac = words
            rows.append((f"{kind} to {height}x{width}x{channels}", float(per_mac)))
    return rows


def main() -> int:
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        print(__doc__)
        return 0 if len(sys.argv) == 2 else 2
    folder = pathlib.Path(sys.argv[1])
    all_times = times(folder)
    for backend in ("sse2", "avx2", "avxvnni", "avx512vnni") if all_times else ():
        over_scalar = ratios(all_times, backend)
        if not over_scalar:
            print(f"x86.{backend}.geomean_vs_scalar: unavailable")
            continue
        for name, ratio in over_scalar.items():
            print(f"x86.{backend}.vs_scalar, {name}: {ratio:.2f}")
        peers = [ratio for name, ratio in over_scalar.items() if "/peer_" in name]
        if peers:
            mean = math.exp(statistics.fmean(math.log(ratio) for ratio in peers))
            print(f"x86.{backend}.geomean_vs_scalar: {mean:.2f}")
            print(f"x86.{backend}.min_vs_scalar: {min(peers):.2f}")
    for path in sorted(folder.glob("*.peers.txt")):
        said = path.read_text()
        print(said, end="")
        for bound in ONEDNN_BOUNDS if path.name == "onednn.peers.txt" else ():
            if f"{bound}: " not in said:
                print(f"{bound}: unavailable")
    for path in sorted(folder.glob("cortex_m7_*.txt")):
        backend = path.stem.removeprefix("cortex_m7_")
        for name, per_mac in cortex_m7(path.read_text()):
            print(f"{backend}, emulated Cortex-M7 instructions/MAC, {name}: {per_mac:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
