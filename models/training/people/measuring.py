"""Measures a checkpoint, or an ONNX file, on pictures that it was not trained on; `./o4o models evaluate` measures the shipped file the same way."""
import argparse
import json
import os
import sys

import numpy as np
import torch

from network import ROW, STRIDE, People, Shipped
from pictures import HEIGHT, WIDTH, Pictures

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from interpreting import Graph  # noqa: E402

SCORE_MIN, OVERLAP_MAX = 0.45, 0.45  # as the manifest tells the edge
COUNTED = 0.5  # whoever is seen by so much must be found; who is less may be
OWN_SPREAD, WORTH_MIN = 0.75, 0.1  # as in OverheadDecoder.cs


def load(file):
    """The network, and its step; of an ONNX file nobody knows that."""
    if file.endswith(".onnx"):
        graph = Graph(file)
        return lambda pictures: graph.run(pictures).reshape(len(pictures), -1, ROW), None
    kept = torch.load(file, map_location="cpu")
    net = People()
    net.load_state_dict(kept["mean"])
    return Shipped(net).eval().to(memory_format=torch.channels_last), kept["step"]


def decoded(rows, columns, score_min, overlap_max):
    """Rows of one picture to people: left, top, right, bottom, score, then x, y, seen of each point; pixels."""
    found = np.flatnonzero(rows[:, 4] >= score_min)
    found = found[np.argsort(-rows[found, 4], kind="stable")]
    people = []
    grid = rows.reshape(-1, columns, rows.shape[1])
    for i in found:
        r, (x, y) = rows[i], (i % columns + 0.5, i // columns + 0.5)
        w, h = np.exp(r[2]), np.exp(r[3])
        box = [x + r[0] - w / 2, y + r[1] - h / 2, x + r[0] + w / 2, y + r[1] + h / 2]
        if any(overlap(box, p) > overlap_max for p in people):
            continue
        hands = [point(grid, r, x, y, 8, 17), point(grid, r, x, y, 11, 17)]
        if r[20] < 0.5:
            hands.reverse()
        people.append([*box, r[4], *point(grid, r, x, y, 5, 14), *hands[0], *hands[1]])
    people = np.array(people, np.float32).reshape(-1, 14)
    people[:, [0, 1, 2, 3, 5, 6, 8, 9, 11, 12]] *= STRIDE
    return people


def point(grid, r, x, y, own, near_at):
    x, y, worth = x + r[own], y + r[own + 1], WORTH_MIN
    best = (x, y)
    for row in range(max(0, int(np.floor(y)) - 1), min(grid.shape[0] - 1, int(np.floor(y)) + 1) + 1):
        for column in range(max(0, int(np.floor(x)) - 1), min(grid.shape[1] - 1, int(np.floor(x)) + 1) + 1):
            near = grid[row, column, near_at:near_at + 3]
            nx, ny = column + 0.5 + near[0], row + 0.5 + near[1]
            here = near[2] * np.exp(-((nx - x) ** 2 + (ny - y) ** 2) / (2 * OWN_SPREAD ** 2))
            if here > worth:
                worth, best = here, (nx, ny)
    return best[0], best[1], r[own + 2]


def overlap(a, b):
    w, h = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if w <= 0 or h <= 0:
        return 0.0
    return w * h / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h)


def matched(found, people):
    """The surest first takes whom it overlaps most, who must be found before who may be; -1 nobody, -2 somebody who does not count."""
    of, free = np.full(len(found), -1), np.ones(len(people), bool)
    for i in range(len(found)):
        best, at = 0.5, -1
        for must in (True, False):
            for k, p in enumerate(people):
                counts = p[4] > 0 and p[5] >= COUNTED
                if free[k] and counts == must:
                    o = overlap(found[i], p)
                    if o >= best:
                        best, at = o, k
            if at >= 0:
                break
        if at >= 0:
            free[at] = False
            of[i] = at
            continue
        for p in people:  # part of somebody who is hardly seen
            if not (p[4] > 0 and p[5] >= COUNTED):
                w, h = min(found[i][2], p[2]) - max(found[i][0], p[0]), min(found[i][3], p[3]) - max(found[i][1], p[1])
                if w > 0 and h > 0 and w * h >= 0.5 * (found[i][2] - found[i][0]) * (found[i][3] - found[i][1]):
                    of[i] = -2
    return of


