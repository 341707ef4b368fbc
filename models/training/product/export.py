"""Writes the network as ONNX, fits how its likeness becomes probabilities, and writes the manifest's numbers.

    python3 export.py --checkpoint RUN/last.pt --fit FOLDER [FOLDER ...] --out ../..
"""

import argparse
import hashlib
import json
import math
import os

import numpy as np
import torch
from torch import nn

from augment import Dice
from judge import embed, scores
from net import CROP_MM, Embedder, NUMBERS, SIDE
from pictures import HELD_BACK, read_all

NAME = "product-in-hand"


class Whole(nn.Module):
    """One input, one output: a direction of length 1 and, behind it, the logit of an empty hand."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, images):
        return torch.cat(self.net.turned(images), 1)


def export(net, path):
    torch.onnx.export(
        Whole(net).eval(), torch.zeros(1, 3, SIDE, SIDE), path, input_names=["images"], output_names=["hand"], opset_version=13, do_constant_folding=True)
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def stores(records, numbers):
    """Windows of each store, which its seed names."""
    seeds = np.array([int(r["file"].split("-")[0][1:]) for r in records])
    return [np.flatnonzero(seeds == s) for s in np.unique(seeds)]


def looks(net, pixels, numbers, records, enrol, seed):
    """For each store: likeness of every look to every product of the store, and the right one; looks at enrolled pictures left out."""
    dice = Dice(seed)
    what, empty = embed(net, pixels, dice, turned=True, miss_mm=25.0, millimetres=(3.0, 9.0))
    found = []
    for at in stores(records, numbers):
        held = at[numbers[at] >= 0]
        products = [p for p in np.unique(numbers[held]) if (numbers[held] == p).sum() > enrol]
        gallery, queries, truth = [], [], []
        for k, p in enumerate(products):
            order = held[numbers[held] == p]
            order = order[torch.randperm(len(order), generator=dice.generator).numpy()]
            gallery.append(what[order[:enrol]])
            queries.append(order[enrol:])
            truth += [k] * (len(order) - enrol)
        gallery, queries = torch.stack(gallery), np.concatenate(queries)
        found.append((scores(what[queries], gallery), torch.tensor(truth)))
    return found, empty.numpy()


def loss(found, certainty, doubt):
    total = count = 0
    for by, truth in found:
        share = torch.softmax(certainty * by, 1) * (1 - doubt) + doubt / by.shape[1]
        total -= float(torch.log(share[torch.arange(len(truth)), truth]).sum())
        count += len(truth)
    return total / count


def calibration(found, certainty, doubt):
    """Mean distance between what looks say of their first guess and how often such guesses are right, in ten classes (ECE)."""
    said = torch.cat([(torch.softmax(certainty * by, 1) * (1 - doubt) + doubt / by.shape[1]).max(1).values for by, _ in found]).numpy()
    right = torch.cat([by.argmax(1) == truth for by, truth in found]).numpy()
    bins = np.minimum((said * 10).astype(int), 9)
    return float(sum(abs(said[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any())), float(right.mean())


def fit_empty(logit, numbers):
    """Slope and shift of the odds of an empty hand under the prior that three in ten are, by Newton's method on weighted losses."""
    y = (numbers < 0).astype(float)
    weight = np.where(y == 1, 0.3 / y.sum(), 0.7 / (1 - y).sum())
    spread = float(np.abs(logit).mean())
    x = np.stack([logit / spread, np.ones_like(logit)], 1)
    w = np.array([1.0, 0.0])

    def cost(w):
        odds = x @ w
        return float((weight * (np.logaddexp(0, odds) - y * odds)).sum()) + 1e-4 * float(w @ w)

    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -40, 40)))
        step = np.linalg.solve((x * (weight * p * (1 - p))[:, None]).T @ x + 2e-4 * np.eye(2), x.T @ (weight * (p - y)) + 2e-4 * w)
        size = 1.0
        while size > 1e-6 and cost(w - size * step) > cost(w):
            size /= 2
        w = w - size * step
    return float(w[0]) / spread, float(w[1])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--checkpoint", required=True)
    p.add_argument("--fit", nargs="+", required=True, help="rendered stores that sell products that were not trained with")
    p.add_argument("--out", required=True, help="folder for product-in-hand.onnx and product-in-hand.json")
    p.add_argument("--quality", default="see models/README.md", help="how good it is, and by whose word")
    p.add_argument("--enrol", type=int, default=5)
    a = p.parse_args()
    torch.set_num_threads(1)
    net = Embedder()
    net.load_state_dict(torch.load(a.checkpoint)["average"])
    net.eval()
    os.makedirs(a.out, exist_ok=True)
    digest = export(net, os.path.join(a.out, NAME + ".onnx"))
    pixels, numbers, records = read_all(a.fit)
    if ((numbers >= 0) & (numbers < HELD_BACK)).any():
        raise SystemExit("--fit: products that were trained with are in it: render with --products 3000-4499")
    found, empty = looks(net, pixels, numbers, records, a.enrol, 1)
    best = min(((loss(found, c, d), c, d) for c in np.exp(np.linspace(math.log(5), math.log(60), 31)) for d in (0.005, 0.01, 0.02, 0.05, 0.1)))
    slope, shift = fit_empty(empty, numbers)
    error, right = calibration(found, *best[1:])
    looks_in_all = int(sum(len(t) for _, t in found))
    fitted = (f"{looks_in_all} looks in {len(found)} rendered stores of products that were not trained with, each among all of its store and known by {a.enrol} pictures: "
              f"first guess right {right:.3f}, calibration error {error:.3f}, {best[0]:.2f} nats")
    manifest = {
        "name": NAME, "file": NAME + ".onnx", "sha256": digest,
        "input": {"width": SIDE, "height": SIDE, "layout": "nchw", "colour": "rgb", "fit": "stretch", "scale": 0.00392156862745098},
        "output": {"family": "embedding"},
        "hands": {
            "cropMm": CROP_MM, "numbers": NUMBERS, "certainty": round(float(best[1]), 2), "doubt": best[2],
            "emptySlope": round(slope, 3), "emptyShift": round(shift, 3), "fittedOn": fitted,
        },
        "classes": ["product"], "licence": "the project's own, as its code", "origin": "trained by models/training/product on rendered stores alone", "quality": a.quality,
    }
    with open(os.path.join(a.out, NAME + ".json"), "w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=2)
        file.write("\n")
    print(json.dumps(manifest["hands"], indent=1))


if __name__ == "__main__":
    main()
