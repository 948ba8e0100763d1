# SPDX-License-Identifier: Apache-2.0
"""Makes the small models of tests/data/onnx/import: one network, variant_*.onnx that mean the same
in other words, and refused_*.onnx with one fault each.

    build/venv/bin/python tests/support/make_import_models.py tests/data/onnx/import
"""

import argparse
import pathlib
import sys

import numpy as np
from onnx import TensorProto, helper, numpy_helper

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "python"))

import qdq  # noqa: E402

LABELS = "left,right"
METADATA = {"saccade.window_us": "50000", "saccade.bins": "1", "saccade.time_map": "fixed_window",
            "saccade.cap": "15", "saccade.labels": LABELS}
MODELS = {}


def model(function):
    MODELS[function.__name__] = function
    return function


class Graph:
    """The network under test, and the edits that turn it into the others."""

    def __init__(self, seed=5, metadata=METADATA):
        rng = np.random.default_rng(seed)
        net = qdq.Network((2, 4, 4), name="import")
        weight = rng.integers(-127, 128, (3, 2, 3, 3)).astype(np.int8)
        scale = np.array([0.01, 0.02, 0.03], np.float32)
        bias = rng.integers(-99, 99, 3).astype(np.int32)
        x = net.conv(net.input, weight, scale, bias, qdq.Quantization(0.05, 0), pads=1, relu=True,
                     name="conv")
        x = net.flatten(x)
        weight = rng.integers(-127, 128, (2, 48)).astype(np.int8)
        net.linear(x, weight, np.float32(0.01), np.array([7, -7], np.int32), name="head")
        self.proto = net.model(metadata)
        self.graph = self.proto.graph

    def node(self, name):
        return next(n for n in self.graph.node if n.name == name)

    def writer(self, tensor):
        return next(n for n in self.graph.node if tensor in n.output)

    def value(self, name):
        return numpy_helper.to_array(next(t for t in self.graph.initializer if t.name == name))

    def set(self, name, value):
        kept = [t for t in self.graph.initializer if t.name != name]
        del self.graph.initializer[:]
        self.graph.initializer.extend([*kept, numpy_helper.from_array(np.asarray(value), name)])

    def insert(self, before, *args, **attributes):
        """A node in front of the node `before`."""
        at = [n.name for n in self.graph.node].index(before)
        self.graph.node.insert(at, helper.make_node(*args, **attributes))

    def append(self, *args, **attributes):
        self.graph.node.append(helper.make_node(*args, **attributes))

    def remove(self, node):
        self.graph.node.remove(node)

    def attribute(self, node, name, value):
        kept = [a for a in self.node(node).attribute if a.name != name]
        del self.node(node).attribute[:]
        self.node(node).attribute.extend([*kept, helper.make_attribute(name, value)])

    def output(self, name, shape=(1, 2)):
        del self.graph.output[:]
        self.graph.output.append(
            helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape)))


@model
def base(g):
    pass


# ---- the same network in other words ----


@model
def variant_float_weights(g):
    """fp32 -> QuantizeLinear -> DequantizeLinear."""
    scale = g.value("conv.weight_scale").reshape(-1, 1, 1, 1)
    g.set("conv.weight_float", g.value("conv.weight").astype(np.float32) * scale)
    node = g.writer("conv.weight_real")
    at = list(g.graph.node).index(node)
    g.graph.node.insert(at, helper.make_node(
        "QuantizeLinear", ["conv.weight_float", "conv.weight_scale", "conv.weight_zero_point"],
        ["conv.weight_q"], axis=0))
    g.writer("conv.weight_real").input[0] = "conv.weight_q"


@model
def variant_uint8_weights(g):
    g.set("conv.weight", (g.value("conv.weight").astype(int) + 128).astype(np.uint8))
    g.set("conv.weight_zero_point", np.full(3, 128, np.uint8))


@model
def variant_int8_activations(g):
    for name in ("conv", "flatten1"):
        g.set(f"{name}.zero_point", np.int8(-128))


