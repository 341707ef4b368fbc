"""Squares around whom the people network sees, and around who is there, cut out of rendered pictures; with the truth of the one person each is about."""
import json
import math
import os
import sys

import numpy as np
import torch
from PIL import Image

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "people"))
from measuring import load, overlap  # noqa: E402
from network import STRIDE as PEOPLE_STRIDE  # noqa: E402
from pictures import Pictures, row  # noqa: E402

PEOPLE_SIZE = (320, 240)  # what the people network is shown
AROUND = 1.5  # the square's side, in parts of the longer side of the box that was seen
SIDE = 96  # pixels of the square …
KEPT = 144  # … and of what is kept of its surroundings, so that it can be moved and stretched
SCORE_MIN, OVERLAP_MAX, MOST = 0.12, 0.65, 16  # who is cut out: more than the edge looks at, doubles and those who are hardly seen among them
MINE_MIN = 0.25  # overlap of what was seen with who it is
NOBODY_MAX = 0.15  # with anybody, where it is nobody
COLUMNS = 3 + Pictures.COLUMNS  # picture; kind; score; then the person, in pixels of what is kept

NOBODY, SOMEBODY, UNCLEAR = 0, 1, 2


def load_days(folder):
    """Files of the pictures of a folder, and the people in each, in pixels."""
    with open(os.path.join(folder, "annotations.json"), encoding="utf-8") as f:
        coco = json.load(f)
    cameras = {(c["seed"], c["camera"]): c["calibration"] for c in coco["cameras"]}
    rows = {i["id"]: [] for i in coco["images"]}
    for a in coco["annotations"]:
        if a["category_id"] == 1:
            rows[a["image_id"]].append(a)
    for image in coco["images"]:
        people = [row(a, cameras[image["seed"], image["camera"]], image["width"]) for a in rows[image["id"]]]
        yield os.path.join(folder, "images", image["file_name"]), np.array(people, np.float32).reshape(-1, Pictures.COLUMNS)


def seen(net, pixels, score_min=SCORE_MIN, overlap_max=OVERLAP_MAX, most=MOST, rough=False):
    """What the people network sees in some pictures: left, top, right, bottom, score in pixels of the picture."""
    small = [np.asarray(Image.fromarray(p).resize(PEOPLE_SIZE, Image.Resampling.BILINEAR, reducing_gap=None)) for p in pixels]
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=rough):
        all_rows = net(torch.from_numpy(np.stack(small)).permute(0, 3, 1, 2).float()).float().numpy()
    for p, rows in zip(pixels, all_rows):
        found = np.flatnonzero(rows[:, 4] >= score_min)
        found = found[np.argsort(-rows[found, 4], kind="stable")]
        boxes, columns = [], PEOPLE_SIZE[0] // PEOPLE_STRIDE
        for i in found:
            r, x, y = rows[i], i % columns + 0.5, i // columns + 0.5
            w, h = np.exp(r[2]), np.exp(r[3])
            box = [x + r[0] - w / 2, y + r[1] - h / 2, x + r[0] + w / 2, y + r[1] + h / 2, r[4]]
            if all(overlap(box, b) <= overlap_max for b in boxes):
                boxes.append(box)
                if len(boxes) == most:
                    break
        boxes = np.array(boxes, np.float32).reshape(-1, 5)
        boxes[:, :4] *= PEOPLE_STRIDE * p.shape[1] / PEOPLE_SIZE[0]
        yield boxes


