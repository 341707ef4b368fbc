"""Makes the channels of a network about equally wide, without changing what it says.

One scale serves all channels of a tensor in eight bits: where one channel reaches to 40 and another to 1, of the latter five bits and more are
lost. But a channel may be made narrower where it is made and its weights wider where it is read: nothing in between minds
(Nagel et al., "Data-Free Quantization Through Weight Equalization and Bias Correction", 2019; how much of it the weights
are to bear: Xiao et al., "SmoothQuant", 2022).
"""
import numpy as np
import torch

SHARE = 0.5  # of what the activations differ, so much becomes the weights'
MOST = 16.0
ROUNDS = 2


def equalise(graph, pictures):
    for _ in range(ROUNDS):
        widest = _widest(graph, pictures)
        for tied in _groups(graph):
            _equalise(graph, tied, widest)


def _groups(graph):
    """Tensors whose channels are tied (a sum and its parts, a Relu, repeated pixels), as sets; without those that another operator reads."""
    of, fixed = {}, {graph.input, graph.output}

    def find(name):
        while of.setdefault(name, name) != name:
            name = of[name]
        return name

    for node in graph.nodes:
        real = [i for i in [*node.input, *node.output] if i and i not in graph.constants]
        if node.op_type == "Conv":
            for name in real:
                find(name)
        elif node.op_type in ("Relu", "Resize") or node.op_type == "Add" and len(real) == 3:
            for name in real[1:]:
                of[find(name)] = find(real[0])
        else:
            fixed.update(real)
    still = {find(name) for name in fixed}
    found = {}
    for name in list(of):
        if find(name) not in still:
            found.setdefault(find(name), set()).add(name)
    return list(found.values())


def _widest(graph, pictures):
    """How far each channel of each tied tensor goes, the mean over pictures."""
    wanted, found = set().union(*_groups(graph)), {}
    with torch.no_grad():
        for picture in pictures:
            for name, value in graph.run(torch.from_numpy(picture), wanted).items():
                found[name] = found.get(name, 0) + value.abs().amax((2, 3)).mean(0).double().numpy()
    return found


def _equalise(graph, tied, widest):
    made = [n for n in graph.nodes if n.op_type == "Conv" and n.output[0] in tied]
    read = [n for n in graph.nodes if n.op_type == "Conv" and n.input[0] in tied]
    flows = np.max([widest[t] / max(widest[t].max(), 1e-9) for t in tied], 0)
    weights = [np.abs(graph.constants[n.input[1]]).max((2, 3)) for n in read]
    takes = np.max([(w / np.maximum(w.max(1, keepdims=True), 1e-9)).mean(0) for w in weights], 0)
    by = np.maximum(flows, 1e-3) ** SHARE / np.maximum(takes, 1e-3) ** (1 - SHARE)
    by = np.clip(by / np.exp(np.log(by).mean()), 1 / MOST, MOST).astype(np.float32)
    for n in made:
        graph.constants[n.input[1]] = graph.constants[n.input[1]] / by[:, None, None, None]
        graph.constants[n.input[2]] = graph.constants[n.input[2]] / by
    for n in read:
        graph.constants[n.input[1]] = graph.constants[n.input[1]] * by[None, :, None, None]
