# SPDX-License-Identifier: Apache-2.0
"""Runs a quantised model on the windows of a file with ONNX Runtime and writes every quantised
tensor and the logits: fused to integer kernels, as a user's session does, or node by node in float.
The fused kernels may saturate on x86 without VNNI, so there it is always the latter; for int8
activations too, since there fusing turns them into uint8 ones of other names.

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
from onnx import helper

import reference
import windows

FUSED = {"Conv": "QLinearConv", "Add": "QLinearAdd", "Gemm": "QGemm", "MatMul": "QLinearMatMul"}
QUANTIZED = (np.uint8, np.int8)
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


def has_int8_activations(model):
    constants = {tensor.name: tensor.data_type for tensor in model.graph.initializer}
    return any(node.op_type == "QuantizeLinear" and node.input[0] not in constants
               and constants.get((*node.input, "")[2]) == onnx.TensorProto.INT8
               for node in model.graph.node)


def tapped(model):
    """The same graph with every activation as an output."""
    tap = onnx.ModelProto()
    tap.CopyFrom(model)
    known = {output.name for output in tap.graph.output}
    for node in tap.graph.node:
        if node.op_type != "DequantizeLinear" and node.output[0] not in known:
            tap.graph.output.append(onnx.ValueInfoProto(name=node.output[0]))
    return tap


def given(model, tensors):
    """The same graph, but whoever reads the tensor NAME takes the input "given NAME" instead."""
    graph = onnx.ModelProto()
    graph.CopyFrom(model)
    for node in graph.graph.node:
        for i, name in enumerate(node.input):
            if name in tensors:
                node.input[i] = f"given {name}"
    for name, value in tensors.items():
        kind = helper.np_dtype_to_tensor_dtype(value.dtype)
        graph.graph.input.append(helper.make_tensor_value_info(f"given {name}", kind, None))
    return graph


def run(runner, counts, tensors=None):
    names = [output.name for output in runner.get_outputs()]
    feed = runner.get_inputs()[0].name
    rows = []
    for i, window in enumerate(counts):
        more = {f"given {name}": value[i:i + 1] for name, value in (tensors or {}).items()}
        rows.append(runner.run(names, {feed: window[None].astype(np.float32), **more}))
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
    activations = {name: value for name, value in tensors.items() if value.dtype in QUANTIZED}
    return {**activations, "logits": whole[logits]}


def evaluate_layers(path, counts, end_to_end, inputs):
    """As evaluate(), unfused, but each layer's input is the tensor of that name in `inputs`."""
    inputs = {name: value.reshape(end_to_end[name].shape) for name, value in inputs.items()
              if name in end_to_end and name != "logits"}
    graph = tapped(given(onnx.load(path), inputs))
    tensors = run(session(graph, LEVELS.ORT_DISABLE_ALL), counts, inputs)
    return {name: tensors[name] for name in inputs}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("windows")
    parser.add_argument("out")
    parser.add_argument("--unfused", action="store_true")
    parser.add_argument("--layers", help="if unfused, compute each layer from the tensors of this "
                        "file, so that differences do not add up; the logits from end to end")
    arguments = parser.parse_args()
    model = onnx.load(arguments.model)
    counts = windows.counts(windows.read(arguments.windows), model)
    facts = cpu_facts()
    fused = bool(facts["vnni"]) and not arguments.unfused and not has_int8_activations(model)
    kind = "fused" if fused else "unfused"
    tensors = evaluate(arguments.model, counts, fused)
    if arguments.layers and not fused:
        tensors.update(evaluate_layers(arguments.model, counts, tensors,
                                       reference.read(arguments.layers, len(counts))))
    reference.write(arguments.out, f"ONNX Runtime {onnxruntime.__version__} {kind}",
                    {**facts, "exact": int(fused)}, tensors)


if __name__ == "__main__":
    sys.exit(main())
