"""Writes the product network in eight bits: faster, and as good (models/product-in-hand.md has both figures).

The first convolution and the one that says where to look stay as they are, and so does everything behind the convolutions.
"""
import argparse
import os
import sys

import numpy as np

from augment import Dice, make
from pictures import read

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from quantise import options, quantise  # noqa: E402

FLOATS = ("body.0.0", "where")
BATCH = 8
EMPTY = 0.02  # what the logarithm of an empty hand's odds counts beside the direction


def drawn(folders, dice, rng):
    """Some windows as cameras would show them. The file takes one at a time: it looks at each turned four ways."""
    pixels = folders[rng.integers(len(folders))]
    return [x[None] for x in make(np.ascontiguousarray(pixels[np.sort(rng.integers(0, len(pixels), BATCH))]), dice, group=BATCH).numpy()]


def loss(right, said):
    far = (said - right) ** 2
    return far[:, :-1].sum() + EMPTY * far[:, -1].sum()


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("--data", nargs="+", required=True, help="folders of rendered windows, those of training")
    options(o)
    o = o.parse_args()
    folders, dice = [read(f)[0] for f in o.data], Dice(o.seed)
    quantise(o, FLOATS, lambda rng: drawn(folders, dice, rng), loss)


if __name__ == "__main__":
    main()
