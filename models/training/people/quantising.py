"""Writes the people network in eight bits: faster, and as good (models/people-overhead.md has both figures).

The first convolution stays as it is, of three colours it is slower in eight bits; so does the last, of 1 x 1, whose rows are what is read.
"""
import argparse
import os
import sys

import numpy as np

from pictures import Pictures, light

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from quantise import options, quantise  # noqa: E402

FLOATS = ("quarter.0", "rows")
BATCH = 8
PERSON, HEAD_NEAR, WRIST_NEAR = slice(4, 5), slice(16, 17), slice(19, 20)  # shares in a row of OverheadDecoder.cs
SHARES, OWN, OWN_SHARES, HEAD, WRIST = [4, 16, 19], [0, 1, 2, 3, 5, 6, 8, 9, 11, 12], [7, 10, 13, 20], slice(14, 16), slice(17, 19)


def drawn(pixels, rng):
    """Some pictures, mirrored in any way, under any light."""
    x = pixels[np.sort(rng.integers(0, len(pixels), BATCH))]
    x = x[:, ::rng.choice([-1, 1]), ::rng.choice([-1, 1])].astype(np.float32)
    gain, plus = (a[:, None, None] for a in light(BATCH, rng))
    return [np.ascontiguousarray(np.clip(np.rint(x * gain + plus), 0, 255).transpose(0, 3, 1, 2))]


def loss(right, said):
    """All shares count; lengths (in cells) only where somebody is, or is near."""
    far = (said - right) ** 2
    person = right[..., PERSON]
    return (10 * far[..., SHARES].sum() + (person * far[..., OWN]).sum() + 2 * (person * far[..., OWN_SHARES]).sum()
            + (right[..., HEAD_NEAR] * far[..., HEAD]).sum() + (right[..., WRIST_NEAR] * far[..., WRIST]).sum())


def main():
    o = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    o.add_argument("--pictures", nargs="+", required=True, help="folders that ./o4o render wrote, those of training")
    o.add_argument("--cache", help="where decoded pictures are kept; in --out without it")
    options(o)
    o = o.parse_args()
    pixels = Pictures(o.pictures, o.cache or os.path.join(o.out, "pictures")).pixels
    quantise(o, FLOATS, lambda rng: drawn(pixels, rng), loss)


if __name__ == "__main__":
    main()
