"""Teaches a network of eight bits to say what the network of 32-bit numbers says that it was made of.

Rounding lets gradients through as if it were not there (Jacob et al., "Quantization and Training of Neural Networks for Efficient
Integer-Arithmetic-Only Inference", 2018); ranges are learnt as well (Esser et al., "Learned Step Size Quantization", 2020). No truth
is needed: pictures are enough.
"""
import math

import numpy as np
import torch

from eight_bits import bias_scale, real, scale_of, whole

WARM = 20  # steps
RANGE_RATE = 1e-3  # of a range's logarithm
TOLD_EVERY = 50


class Shadow:
    """A convolution's weights and bias as numbers that can be moved a little."""

    def __init__(self, graph, node):
        self.names = [i.removesuffix(real("")) for i in node.input[1:3]]
        self.inputs, self.eight = list(node.input), node.input[1] != self.names[0]
        self.numbers = [torch.from_numpy(graph.constants[n].astype(np.float32)).requires_grad_() for n in self.names]
        self.scale = torch.from_numpy(graph.constants[scale_of(self.names[0])])[:, None, None, None] if self.eight else None

    def given(self):
        """What the convolution reads in place of its constants."""
        weight, bias = self.numbers
        if self.eight:
            w = (weight / self.scale).clamp(-127, 127)
            weight = (w + (torch.round(w) - w).detach()) * self.scale
        return {self.inputs[1]: weight, self.inputs[2]: bias}

    def keep(self, graph, ranges):
        weight, bias = (n.detach().numpy() for n in self.numbers)
        if not self.eight:
            graph.constants.update(zip(self.names, (weight, bias)))
            return
        graph.constants[whole(self.names[0])] = np.clip(np.rint(weight / self.scale.numpy()), -127, 127).astype(np.int8)
        graph.constants[scale_of(self.names[1])] = bias_scale(graph, self.names[0], graph.constants[ranges[self.inputs[0]]])
        graph.constants[whole(self.names[1])] = np.rint(bias.astype(np.float64) / graph.constants[scale_of(self.names[1])]).astype(np.int32)


def off(before, after, pictures, loss, given=None):
    """How far the one is from the other on some pictures."""
    total = 0
    for picture in pictures:
        x = torch.from_numpy(picture)
        with torch.no_grad():
            right = before.run(x)
        total = total + loss(right, after.run(x, None, given)) / len(picture)
    return total / len(pictures)


def distil(before, after, tensors, draw, loss, steps, rate):
    """Moves weights, biases and ranges. draw(): pictures; loss(right, said): how far off, summed; rate: of the mean size of a layer's weights."""
    shadows = [Shadow(after, n) for n in after.nodes if n.op_type == "Conv"]
    ranges = {scale_of(t): torch.tensor(math.log(after.constants[scale_of(t)])).requires_grad_() for t in tensors}
    groups = [{"params": s.numbers, "most": rate * float(s.numbers[0].abs().mean())} for s in shadows]
    optimiser = torch.optim.Adam([*groups, {"params": list(ranges.values()), "most": RANGE_RATE}])
    total = 0.0
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = group["most"] * min(1, (step + 1) / WARM) * 0.5 * (1 + math.cos(math.pi * step / steps))
        given = {name: torch.exp(r) for name, r in ranges.items()}
        for shadow in shadows:
            given.update(shadow.given())
        far = off(before, after, draw(), loss, given)
        optimiser.zero_grad(set_to_none=True)
        far.backward()
        optimiser.step()
        total += float(far)
        if (step + 1) % TOLD_EVERY == 0:
            print(f"{step + 1} of {steps}: off by {total / TOLD_EVERY:.4f}", flush=True)
            total = 0.0
    for name, r in ranges.items():
        after.constants[name] = np.float32(math.exp(float(r)))
    by = {n.output[0]: n.input[1] for n in after.nodes if n.op_type == "DequantizeLinear"}
    for shadow in shadows:
        shadow.keep(after, by)