@model
def variant_scales_of_rank_1(g):
    for name in ("input", "conv", "flatten1"):
        g.set(f"{name}.scale", g.value(f"{name}.scale").reshape(1))
        g.set(f"{name}.zero_point", g.value(f"{name}.zero_point").reshape(1))


@model
def variant_no_zero_points(g):
    for node in g.graph.node:
        if node.op_type in ("QuantizeLinear", "DequantizeLinear"):
            del node.input[2:]


@model
def variant_typed_data(g):
    """int32_data and float_data in place of raw_data."""
    tensors = list(g.graph.initializer)
    del g.graph.initializer[:]
    for t in tensors:
        values = numpy_helper.to_array(t)
        g.graph.initializer.append(
            helper.make_tensor(t.name, t.data_type, values.shape, values.flatten().tolist()))


@model
def variant_constant_nodes(g):
    tensors = list(g.graph.initializer)
    del g.graph.initializer[:]
    for t in reversed(tensors):
        g.graph.node.insert(0, helper.make_node("Constant", [], [t.name], value=t))


@model
def variant_auto_pad(g):
    node = g.node("conv")
    kept = [a for a in node.attribute if a.name != "pads"]
    del node.attribute[:]
    node.attribute.extend([*kept, helper.make_attribute("auto_pad", "SAME_UPPER")])


@model
def variant_gemm_not_transposed(g):
    g.set("head.weight", g.value("head.weight").T.copy())
    g.attribute("head", "transB", 0)


@model
def variant_matmul_and_add(g):
    g.set("head.weight", g.value("head.weight").T.copy())
    node = g.node("head")
    node.op_type = "MatMul"
    del node.attribute[:]
    bias = node.input.pop()
    node.output[0] = "product"
    g.append("Add", ["product", bias], ["logits"], name="plus")


@model
def variant_reshape(g):
    g.set("flat", np.array([1, -1], np.int64))
    node = g.node("flatten1")
    node.op_type = "Reshape"
    del node.attribute[:]
    node.input.append("flat")


@model
def variant_identity(g):
    g.node("flatten1").input[0] = "same"
    g.insert("flatten1", "Identity", ["conv.real"], ["same"])


@model
def variant_dead_nodes(g):
    g.append("Sin", ["conv.real"], ["nobody"], name="nobody")


@model
def variant_quantised_output(g):
    g.node("head").output[0] = "product"
    g.set("logits.scale", np.float32(0.5))
    g.set("logits.zero_point", np.uint8(128))
    g.append("QuantizeLinear", ["product", "logits.scale", "logits.zero_point"], ["logits.q"])
    g.append("DequantizeLinear", ["logits.q", "logits.scale", "logits.zero_point"], ["logits"])


@model
def softmax(g):
    """The same and one node more."""
    g.append("Softmax", ["logits"], ["probabilities"], name="softmax", axis=1)
    g.output("probabilities")


@model
def clip(g):
    """Cuts where the quantisation cuts anyway."""
    g.set("zero", np.float32(0))
    g.set("twenty", np.float32(20))
    node = g.node("conv.relu")
    node.op_type = "Clip"
    node.input.extend(["zero", "twenty"])


@model
def clip_as_relu(g):
    """The same with a zero point that leaves room below 0."""
    clip(g)
    for name in ("conv", "flatten1"):
        g.set(f"{name}.zero_point", np.uint8(10))


@model
def shared_branches(g):
    """x + a, x + b and a + b over the same a and b: no expression of residual() has this shape."""
    g.set("half.scale", np.float32(0.05))
    g.set("half.zero_point", np.uint8(0))

    def add(name, first, second):
        g.insert("flatten1", "Add", [first, second], [name], name=name)
        g.insert("flatten1", "QuantizeLinear", [name, "half.scale", "half.zero_point"],
                 [f"{name}.q"])
        g.insert("flatten1", "DequantizeLinear", [f"{name}.q", "half.scale", "half.zero_point"],
                 [f"{name}.real"])
        return f"{name}.real"

    a = add("a", "conv.real", "conv.real")
    b = add("b", "conv.real", a)
    g.node("flatten1").input[0] = add("c", add("d", a, b), b)


