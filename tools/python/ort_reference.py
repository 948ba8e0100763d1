# SPDX-License-Identifier: Apache-2.0
"""Runs a quantised model on the windows of a file with ONNX Runtime and writes every quantised
tensor and the logits: fused to integer kernels (what a user's session does), or node by node in
float.

    build/venv/bin/python tools/python/ort_reference.py gesture.onnx windows.scw fused.ref
    build/venv/bin/python tools/python/ort_reference.py --unfused gesture.onnx windows.scw plain.ref
"""

import argparse
import collections
import pathlib
import platform
import sys
import tempfile

import numpy as np
import onnx
import onnxruntime

import reference
import windows

FUSED = {"Conv": "QLinearConv", "Add": "QLinearAdd", "Gemm": "QGemm", "MatMul": "QLinearMatMul"}
LEVELS = onnxruntime.GraphOptimizationLevel


def cpu_facts():
    """What decides which integer kernels ONNX Runtime picks."""
    flags = set()
    if pathlib.Path("/proc/cpuinfo").exists():
        for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("flags"):
                flags = set(line.split())
    found = [flag for flag in ("avx2", "fma", "avx512_vnni", "avx_vnni") if flag in flags]
    vnni = bool(flags & {"avx512_vnni", "avx_vnni"})
    return {"onnxruntime": onnxruntime.__version__,
            "cpu": "+".join([platform.machine(), *found]), "vnni": int(vnni)}


def session(model, level, optimized=None):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = level
    options.log_severity_level = 3
    if optimized:
        options.optimized_model_filepath = str(optimized)
    data = model if isinstance(model, str) else model.SerializeToString()
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def optimized_graph(path):
    """The graph that ONNX Runtime makes of the model, its tensors still NCHW."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "optimized.onnx"
        session(str(path), LEVELS.ORT_ENABLE_EXTENDED, file)
        return onnx.load(file)


def unfused_layers(original, optimized):
    """Complaints, one for each kind of layer that is still computed in float."""
    before = collections.Counter(node.op_type for node in original.graph.node)
    after = collections.Counter(node.op_type for node in optimized.graph.node)
    return [f"{before[kind]} {kind} became {after[integer]} {integer}"
            for kind, integer in FUSED.items() if before[kind] != after[integer]]


def tapped(model):
    """The same graph with every activation as an output."""
    tap = onnx.ModelProto()
    tap.CopyFrom(model)
    known = {output.name for output in tap.graph.output}
    for node in tap.graph.node:
        if node.op_type != "DequantizeLinear" and node.output[0] not in known:
            tap.graph.output.append(onnx.ValueInfoProto(name=node.output[0]))
    return tap


def run(runner, counts):
    names = [output.name for output in runner.get_outputs()]
    feed = runner.get_inputs()[0].name
    rows = [runner.run(names, {feed: window[None].astype(np.float32)}) for window in counts]
    return {name: np.concatenate(values) for name, values in zip(names, zip(*rows))}


def evaluate(path, counts, fused=True):
    """Name to array of every quantised activation, and "logits"."""
    original = onnx.load(path)
    graph = original
    if fused:
        graph = optimized_graph(path)
        complaints = unfused_layers(original, graph)
        if complaints:
            raise SystemExit(f"{path}: not fused: {', '.join(complaints)}")
    tensors = run(session(tapped(graph), LEVELS.ORT_DISABLE_ALL), counts)
    logits = original.graph.output[0].name
    whole = run(session(str(path), LEVELS.ORT_ENABLE_ALL if fused else LEVELS.ORT_DISABLE_ALL),
                counts)
    if not np.array_equal(whole[logits], tensors[logits]):
        raise SystemExit(f"{path}: logits with and without tapped tensors differ")
    activations = {name: value for name, value in tensors.items() if value.dtype == np.uint8}
    return {**activations, "logits": whole[logits]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("windows")
    parser.add_argument("out")
    parser.add_argument("--unfused", action="store_true")
    arguments = parser.parse_args()
    counts = windows.counts(windows.read(arguments.windows), onnx.load(arguments.model))
    tensors = evaluate(arguments.model, counts, not arguments.unfused)
    kind = "unfused" if arguments.unfused else "fused"
    reference.write(arguments.out, f"ONNX Runtime {onnxruntime.__version__} {kind}", cpu_facts(),
                    tensors)


if __name__ == "__main__":
    sys.exit(main())