def square(box):
    """Middle and side of the square around a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, AROUND * max(box[2] - box[0], box[3] - box[1], 4.0)


def cut(pixels, box, kept=KEPT):
    """What is kept around a box, the picture's edges repeated beyond them; and where it begins, and how many of its pixels are one of the picture's."""
    x, y, side = square(box)
    wide = side * kept / SIDE
    left, top = x - wide / 2, y - wide / 2
    i, j = math.floor(left), math.floor(top)
    columns, rows = np.arange(i, math.ceil(left + wide)), np.arange(j, math.ceil(top + wide))
    part = pixels[np.clip(rows, 0, pixels.shape[0] - 1)[:, None], np.clip(columns, 0, pixels.shape[1] - 1)]
    part = Image.fromarray(part).resize((kept, kept), Image.Resampling.BILINEAR, (left - i, top - j, left - i + wide, top - j + wide))
    return np.asarray(part), left, top, kept / wide


def about(box, people):
    """Who a box is of: kind, and which."""
    if len(people) == 0:
        return NOBODY, -1
    over = np.array([overlap(box, p) for p in people])
    best = int(over.argmax())
    if over[best] >= MINE_MIN:
        return (SOMEBODY if people[best, 4] > 0 else UNCLEAR), best
    if over[best] > NOBODY_MAX:
        return UNCLEAR, -1
    for p in people[people[:, 4] == 0]:  # part of somebody who is hardly seen
        w, h = min(box[2], p[2]) - max(box[0], p[0]), min(box[3], p[3]) - max(box[1], p[1])
        if w > 0 and h > 0 and w * h >= 0.5 * (box[2] - box[0]) * (box[3] - box[1]):
            return UNCLEAR, -1
    return NOBODY, -1


def through(person, left, top, scale):
    """A person in pixels of what is kept."""
    q = person.copy()
    q[[0, 2]], q[[1, 3]] = (q[[0, 2]] - left) * scale, (q[[1, 3]] - top) * scale
    for j in range(3):
        at = 6 + 4 * j
        q[at], q[at + 1], q[at + 3] = (q[at] - left) * scale, (q[at + 1] - top) * scale, q[at + 3] * scale
    return q


def shaken(person, rng):
    """A box as the people network might have seen it."""
    w, h = person[2] - person[0], person[3] - person[1]
    x, y = (person[0] + person[2]) / 2 + w * rng.normal(0, 0.1), (person[1] + person[3]) / 2 + h * rng.normal(0, 0.1)
    w, h = w * np.exp(rng.normal(0, 0.18)), h * np.exp(rng.normal(0, 0.18))
    return np.array([x - w / 2, y - h / 2, x + w / 2, y + h / 2, 0], np.float32)


class Crops:
    """Squares of some folders in memory-mapped arrays, and a row of COLUMNS for each."""

    def __init__(self, folders):
        parts = [np.load(os.path.join(f, "rows.npy")) for f in folders]
        self.rows = np.concatenate(parts)
        self._pixels = [np.load(os.path.join(f, "crops.npy"), mmap_mode="r") for f in folders]
        self._begins = np.cumsum([0] + [len(p) for p in parts])

    def pixels(self, n):
        part = int(np.searchsorted(self._begins, n, "right")) - 1
        return self._pixels[part][n - self._begins[part]]


def make(folders, people, out, seed, most):
    """Cuts all pictures of some folders."""
    os.makedirs(out, exist_ok=True)
    rng = np.random.default_rng(seed)
    net = load(people)[0]
    days = [d for f in folders for d in load_days(f)]
    rng.shuffle(days)
    pixels = np.lib.format.open_memmap(os.path.join(out, "crops.npy"), "w+", np.uint8, (most, KEPT, KEPT, 3))
    rows, at = [], 0
    for begin in range(0, len(days), 8):
        part = days[begin:begin + 8]
        pictures = [np.asarray(Image.open(f).convert("RGB")) for f, _ in part]
        for i, (picture, (_, who), boxes) in enumerate(zip(pictures, part, seen(net, pictures, rough=True))):
            for box in [*boxes, *(shaken(p, rng) for p in who if p[4] > 0)]:
                kind, which = about(box, who)
                if kind == UNCLEAR or at == most:
                    continue
                pixels[at], left, top, scale = cut(picture, box)
                person = through(who[which], left, top, scale) if kind == SOMEBODY else np.zeros(Pictures.COLUMNS, np.float32)
                rows.append([begin + i, kind, box[4], *person])
                at += 1
        if begin % 800 == 0:
            print(f"{begin + len(part)} of {len(days)} pictures, {at} squares", flush=True)
        if at == most:
            break
    pixels.flush()
    np.save(os.path.join(out, "rows.npy"), np.array(rows, np.float32).reshape(-1, COLUMNS))
    print(f"{at} squares, {sum(r[1] == SOMEBODY for r in rows)} of somebody", flush=True)
