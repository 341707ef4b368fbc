"""An ONNX file of fixed shapes as a graph that can be read, run by PyTorch, changed and written again.

Only what the networks of this folder are made of; another operator is an error that names it.
"""
import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch.nn import functional as F


class Graph:
    """Nodes in order, and constants by name: whatever follows from shapes alone is a constant."""

    def __init__(self, file):
        self.model = onnx.load(file)
        graph = self.model.graph
        self.input, self.output = graph.input[0].name, graph.output[0].name
        self.shape = [d.dim_value for d in graph.input[0].type.tensor_type.shape.dim]
        self.constants = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
        self.nodes = []
        values = {self.input: torch.zeros(self.shape)}
        for node in graph.node:
            fixed = node.op_type == "Shape" or all(i == "" or i in self.constants for i in node.input)
            values.update(self._run(node, values))
            if fixed:
                self.constants.update({o: values[o].numpy() for o in node.output})
            else:
                self.nodes.append(node)
        self._own()

    def _own(self):
        """Gives every convolution a weight and a bias of its own: equal ones are written once."""
        taken = set()
        for node in self.nodes:
            if node.op_type != "Conv":
                continue
            if len(node.input) < 3:
                node.input.append(node.input[1] + ".bias")
                self.constants[node.input[2]] = np.zeros(len(self.constants[node.input[1]]), np.float32)
            for k in (1, 2):
                name = node.input[k]
                if name in taken:
                    node.input[k] = f"{name}.{len(taken)}"
                    self.constants[node.input[k]] = self.constants[name]
                taken.add(node.input[k])

    def run(self, pictures, wanted=None, given=None):
        """Values of the tensors whose names `wanted` has; without it, the output. given: values that are not to be worked out."""
        given = given or {}
        values, found = {self.input: pictures, **given}, {}
        left = {}
        for node in self.nodes:
            for i in node.input:
                left[i] = left.get(i, 0) + 1
        for node in self.nodes:
            made = {} if node.output[0] in given else self._run(node, values)
            values.update(made)
            found.update({o: v for o, v in made.items() if wanted and o in wanted})
            for i in node.input:  # a value is dropped once nobody reads it any more
                left[i] -= 1
                if left[i] == 0 and i in values and i != self.output:
                    del values[i]
        return found if wanted else values[self.output]

    def makers(self):
        return {o: n for n in self.nodes for o in n.output}

    def readers(self):
        found = {}
        for node in self.nodes:
            for i in node.input:
                found.setdefault(i, []).append(node)
        return found

    def write(self, file):
        """The graph as it is now, with those nodes and constants that something reads."""
        needed = {self.output}
        for node in reversed(self.nodes):
            if needed.intersection(node.output):
                needed.update(node.input)
        self.nodes = [n for n in self.nodes if needed.intersection(n.output)]
        read = {i for n in self.nodes for i in n.input}
        graph = self.model.graph
        del graph.node[:], graph.initializer[:], graph.value_info[:]
        graph.node.extend(self.nodes)
        graph.initializer.extend(numpy_helper.from_array(np.asarray(v), k) for k, v in self.constants.items() if k in read)
        onnx.checker.check_model(self.model, full_check=True)
        onnx.save(self.model, file)

    def _run(self, node, values):
        if node.op_type not in OPERATORS:
            raise SystemExit(f"{node.op_type} ({node.name}): an operator that quantising does not know")
        given = [None if i == "" else values[i] if i in values else torch.from_numpy(np.array(self.constants[i])) for i in node.input]
        with_names = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        return dict(zip(node.output, [OPERATORS[node.op_type](with_names, *given)]))


def _conv(a, x, w, b=None):
    if a.get("group", 1) != 1 or any(d != 1 for d in a.get("dilations", [1])) or len(set(a["pads"])) != 1:
        raise SystemExit("a convolution in groups, dilated, or padded unevenly: quantising does not know it")
    return F.conv2d(x, w, b, a["strides"], a["pads"][0])


def _resize(a, x, roi, scales, sizes=None):
    if a["mode"] != b"nearest" or a["coordinate_transformation_mode"] != b"asymmetric":
        raise SystemExit("a Resize that does not just repeat pixels: quantising does not know it")
    size = [int(s) for s in sizes[2:]] if sizes is not None else [int(n * s) for n, s in zip(x.shape[2:], scales.tolist()[2:])]
    return F.interpolate(x, size=size, mode="nearest")


def _slice(a, x, starts, ends, axes, steps=None):
    steps = torch.ones_like(starts) if steps is None else steps
    for start, end, axis, step in zip(starts.tolist(), ends.tolist(), axes.tolist(), steps.tolist()):
        at = range(x.shape[axis])[slice(start, None if step < 0 and end < -x.shape[axis] else end, step)]
        x = x.index_select(axis, torch.tensor(list(at), dtype=torch.int64))
    return x


def _reshape(a, x, shape):
    return x.reshape([x.shape[i] if s == 0 else s for i, s in enumerate(shape.tolist())])


def _gather(a, x, at):
    axis = a.get("axis", 0)
    found = x.index_select(axis, at.reshape(-1))
    return found.reshape(x.shape[:axis] + at.shape + x.shape[axis + 1:])


def _quantised(a, x, scale, zero):
    x = x / scale
    return (x + (torch.round(x) - x).detach() + zero).clamp(0, 255)  # rounding lets gradients through; bytes are kept as numbers


def _real(a, x, scale, zero):
    if scale.dim() == 1:
        shape = [-1] + [1] * (x.dim() - 1)
        scale, zero = scale.reshape(shape), zero.reshape(shape)
    return (x.float() - zero.float()) * scale


def _gemm(a, x, w, b):
    return a.get("alpha", 1.0) * x @ (w.t() if a.get("transB", 0) else w) + a.get("beta", 1.0) * b


def _unsqueeze(a, x, axes):
    for axis in sorted(axes.reshape(-1).tolist()):
        x = x.unsqueeze(axis)
    return x


OPERATORS = {
    "Identity": lambda a, x: x, "Add": lambda a, x, y: x + y, "Sub": lambda a, x, y: x - y, "Mul": lambda a, x, y: x * y, "Div": lambda a, x, y: x / y,
    "Sqrt": lambda a, x: torch.sqrt(x), "Relu": lambda a, x: F.relu(x), "Sigmoid": lambda a, x: torch.sigmoid(x), "Softmax": lambda a, x: torch.softmax(x, a["axis"]),
    "QuantizeLinear": _quantised, "DequantizeLinear": _real,
    "Conv": _conv, "Flatten": lambda a, x: x.flatten(a.get("axis", 1)), "Resize": _resize, "Gemm": _gemm, "MatMul": lambda a, x, y: x @ y,
    "Constant": lambda a: torch.from_numpy(np.array(numpy_helper.to_array(a["value"]))), "Shape": lambda a, x: torch.tensor(x.shape),
    "Transpose": lambda a, x: x.permute(a["perm"]), "Reshape": _reshape, "Slice": _slice, "Gather": _gather, "Unsqueeze": _unsqueeze,
    "Concat": lambda a, *x: torch.cat(x, a["axis"]),
    "ReduceMax": lambda a, x: x.amax(a["axes"], bool(a.get("keepdims", 1))), "ReduceMean": lambda a, x: x.mean(a["axes"], bool(a.get("keepdims", 1))),
    "ReduceSum": lambda a, x, axes: x.sum(axes.tolist(), bool(a.get("keepdims", 1))),
}
