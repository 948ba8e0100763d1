#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How many times as long as saccade ONNX Runtime takes for the gesture network, on one thread.

usage: onnxruntime_peer.py MODEL_BENCHMARK MODEL.onnx
Both in turns, in five rounds; of each the median of a round's runs, the call included, and of the
rounds' ratios the median. One `name: value` line per backend that runs here.
example: onnxruntime_peer.py build/release/benchmarks/model_model_benchmark examples/gesture/gesture.onnx
"""

import json
import statistics
import subprocess
import sys
import time

ROUNDS = 5
RUNS = 300


def peer(model):
    """Microseconds of a run, as a function."""
    import numpy
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    given = session.get_inputs()[0]
    random = numpy.random.default_rng(1)
    cells = (random.random([1, *given.shape[1:]]) < 0.015).astype(numpy.float32)
    binding = session.io_binding()
    binding.bind_ortvalue_input(given.name, onnxruntime.OrtValue.ortvalue_from_numpy(cells))
    binding.bind_output(session.get_outputs()[0].name)

    def run():
        start = time.perf_counter_ns()
        session.run_with_iobinding(binding)
        return (time.perf_counter_ns() - start) / 1e3

    return run


def own(benchmark):
    """Median microseconds by backend."""
    said = subprocess.run(
        [benchmark, "--benchmark_filter=^infer/", "--benchmark_min_time=0.02",
         "--benchmark_repetitions=5", "--benchmark_format=json"],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    return {run["run_name"].split("/")[1]: run["real_time"]
            for run in json.loads(said)["benchmarks"] if run.get("aggregate_name") == "median"}


def main():
    if len(sys.argv) != 3:
        print(__doc__)
        return 0 if sys.argv[1:] in (["-h"], ["--help"]) else 2
    run = peer(sys.argv[2])
    ratios = {}
    for _ in range(ROUNDS):
        theirs = statistics.median(run() for _ in range(RUNS))
        for backend, ours in own(sys.argv[1]).items():
            ratios.setdefault(backend, []).append(theirs / ours)
    medians = {backend: statistics.median(values) for backend, values in ratios.items()}
    for backend in ("avx512vnni", "avxvnni", "avx2", "sse2"):
        value = f"{medians[backend]:.2f}" if backend in medians else "unavailable"
        print(f"host.gesture.{backend}.vs_onnxruntime: {value}")
    print(f"host.gesture.vs_onnxruntime: {max(medians.values()):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
