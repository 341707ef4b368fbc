"""An ONNX file of 32-bit numbers to one whose convolutions are of eight bits (QuantizeLinear and DequantizeLinear, QDQ).

Weights: signed, symmetric, a scale for each channel. What flows between them: unsigned, a scale and a zero for each tensor. Every range
is the one that leaves the least squared error. Pictures go in and rows come out as 32-bit numbers: whoever runs the file need not know.
"""
import numpy as np
import torch
from onnx import helper

SHRUNK = np.linspace(0.3, 1.0, 36)  # ranges tried, in parts of the widest
VALUES = 2048  # of each tensor and picture, drawn at random
BIAS_MAX = 2.0 ** 28  # it and all products of a channel together must stay within 32 bits


class Eight:
    """How numbers are kept in a byte: number = (byte - zero) * scale."""

    def __init__(self, low, high):
        self.scale = np.float32(max(high - low, 1e-6) / 255)
        self.zero = np.uint8(np.clip(round(-low / float(self.scale)), 0, 255))

    def error(self, values):
        kept = np.clip(np.rint(values / self.scale) + float(self.zero), 0, 255) - float(self.zero)
        return float(np.square(kept * self.scale - values).mean())


def best(values):
    """The range whose bytes come nearest to the values. Nothing stays exactly nothing: it is what is around a picture."""
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    if low == 0:
        return min((Eight(0.0, high * s) for s in SHRUNK), key=lambda e: e.error(values))
    for _ in range(2):
        high = min((high * s for s in SHRUNK), key=lambda h: Eight(low, h).error(values))
        low = min((low * s for s in SHRUNK), key=lambda l: Eight(l, high).error(values))
    return Eight(low, high)


def weights(w, scale_min):
    """Signed bytes and a scale for each channel."""
    flat = w.reshape(len(w), -1)
    tried = np.maximum(np.abs(flat).max(1) / 127 * SHRUNK[:, None], np.maximum(scale_min, 1e-12)).astype(np.float32)
    error = [np.square(np.clip(np.rint(flat / t[:, None]), -127, 127) * t[:, None] - flat).sum(1) for t in tried]
    scale = tried[np.argmin(error, 0), np.arange(len(flat))]
    return np.clip(np.rint(flat / scale[:, None]), -127, 127).astype(np.int8).reshape(w.shape), scale


class Plan:
    """Which convolutions are to be of eight bits, and which tensors with them. floats: parts of the names of those that stay."""

    def __init__(self, graph, floats):
        all_ = [n for n in graph.nodes if n.op_type == "Conv"]
        if any(n.op_type == "QuantizeLinear" for n in graph.nodes):
            raise SystemExit("the file is quantised already: begin from the one of 32-bit numbers")
        for part in floats:
            if not any(part in n.name for n in all_):
                raise SystemExit(f"no convolution is called {part}; there are {', '.join(n.name for n in all_)}")
        self.convolutions = [n for n in all_ if not any(part in n.name for part in floats)]
        self.tensors, self.relus, self.same = [], {}, {}
        readers = graph.readers()
        for node in graph.nodes:
            if any(node is n for n in self.convolutions):
                if not self.has(node.input[0]):
                    self.tensors.append(node.input[0])
                self._take(node.output[0], readers)
            elif node.op_type == "Add" and all(self.has(i) for i in node.input):
                self._take(node.output[0], readers)
            elif node.op_type == "Resize" and self.has(node.input[0]):
                self.same[node.output[0]] = self.same.get(node.input[0], node.input[0])

    def has(self, name):
        return name in self.tensors or name in self.same

    def _take(self, name, readers):
        """A result; behind its Relu where nothing else reads it, which the bytes' range then does."""
        after = readers.get(name, [])
        if len(after) == 1 and after[0].op_type == "Relu":
            self.relus[after[0].output[0]] = name
            name = after[0].output[0]
        self.tensors.append(name)


def observed(graph, plan, pictures, rng):
    """Values of each tensor, drawn at random from all pictures; the largest and smallest are always among them."""
    found = {t: [] for t in plan.tensors}
    with torch.no_grad():
        for picture in pictures:
            for name, value in graph.run(torch.from_numpy(picture), set(plan.tensors)).items():
                flat = value.numpy().reshape(-1)
                found[name].append(np.append(flat[rng.integers(0, len(flat), VALUES * len(picture))], [flat.min(), flat.max()]))
    return {name: np.concatenate(parts) for name, parts in found.items()}


def rewrite(graph, plan, ranges):
    """Puts QuantizeLinear and DequantizeLinear where the plan has tensors and weights."""
    ends = {plan.relus.get(t, t): t for t in plan.tensors}
    nodes = []
    for node in graph.nodes:
        if node.op_type == "Relu" and node.output[0] in plan.relus:
            continue
        if node.output[0] in plan.same:  # bytes are repeated as well as numbers
            name = node.output[0]
            node.input[0], node.output[0] = whole(node.input[0]), whole(name)
            nodes += [node, _dequantise(whole(name), plan.same[name], real(name))]
            continue
        if any(node is n for n in plan.convolutions):
            nodes += _weights(graph, node, ranges[plan.same.get(node.input[0], node.input[0])].scale)
        node.input[:] = [real(i) if plan.has(i) else i for i in node.input]
        nodes.append(node)
        if node.output[0] in ends:
            name = ends[node.output[0]]
            graph.constants[scale_of(name)], graph.constants[name + ".zero"] = ranges[name].scale, ranges[name].zero
            nodes.append(helper.make_node("QuantizeLinear", [node.output[0], scale_of(name), name + ".zero"], [whole(name)], whole(name)))
            nodes.append(_dequantise(whole(name), name, real(name)))
    graph.nodes = nodes


def bias_scale(graph, weight, input_scale):
    """A bias has the scale of the products that it is added to."""
    return (graph.constants[scale_of(weight)] * input_scale).astype(np.float32)


def _weights(graph, node, input_scale):
    """Weights and bias of a convolution in whole numbers."""
    weight, bias = node.input[1], node.input[2]
    constants = graph.constants
    constants[whole(weight)], constants[scale_of(weight)] = weights(constants[weight], np.abs(constants[bias]) / BIAS_MAX / input_scale)
    constants[scale_of(bias)] = bias_scale(graph, weight, input_scale)
    constants[whole(bias)] = np.rint(constants[bias].astype(np.float64) / constants[scale_of(bias)]).astype(np.int32)
    for name in (weight, bias):
        constants[name + ".zero"] = np.zeros(len(constants[bias]), constants[whole(name)].dtype)
    node.input[1], node.input[2] = real(weight), real(bias)
    return [_dequantise(whole(n), n, real(n), axis=0) for n in (weight, bias)]


def _dequantise(of, by, name, **attributes):
    return helper.make_node("DequantizeLinear", [of, scale_of(by), by + ".zero"], [name], name, **attributes)


def whole(name):
    return name + ".whole"


def real(name):
    return name + ".real"


def scale_of(name):
    return name + ".scale"
