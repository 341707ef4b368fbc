"""Measures both networks together, as the edge runs them, on pictures that neither was trained on; `./o4o models evaluate` measures the shipped files the same way."""
import argparse
import json

import numpy as np
import torch
from PIL import Image

from crops import SIDE, cut, load_days, seen, square
from decoding import decoded
from interpreting import Graph
from measuring import Tally, load, overlap
from net import ROW, Refine, Shipped


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


def thinned(people, score_min, overlap_max):
    kept = []
    for p in people:
        if p[4] >= score_min and all(overlap(p, k) <= overlap_max for k in kept):
            kept.append(p)
    return np.array(kept, np.float32).reshape(-1, 14)


def main():
    o = argparse.ArgumentParser(description=__doc__)
    o.add_argument("--people", required=True, help="the people network (.onnx)")
    o.add_argument("--refine", required=True, help="a checkpoint of the other, or its file (.onnx)")
    o.add_argument("--pictures", nargs="+", required=True, help="folders that ./o4o render wrote, of seeds that were not trained on, 640 x 480")
    o.add_argument("--look", type=float, nargs="+", default=[0.2], help="whoever the people network is so sure of is looked at")
    o.add_argument("--score", type=float, nargs="+", default=[0.5])
    o.add_argument("--near", type=float, nargs="+", default=[0.5], help="overlap of those looked at")
    o.add_argument("--overlap", type=float, nargs="+", default=[0.5])
    o.add_argument("--most", type=int, default=100000, help="so many pictures at most, evenly chosen")
    o = o.parse_args()
    torch.set_num_threads(1)
    people, refine = load(o.people)[0], load_refine(o.refine)
    days = [d for f in o.pictures for d in load_days(f)]
    days = [days[i] for i in np.unique(np.linspace(0, len(days) - 1, min(o.most, len(days))).astype(int))]
    tallies, looks = {}, {}
    for begin in range(0, len(days), 8):
        part = days[begin:begin + 8]
        pictures = [np.asarray(Image.open(f).convert("RGB")) for f, _ in part]
        for picture, (_, who), boxes in zip(pictures, part, seen(people, pictures, min(o.look), max(o.near))):
            all_of = looked(refine, picture, boxes) if len(boxes) else []
            for look in o.look:
                for near in o.near:
                    kept = []
                    for i, b in enumerate(boxes):
                        if b[4] >= look and all(overlap(b, boxes[k]) <= near for k in kept):
                            kept.append(i)
                    looks[look, near] = looks.get((look, near), 0) + len(kept)
                    chosen = sorted((all_of[i] for i in kept), key=lambda p: -p[4])
                    for score in o.score:
                        for over in o.overlap:
                            tallies.setdefault((look, near, score, over), Tally()).add(thinned(chosen, score, over), who)
    for (look, near, score, over), tally in tallies.items():
        f = tally.figures()
        print(json.dumps({"look": look, "near": near, "score": score, "overlap": over, "looks": round(looks[look, near] / len(days), 1),
                          **{k: round(v, 3) if isinstance(v, float) else v for k, v in f.items()}}))


if __name__ == "__main__":
    main()