@model
def counts_scaled(g):
    g.set("input.scale", np.float32(0.5))
    g.set("conv.bias_scale", g.value("conv.bias_scale") * np.float32(0.5))


@model
def counts_pooled(g):
    """The input's QuantizeLinear stands behind a MaxPool."""
    g.insert("input.q", "MaxPool", ["input"], ["pool"], name="pool", kernel_shape=[3, 3],
             pads=[1, 1, 1, 1])
    g.node("input.q").input[0] = "pool"


@model
def counts_rectified(g):
    g.insert("input.q", "Relu", ["input"], ["positive"], name="positive")
    g.node("input.q").input[0] = "positive"


@model
def counts_quantised_and_pooled(g):
    g.insert("conv", "MaxPool", ["input.real"], ["pool"], name="pool", kernel_shape=[3, 3],
             pads=[1, 1, 1, 1])
    g.insert("conv", "QuantizeLinear", ["pool", "input.scale", "input.zero_point"], ["pool.q"])
    g.insert("conv", "DequantizeLinear", ["pool.q", "input.scale", "input.zero_point"],
             ["pool.real"])
    g.node("conv").input[0] = "pool.real"


# ---- one fault each ----


@model
def refused_not_quantised(g):
    for name in ("conv", "head"):
        for part in ("weight", "bias"):
            g.set(f"{name}.{part}_real", g.value(f"{name}.{part}").astype(np.float32))
    real = {"input.real": "input", "conv.real": "conv.relu", "flatten1.real": "flatten1"}
    for node in [n for n in g.graph.node if n.op_type.endswith("Linear")]:
        g.remove(node)
    for node in g.graph.node:
        node.input[:] = [real.get(i, i) for i in node.input]


@model
def refused_unsupported(g):
    g.node("conv.relu").op_type = "Sigmoid"


@model
def refused_other_domain(g):
    g.node("conv.relu").domain = "com.example"


@model
def refused_qoperator(g):
    g.node("conv").op_type = "QLinearConv"


@model
def refused_dynamic_shape(g):
    g.graph.input[0].type.tensor_type.shape.dim[2].dim_param = "height"


@model
def refused_batch(g):
    g.graph.input[0].type.tensor_type.shape.dim[0].dim_value = 8


@model
def refused_three_dimensions(g):
    del g.graph.input[0].type.tensor_type.shape.dim[3:]


@model
def refused_integer_input(g):
    g.graph.input[0].type.tensor_type.elem_type = TensorProto.UINT8


@model
def refused_two_inputs(g):
    g.graph.input.append(helper.make_tensor_value_info("more", TensorProto.FLOAT, [1, 2]))


@model
def refused_two_outputs(g):
    g.graph.output.append(helper.make_tensor_value_info("conv.real", TensorProto.FLOAT, None))


@model
def refused_dilated(g):
    g.attribute("conv", "dilations", [2, 2])


@model
def refused_kernel_too_large(g):
    g.attribute("conv", "pads", [0, 0, 0, 0])
    g.graph.input[0].type.tensor_type.shape.dim[2].dim_value = 2


@model
def refused_groups(g):
    g.attribute("conv", "group", 2)


@model
def refused_per_channel_activation(g):
    g.set("conv.scale", np.full(3, 0.05, np.float32))
    g.set("conv.zero_point", np.zeros(3, np.uint8))


@model
def refused_16_bit_activation(g):
    g.set("conv.zero_point", np.int32(0))


@model
def refused_float_weights(g):
    g.set("floats", g.value("conv.weight").astype(np.float32))
    g.node("conv").input[1] = "floats"


@model
def refused_float_bias(g):
    g.set("floats", np.zeros(3, np.float32))
    g.node("conv").input[2] = "floats"


@model
def refused_bias_scale(g):
    g.set("conv.bias_scale", g.value("conv.bias_scale") * np.float32(1.5))


@model
def refused_bias_count(g):
    g.set("head.bias", np.zeros(3, np.int32))


@model
def refused_asymmetric_weights(g):
    g.set("conv.weight_zero_point", np.array([0, 3, 0], np.int8))


