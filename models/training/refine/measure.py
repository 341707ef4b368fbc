"""Measures both networks together, as the edge runs them, on pictures that neither was trained on; `./o4o models evaluate` measures the shipped files the same way."""
import argparse
import itertools
import json
import os

import numpy as np
import torch
from PIL import Image

from crops import AROUND, SIDE, cut, load_days, seen, square
from decoding import decoded
from interpreting import Graph
from measuring import Tally, load, overlap
from net import ROW, Refine, Shipped

MARKS = {"recall": "recall", "precision": "precision", "head": "head10cm", "wrist": "eitherWrist10cm"}


def load_refine(file):
    if file.endswith(".onnx"):
        graph = Graph(file)
        return lambda x: torch.cat([graph.run(x[i:i + 1]).reshape(1, -1, ROW) for i in range(len(x))])
    net = Refine()
    net.load_state_dict(torch.load(file, map_location="cpu")["mean"])
    return Shipped(net).eval().to(memory_format=torch.channels_last)


def looked(refine, picture, boxes):
    """Each box's person after a closer look."""
    squares = np.stack([cut(picture, b, SIDE)[0] for b in boxes])
    with torch.no_grad():
        rows = refine(torch.from_numpy(squares).permute(0, 3, 1, 2).float()).numpy()
    return [decoded(r, *square(b)) for r, b in zip(rows, boxes)]


def kept(boxes, score_min, overlap_max):
    """Which of some boxes, surest first, stay."""
    found = []
    for i, b in enumerate(boxes):
        if b[4] >= score_min and all(overlap(b, boxes[k]) <= overlap_max for k in found):
            found.append(i)
    return found


def main():
    o = argparse.ArgumentParser(description=__doc__)
    o.add_argument("--people", required=True, help="the people network's manifest (.json), its file beside it; it says who is looked at again")
    o.add_argument("--refine", required=True, help="a checkpoint of the other, or its file (.onnx)")
    o.add_argument("--pictures", nargs="+", required=True, help="folders that ./o4o render wrote, of seeds that were not trained on, 640 x 480")
    o.add_argument("--look", type=float, nargs="+", help="other than the manifest's refine.scoreMin; each is tried")
    o.add_argument("--near", type=float, nargs="+", help="other than its refine.overlapMax")
    o.add_argument("--score", type=float, nargs="+", help="other than its output.scoreMin")
    o.add_argument("--overlap", type=float, nargs="+", help="other than its output.overlapMax")
    o.add_argument("--most", type=int, default=100000, help="so many pictures at most, evenly chosen")
    for figure in MARKS:
        o.add_argument("--" + figure, type=float, help="exit 1 below this")
    o = o.parse_args()
    torch.set_num_threads(1)
    with open(o.people, encoding="utf-8") as f:
        manifest = json.load(f)
    if manifest["refine"]["around"] != AROUND:
        raise SystemExit(f"{o.people}: squares are {AROUND} boxes wide here, not {manifest['refine']['around']}")
    tried = list(itertools.product(
        o.look or [manifest["refine"]["scoreMin"]], o.near or [manifest["refine"]["overlapMax"]],
        o.score or [manifest["output"]["scoreMin"]], o.overlap or [manifest["output"]["overlapMax"]]))
    people, refine = load(os.path.join(os.path.dirname(o.people), manifest["file"]))[0], load_refine(o.refine)
    days = [d for f in o.pictures for d in load_days(f)]
    days = [days[i] for i in np.unique(np.linspace(0, len(days) - 1, min(o.most, len(days))).astype(int))]
    tallies, looks = [Tally() for _ in tried], [0] * len(tried)
    for begin in range(0, len(days), 8):
        part = days[begin:begin + 8]
        pictures = [np.asarray(Image.open(f).convert("RGB")) for f, _ in part]
        for picture, (_, who), boxes in zip(pictures, part, seen(people, pictures, min(t[0] for t in tried), max(t[1] for t in tried), most=None)):
            told = looked(refine, picture, boxes) if len(boxes) else []
            for n, (look, near, score, over) in enumerate(tried):
                at = kept(boxes, look, near)[:manifest["refine"]["looksMax"]]
                looks[n] += len(at)
                mine = sorted((told[i] for i in at), key=lambda p: -p[4])
                tallies[n].add(np.array([mine[i] for i in kept(mine, score, over)], np.float32).reshape(-1, 14), who)
    for (look, near, score, over), tally, many in zip(tried, tallies, looks):
        figures = tally.figures()
        print(json.dumps({"look": look, "near": near, "score": score, "overlap": over, "looks": round(many / len(days), 1),
                          **{k: round(v, 3) if isinstance(v, float) else v for k, v in figures.items()}}), flush=True)
    below = [(f, m) for f, name in MARKS.items() if (m := getattr(o, f)) is not None and figures[name] < m]
    for f, m in below:
        print(f"below the mark: {f} {figures[MARKS[f]]:.3f}, at least {m}")
    raise SystemExit(1 if below else 0)


if __name__ == "__main__":
    main()
