"""Writes the network in eight bits: faster, and as good (models/people-refine.md has both figures).

The first convolution stays as it is, of three colours it is slower in eight bits; so do the last, whose rows are what is read.
"""
import argparse
import os
import sys

import numpy as np

from crops import KEPT, Crops
from net import SIDE

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from pictures import light  # noqa: E402
from quantise import options, quantise  # noqa: E402

FLOATS = ("quarter.0", "cells", "few.0")
BATCH = 12
BORDER = (KEPT - SIDE) // 2


def drawn(crops, rng):
    """Some squares, mirrored in any way, under any light; one by one, as the edge gives them."""
    inner = slice(BORDER, BORDER + SIDE)
    x = np.stack([crops.pixels(n)[inner, inner] for n in rng.integers(0, len(crops.rows), BATCH)])
    x = x[:, ::rng.choice([-1, 1]), ::rng.choice([-1, 1])].astype(np.float32)
    gain, plus = (a[:, None, None] for a in light(BATCH, rng))
    x = np.ascontiguousarray(np.clip(np.rint(x * gain + plus), 0, 255).transpose(0, 3, 1, 2))
    return [x[i:i + 1] for i in range(BATCH)]


def loss(right, said):
    """Share and box of the whole; maps as shares of all cells; lengths and sight where the joint may be."""
    far = (said - right) ** 2
    total = 50 * far[:, 0, 0].sum() + 20 * right[:, 0, 0].sum() * far[:, 0, 1:5].sum()
    for j in (0, 4, 8):
        wanted = right[:, 1:, j].softmax(1)
        total = total + 5 * (wanted * (wanted.clamp(min=1e-9).log() - said[:, 1:, j].log_softmax(1))).sum()
        total = total + (wanted[..., None] * far[:, 1:, j + 1:j + 4]).sum()
    return total


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("--crops", nargs="+", required=True, help="folders that cutting.py wrote, those of training")
    options(o)
    o = o.parse_args()
    crops = Crops(o.crops)
    quantise(o, FLOATS, lambda rng: drawn(crops, rng), loss)


if __name__ == "__main__":
    main()