@model
def refused_scale_per_input(g):
    g.set("conv.weight_scale", np.full(2, 0.01, np.float32))
    g.set("conv.weight_zero_point", np.zeros(2, np.int8))
    g.writer("conv.weight_real").attribute[0].i = 1


@model
def refused_scale_count(g):
    g.set("conv.weight_scale", np.full(5, 0.01, np.float32))
    g.set("conv.weight_zero_point", np.zeros(5, np.int8))


@model
def refused_scale_zero(g):
    g.set("conv.scale", np.float32(0))


@model
def refused_scale_nan(g):
    g.set("conv.scale", np.float32(np.nan))


@model
def refused_scale_tiny(g):
    g.set("conv.scale", np.float32(1e-30))


@model
def refused_quotient(g):
    """Scales that are fine one by one."""
    g.set("conv.weight_scale", np.full(3, 1e38, np.float32))
    g.set("conv.bias_scale", np.full(3, 1e38, np.float32))


@model
def refused_per_channel_head(g):
    g.set("head.weight_scale", np.array([0.01, 0.02], np.float32))
    g.set("head.weight_zero_point", np.zeros(2, np.int8))
    g.set("head.bias_scale", g.value("conv.scale") * np.array([0.01, 0.02], np.float32))
    g.set("head.bias_zero_point", np.zeros(2, np.int32))
    for name in ("weight", "bias"):
        g.writer(f"head.{name}_real").attribute.append(helper.make_attribute("axis", 0))


@model
def refused_float_between(g):
    """No QuantizeLinear behind the conv."""
    g.node("flatten1").input[0] = "conv.relu"
    g.node("head").input[0] = "flatten1"


@model
def refused_integers(g):
    g.node("flatten1").input[0] = "conv.q"


@model
def refused_other_dequantisation(g):
    g.set("other.scale", np.float32(0.06))
    g.writer("conv.real").input[1] = "other.scale"


@model
def refused_requantisation(g):
    g.set("flatten1.scale", np.float32(0.06))


@model
def refused_no_flatten(g):
    g.node("head").input[0] = "conv.real"


@model
def refused_flatten_axis(g):
    g.attribute("flatten1", "axis", 2)


@model
def refused_reshape(g):
    variant_reshape(g)
    g.set("flat", np.array([2, -1], np.int64))


@model
def refused_clip(g):
    clip(g)
    g.set("twenty", np.float32(6))


@model
def refused_added_constant(g):
    g.set("one", np.float32(1))
    node = g.node("conv.relu")
    node.op_type = "Add"
    node.input.append("one")


@model
def refused_added_input(g):
    node = g.node("conv.relu")
    node.op_type = "Add"
    node.input[:] = ["input.real", "input.real"]


@model
def refused_added_shapes(g):
    g.insert("flatten1", "MaxPool", ["conv.real"], ["pool"], name="pool", kernel_shape=[2, 2])
    g.insert("flatten1", "Add", ["conv.real", "pool"], ["sum"], name="sum")
    g.node("flatten1").input[0] = "sum"


@model
def refused_padded_average(g):
    g.insert("flatten1", "AveragePool", ["conv.real"], ["mean"], name="mean", kernel_shape=[3, 3],
             pads=[1, 1, 1, 1])
    g.node("flatten1").input[0] = "mean"


@model
def refused_ceil_mode(g):
    g.insert("flatten1", "MaxPool", ["conv.real"], ["pool"], name="pool", kernel_shape=[3, 3],
             strides=[2, 2], ceil_mode=1)
    g.node("flatten1").input[0] = "pool"


@model
def refused_after_softmax(g):
    """A layer that reads probabilities."""
    softmax(g)
    g.set("p.scale", np.float32(1 / 255))
    g.set("p.zero_point", np.uint8(0))
    g.append("QuantizeLinear", ["probabilities", "p.scale", "p.zero_point"], ["p.q"])
    g.append("DequantizeLinear", ["p.q", "p.scale", "p.zero_point"], ["p.real"])
    g.set("last.weight", np.ones((2, 2), np.int8))
    g.append("DequantizeLinear", ["last.weight", "head.weight_scale", "head.weight_zero_point"],
             ["last.weight_real"])
    g.append("Gemm", ["p.real", "last.weight_real", "head.bias_real"], ["out"], name="last")
    g.output("out")