class Tally:
    def __init__(self):
        self.must = self.hit = self.right = self.wrong = self.any = self.any_hit = 0
        self.off = [[], [], []]
        self.either, self.coarse = [], []
        self.seen = [[], [], []]

    def add(self, found, people):
        of = matched(found, people)
        counts = (people[:, 4] > 0) & (people[:, 5] >= COUNTED) if len(people) else np.zeros(0, bool)
        hits = {k for k in of if k >= 0 and counts[k]}
        self.must += int(counts.sum())
        self.hit += len(hits)
        self.any += int((people[:, 4] > 0).sum())
        self.any_hit += sum(1 for k in of if k >= 0 and people[k, 4] > 0)
        self.right += int((of != -1).sum())
        self.wrong += int((of == -1).sum())
        for i, k in enumerate(of):
            if k < 0 or not counts[k]:
                continue
            for j in range(3):
                x, y, sight, ten = people[k, 6 + 4 * j:10 + 4 * j]
                self.seen[j].append((found[i, 7 + 3 * j], sight == 2))
                if sight == 2:
                    self.off[j].append(10 * np.hypot(found[i, 5 + 3 * j] - x, found[i, 6 + 3 * j] - y) / ten)
                    if j:
                        o = 3 - j
                        self.either.append(min(self.off[j][-1], 10 * np.hypot(found[i, 5 + 3 * o] - x, found[i, 6 + 3 * o] - y) / ten))

    def figures(self):
        share = lambda a: float(np.mean(np.array(a) <= 10)) if a else 0.0
        wrists = self.off[1] + self.off[2]
        return {
            "people": self.must, "recall": self.hit / max(1, self.must), "precision": self.right / max(1, self.right + self.wrong),
            "recallOfAll": self.any_hit / max(1, self.any), "head10cm": share(self.off[0]), "wrist10cm": share(wrists), "eitherWrist10cm": share(self.either),
            "headMedianCm": float(np.median(self.off[0])) if self.off[0] else None, "wristMedianCm": float(np.median(wrists)) if wrists else None,
        }


def rows_of(net, pictures, numbers, size=16):
    with torch.no_grad():
        for at in range(0, len(numbers), size):
            part = numbers[at:at + size]
            x = torch.from_numpy(np.stack([pictures.pixels[n] for n in part])).permute(0, 3, 1, 2).float()
            for n, rows in zip(part, net(x.contiguous(memory_format=torch.channels_last)).numpy()):
                yield n, rows


def measure(net, pictures, numbers, score_min, overlap_max):
    tally = Tally()
    for n, rows in rows_of(net, pictures, numbers):
        tally.add(decoded(rows, WIDTH // STRIDE, score_min, overlap_max), pictures.people[n])
    return tally


def main():
    o = argparse.ArgumentParser(description="Measures a checkpoint of the people network.")
    o.add_argument("--checkpoint", required=True, help="or an exported file (.onnx)")
    o.add_argument("--pictures", nargs="+", required=True, help="folders that ./o4o render wrote, of seeds that were not trained on")
    o.add_argument("--cache", help="where decoded pictures are kept; beside the checkpoint without it")
    o.add_argument("--score", type=float, default=SCORE_MIN)
    o.add_argument("--overlap", type=float, default=OVERLAP_MAX)
    o.add_argument("--most", type=int, default=100000, help="so many pictures at most, evenly chosen")
    o.add_argument("--recall", type=float, help="exit 1 below this recall")
    o.add_argument("--precision", type=float, help="exit 1 below this precision")
    o.add_argument("--head", type=float, help="exit 1 below this share of heads within 10 cm")
    o = o.parse_args()
    torch.set_num_threads(1)
    net, step = load(o.checkpoint)
    pictures = Pictures(o.pictures, o.cache or os.path.join(os.path.dirname(os.path.abspath(o.checkpoint)), "measured"))
    numbers = np.unique(np.linspace(0, len(pictures) - 1, min(o.most, len(pictures))).astype(int))
    figures = measure(net, pictures, numbers, o.score, o.overlap).figures()
    print(json.dumps({"step": step, "pictures": len(numbers), **{k: round(v, 4) if isinstance(v, float) else v for k, v in figures.items()}}))
    below = [(n, m) for n, m in (("recall", o.recall), ("precision", o.precision), ("head10cm", o.head)) if m is not None and figures[n] < m]
    for n, m in below:
        print(f"below the mark: {n} {figures[n]:.3f}, at least {m}")
    raise SystemExit(1 if below else 0)


if __name__ == "__main__":
    main()