@model
def refused_flattened_picture(g):
    g.insert("head", "GlobalAveragePool", ["flatten1.real"], ["mean"], name="mean")
    g.node("head").input[0] = "mean"


@model
def refused_alpha(g):
    g.attribute("head", "alpha", 0.5)


@model
def refused_last_layer(g):
    g.output("conv.real", (1, 3, 4, 4))


@model
def refused_unknown_tensor(g):
    g.node("conv").input[0] = "missing"


@model
def refused_order(g):
    """Not topological: what a cycle looks like too."""
    node = g.node("conv")
    g.remove(node)
    g.append("Conv", list(node.input), list(node.output), name="conv")


@model
def refused_two_writers(g):
    g.append("Relu", ["conv.real"], ["conv"], name="again")


@model
def refused_written_constant(g):
    g.set("conv.real", np.float32(1))


@model
def refused_external_data(g):
    t = next(t for t in g.graph.initializer if t.name == "conv.weight")
    t.ClearField("raw_data")
    t.data_location = TensorProto.EXTERNAL
    t.external_data.add(key="location", value="weights.bin")


@model
def refused_short_tensor(g):
    t = next(t for t in g.graph.initializer if t.name == "conv.weight")
    t.raw_data = t.raw_data[:-1]


@model
def refused_huge_tensor(g):
    t = next(t for t in g.graph.initializer if t.name == "conv.weight")
    t.dims[:] = [2**62, 2**62, 2**62, 2**62]


@model
def refused_negative_dimension(g):
    t = next(t for t in g.graph.initializer if t.name == "conv.weight")
    t.dims[:] = [-3, -2, 3, 3]


@model
def refused_sparse(g):
    g.graph.sparse_initializer.add().dims.append(3)


@model
def refused_subgraph(g):
    g.append("If", ["condition"], ["nobody"], name="if", then_branch=helper.make_graph(
        [], "empty", [], []))


@model
def refused_function(g):
    g.proto.functions.add(name="f", domain="com.example")


@model
def refused_labels(g):
    helper.set_model_props(g.proto, {**METADATA, "saccade.labels": "one,two,three"})


@model
def refused_time_map(g):
    helper.set_model_props(g.proto, {**METADATA, "saccade.time_map": "sometimes"})


@model
def refused_bins(g):
    helper.set_model_props(g.proto, {**METADATA, "saccade.bins": "3"})


@model
def refused_polarities(g):
    """Four channels, one bin."""
    g.graph.input[0].type.tensor_type.shape.dim[1].dim_value = 4
    g.set("conv.weight", np.concatenate([g.value("conv.weight")] * 2, 1))


@model
def refused_select_last(g):
    g.append("ArgMax", ["logits"], ["class"], name="class", axis=1, select_last_index=1)
    g.output("class", (1, 1))


@model
def refused_cap(g):
    helper.set_model_props(g.proto, {**METADATA, "saccade.cap": "200"})


@model
def refused_no_cap(g):
    helper.set_model_props(g.proto, {k: v for k, v in METADATA.items() if k != "saccade.cap"})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--check", action="store_true",
                        help="write nothing; fail unless the files there have these very bytes")
    arguments = parser.parse_args()
    for name, change in MODELS.items():
        graph = Graph()
        change(graph)
        data = graph.proto.SerializeToString(deterministic=True)
        path = arguments.folder / f"{name}.onnx"
        if not arguments.check:
            arguments.folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        elif path.read_bytes() != data:
            sys.exit(f"{path}: not what this script writes")
    files = {path.stem for path in arguments.folder.glob("*.onnx")}
    if files != set(MODELS):
        sys.exit(f"{arguments.folder}: other files than this script writes: {files ^ set(MODELS)}")
    print(f"{arguments.folder}: {len(MODELS)} models")


if __name__ == "__main__":
    main()
